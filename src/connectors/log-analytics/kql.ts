import { type ServiceLogs } from '../../model/company';
import { type LogLevel } from '../../model/log-answer';
import { wellFormed } from '../../model/well-formed';
import { type LogQuery } from '../log-source';
import { spellingsFrom } from '../logs/level';
import { type Steps } from '../logs/steps';

type Table = Extract<ServiceLogs, { source: 'log-analytics' }>;

/** AppTraces and its kin write levels as numbers, the gravest 4. */
export const levelNumbers: LogLevel[] = ['debug', 'info', 'warn', 'error', 'fatal'];

/**
 * The KQL that finds the lines. `declare query_parameters` would be the place for values, but the query API has no field for
 * them (its body is `query`, `timespan`, `workspaces`:
 * https://learn.microsoft.com/rest/api/loganalytics/dataaccess/query/execute). So no value stands in the query as it was
 * written: each is `base64_decode_tostring("…")`, whose argument has letters, digits, `+`, `/` and `=` only and therefore
 * cannot end its string, and what it decodes to is a string to KQL and never read as KQL. Names of tables and columns come
 * from the company file, are letters, digits and `_`, and stand in `['…']`, so that none is taken for a keyword.
 */
export function kqlLines(table: Table, query: Selection, limit: number): string {
  return `${selected(table, query)}
| project at = TimeGenerated, level = tostring(${name(table.level)}), message = tostring(${name(table.message)})
| top ${limit} by at desc`;
}

/** The KQL that counts them, by the start of each step. */
export function kqlCounts(table: Table, query: Selection, { seconds }: Steps): string {
  return `${selected(table, query)}
| summarize lines = count() by at = bin(TimeGenerated, ${seconds}s)`;
}

type Selection = Pick<LogQuery, 'from' | 'to' | 'text' | 'level'>;

function selected({ table, selector, message, level: column }: Table, { from, to, text, level }: Selection): string {
  return [
    name(table),
    `TimeGenerated >= datetime(${from.toISOString()}) and TimeGenerated < datetime(${to.toISOString()})`,
    ...Object.entries(selector).map(([label, value]) => `tostring(${name(label)}) == ${encoded(value)}`),
    ...(text ? [`tostring(${name(message)}) contains ${encoded(text)}`] : []),
    ...(level ? [`tolower(tostring(${name(column)})) in (${levelsFrom(level).join(', ')})`] : []),
  ].join('\n| where ');
}

/** As string literals; all of them are ours. */
function levelsFrom(level: LogLevel): string[] {
  const graver = levelNumbers.flatMap((_, number) => (number >= levelNumbers.indexOf(level) ? [String(number)] : []));
  return [...spellingsFrom(level), ...graver].map((word) => `"${word}"`);
}

function encoded(text: string): string {
  return `base64_decode_tostring("${Buffer.from(wellFormed(text), 'utf8').toString('base64')}")`;
}

function name(text: string): string {
  if (!/^[A-Za-z_]\w*$/.test(text)) throw new TypeError(`"${text}" is no name of a table or column`);
  return `['${text}']`;
}
