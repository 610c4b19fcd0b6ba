import fc from 'fast-check';
import { type Expression, parseKql } from '../../../local/sandbox/log-analytics/kql/parse';
import { kqlCounts, kqlLines } from '../../../src/connectors/log-analytics/kql';

const table = {
  source: 'log-analytics' as const,
  table: 'ContainerLogV2',
  selector: { ContainerName: 'api' },
  message: 'LogMessage',
  level: 'LogLevel',
};
const from = new Date('2026-03-04T15:00:00Z');
const to = new Date('2026-03-04T15:20:00Z');

test('a query is the window, the selector, a text and a level', () => {
  expect(kqlLines(table, { from, to, text: 'time out', level: 'fatal' }, 101)).toBe(`['ContainerLogV2']
| where TimeGenerated >= datetime(2026-03-04T15:00:00.000Z) and TimeGenerated < datetime(2026-03-04T15:20:00.000Z)
| where tostring(['ContainerName']) == base64_decode_tostring("YXBp")
| where tostring(['LogMessage']) contains base64_decode_tostring("dGltZSBvdXQ=")
| where tolower(tostring(['LogLevel'])) in ("fatal", "critical", "crit", "panic", "alert", "emergency", "emerg", "4")
| project at = TimeGenerated, level = tostring(['LogLevel']), message = tostring(['LogMessage'])
| top 101 by at desc`);
  expect(kqlCounts(table, { from, to }, { start: 0, seconds: 60, count: 20 })).toBe(`['ContainerLogV2']
| where TimeGenerated >= datetime(2026-03-04T15:00:00.000Z) and TimeGenerated < datetime(2026-03-04T15:20:00.000Z)
| where tostring(['ContainerName']) == base64_decode_tostring("YXBp")
| summarize lines = count() by at = bin(TimeGenerated, 60s)`);
});

test.each([
  ['table', { table: "x'] | union T" }],
  ['selector', { selector: { "a'] or ['b": 'c' } }],
  ['message', { message: 'LogMessage)' }],
  ['level', { level: '' }],
])('a %s that is no name is none', (_, over) => {
  expect(() => kqlLines({ ...table, ...over }, { from, to, level: 'info' }, 1)).toThrow(
    'is no name of a table or column',
  );
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc
    .array(fc.constantFrom('"', '\\', "'", '@"', '`', '\n', '\r', '\0', '|', ';', ')', '//', '\ud800', '~~~', 'a'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);
const encoded = /base64_decode_tostring\("[A-Za-z0-9+/]*={0,2}"\)/g;

/** The strings that a tree decodes, in their order. */
function decoded(expression: Expression): string[] {
  if (expression.kind === 'call' && expression.name === 'base64_decode_tostring') {
    const [literal] = expression.args;
    if (literal?.kind !== 'literal') throw new Error('no literal');
    return [Buffer.from(String(literal.value), 'base64').toString('utf8')];
  }
  if (expression.kind === 'and' || expression.kind === 'or') return expression.of.flatMap(decoded);
  if (expression.kind === 'compare') return [expression.left, ...expression.right].flatMap(decoded);
  return expression.kind === 'call' ? expression.args.flatMap(decoded) : [];
}

test('no value stands in the query as it was written, and each arrives as it was', () => {
  fc.assert(
    fc.property(nasty, nasty.filter(Boolean), (value, text) => {
      const query = kqlLines({ ...table, selector: { ContainerName: value } }, { from, to, text }, 101);
      // Without what is encoded it is the same query whatever the values are.
      expect(query.replace(encoded, '?')).toBe(`['ContainerLogV2']
| where TimeGenerated >= datetime(2026-03-04T15:00:00.000Z) and TimeGenerated < datetime(2026-03-04T15:20:00.000Z)
| where tostring(['ContainerName']) == ?
| where tostring(['LogMessage']) contains ?
| project at = TimeGenerated, level = tostring(['LogLevel']), message = tostring(['LogMessage'])
| top 101 by at desc`);
      const { operators } = parseKql(query);
      expect(operators.map(({ kind }) => kind)).toEqual(['where', 'where', 'where', 'project', 'top']);
      const arrived = operators.flatMap((operator) => (operator.kind === 'where' ? decoded(operator.test) : []));
      expect(arrived).toEqual([value, text].map((given) => given.replace(/\p{Surrogate}/gu, '\ufffd')));
    }),
    { numRuns: 3_000 },
  );
});
