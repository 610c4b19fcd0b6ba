import * as z from 'zod/mini';
import { section, template, text } from './primitives';

const label = text(/^[A-Za-z_]\w*$/, 'a name of letters, digits and "_"');

const selector = z
  .record(label, template('a value'), { error: 'a mapping from names to the values they must have' })
  .check(
    z.refine((labels) => Object.keys(labels).length > 0, { error: 'at least one name with its value' }),
    z.describe('What the lines of this service have: {environment} and {service} are filled in.'),
  );

const loki = section({ source: z.literal('loki', { error: 'loki' }), selector });

const logAnalytics = section({
  source: z.literal('log-analytics', { error: 'log-analytics' }),
  table: label.check(z.describe('e.g. ContainerLogV2, AppTraces.')),
  selector,
  message: label.check(z.describe('The column that is shown, e.g. LogMessage.')),
  level: label.check(z.describe('The column of the level: a word, or 0 to 4 as in AppTraces.')),
});

export const logs = z
  .discriminatedUnion('source', [loki, logAnalytics], {
    error: 'source: loki with selector, or source: log-analytics with table, selector, message, level',
  })
  .check(z.describe('Where /logs finds the lines of this service.'));
