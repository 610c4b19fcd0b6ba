import fc from 'fast-check';
import { lineTest } from '../../../local/sandbox/loki/logql/filter';
import { parseLogql } from '../../../local/sandbox/loki/logql/parse';
import { countOf, logql } from '../../../src/connectors/loki/logql';

test('a query is labels, a text and a level', () => {
  expect(logql({ app: 'api', environment: 'production' }, {})).toBe('{app="api", environment="production"}');
  expect(logql({ app: 'api' }, { text: 'time out?' })).toBe(String.raw`{app="api"} |~ "(?i)time out\\?"`);
  expect(logql({ app: 'api' }, { level: 'fatal' })).toBe(
    '{app="api"} | detected_level=~"(?i)(fatal|critical|crit|panic|alert|emergency|emerg)" or level=~"(?i)(fatal|critical|crit|panic|alert|emergency|emerg)"',
  );
  expect(countOf('{app="api"}', 60)).toBe('sum(count_over_time({app="api"} [60s]))');
});

test('a name that is none is no label', () => {
  expect(() => logql({ 'a="b"} or {c': 'd' }, {})).toThrow('is no label');
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc
    .array(
      fc.constantFrom(
        '"',
        '\\',
        '`',
        "'",
        '\n',
        '\0',
        '{',
        '}',
        '|',
        '=',
        '~',
        '(?i)',
        '[',
        ']',
        '$',
        '\ud800',
        '\\"',
        'a',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
);
/** JSON's strings are the only ones that we write. */
const withoutStrings = (query: string) => query.replace(/"(?:\\.|[^"\\])*"/g, '""');

test('no label value and no text gets out of its string, and each arrives as it was', () => {
  fc.assert(
    fc.property(nasty, nasty, (value, text) => {
      const query = countOf(logql({ app: 'api', value }, { text, level: 'error' }), 60);
      const expected = text ? '{app="", value=""} |~ "" | ' : '{app="", value=""} | ';
      expect(withoutStrings(query)).toBe(`sum(count_over_time(${expected}detected_level=~"" or level=~"" [60s]))`);
      const tree = parseLogql(query);
      if (tree.kind !== 'sum' || tree.of.kind !== 'range') throw new Error(`it became ${tree.kind}`);
      const { matchers, stages } = tree.of.log;
      const arrived = value.replace(/\p{Surrogate}/gu, '\ufffd');
      expect(matchers).toEqual([
        { label: 'app', operator: '=', value: 'api' },
        { label: 'value', operator: '=', value: arrived },
      ]);
      expect(stages.map(({ kind }) => kind)).toEqual(text ? ['line', 'label'] : ['label']);
    }),
    { numRuns: 3_000 },
  );
});

test('a text finds itself, and means nothing else', () => {
  fc.assert(
    fc.property(nasty.filter(Boolean), nasty, (text, other) => {
      const query = parseLogql(logql({ app: 'api' }, { text }));
      if (query.kind !== 'log') throw new Error(`it became ${query.kind}`);
      const finds = lineTest(query);
      const whole = text.replace(/\p{Surrogate}/gu, '\ufffd');
      expect(finds({ line: `a ${whole} b`, labels: {} })).toBe(true);
      // Letters that only differ in case are alike in many ways; of the rest it finds what has it.
      if (!/\p{L}/u.test(text + other)) expect(finds({ line: other, labels: {} })).toBe(other.includes(whole));
    }),
    { numRuns: 3_000 },
  );
});
