import * as z from 'zod/mini';
import { section, template, text } from './primitives';

const query = (what: string) =>
  z.optional(template('a query').check(z.describe(`PromQL for ${what}. {environment} and {service} are filled in.`)));

export const status = section({
  instancesUp: query('how many instances are up'),
  errorRatio: query('the share of requests that fail, 0 to 1'),
  p95Seconds: query('the 95th percentile of the duration, in seconds'),
  requestsPerSecond: query('requests a second'),
  alerts: z.optional(
    z
      .record(text(/^[A-Za-z_]\w*$/, 'a name of letters, digits and "_"'), template('a value'), {
        error: 'a mapping from labels to the values they must have',
      })
      .check(z.describe('Labels of the alerts in Alertmanager that are about this service.')),
  ),
}).check(z.describe('What /status shows of this service. Each query yields one series.'));
