import * as z from 'zod/mini';
import { httpUrl, section, text, words } from './primitives';

export const links = section({
  loki: z.optional(
    section({
      grafana: httpUrl.check(z.describe('Where Grafana is.')),
      datasource: words.check(z.describe('UID of the Loki data source in Grafana.')),
    }),
  ),
  'log-analytics': z.optional(
    section({
      workspace: text(
        /^\/subscriptions\/[^/\s]+\/resourceGroups\/[^/\s]+\/providers\/Microsoft\.OperationalInsights\/workspaces\/[^/\s]+$/i,
        'a resource ID: /subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…',
      ),
    }),
  ),
}).check(z.describe('Where people look at logs themselves; answers of /logs link there.'));
