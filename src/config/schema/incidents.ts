import * as z from 'zod/mini';
import { POSTMORTEM_FIELDS } from '../../model/postmortem-fields';
import { duration, id, section, text, timeZone, words } from './primitives';

const day = text(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a day such as 2026-12-25, in quotes');

export const incidents = section({
  channel: z.optional(
    id.check(z.describe('Where the card of every incident is shown, beside the channel where it was opened.')),
  ),
  channelPrefix: z.optional(
    text(/^[a-z0-9][a-z0-9-]{0,19}$/, 'lower-case letters, digits and "-"').check(
      z.describe('What names of incident channels begin with. Default: inc.'),
    ),
  ),
  invite: z.optional(
    z
      .array(id, { error: 'a list of groups' })
      .check(z.describe('Groups that are invited to every incident channel, with its commander.')),
  ),
  commander: z.optional(
    id.check(
      z.describe(
        'Group whose member commands a new incident, e.g. one of a PagerDuty schedule. Default: whoever opens it.',
      ),
    ),
  ),
  timeZone: z.optional(timeZone.check(z.describe('In which postmortems are at 2 PM. Default: UTC.'))),
  holidays: z.optional(
    z.array(day, { error: 'a list of days' }).check(z.describe('Days without postmortems, beside weekends.')),
  ),
  postmortem: z.optional(
    words.check(
      z.refine((template) => strangeFields(template).length === 0, {
        error: `Markdown with no other field than ${POSTMORTEM_FIELDS.map((field) => `{{${field}}}`).join(', ')}`,
      }),
      z.describe('The template of postmortem documents, as Markdown. Default: docs/templates/postmortem.md.'),
    ),
  ),
  calendar: z.optional(
    text(/^[^\s/]+$/, 'a user of Microsoft 365, by principal name or object ID').check(
      z.describe('Whose calendar postmortems are put in, with invitations, through Microsoft Graph.'),
    ),
  ),
  remind: z.optional(
    section({ sev1: z.optional(duration), sev2: z.optional(duration), sev3: z.optional(duration) }).check(
      z.describe('How often a status update is asked for, by severity. Default: sev1: 30m.'),
    ),
  ),
}).check(z.describe('What /incident does with the incidents that it opens.'));

function strangeFields(template: string): string[] {
  const fields: readonly string[] = POSTMORTEM_FIELDS;
  return [...template.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name = '']) => (fields.includes(name) ? [] : [name]));
}
