import { evaluate, type Series } from '../../../../local/sandbox/prometheus/promql/evaluate';
import { parsePromql } from '../../../../local/sandbox/prometheus/promql/parse';

const series = (name: string, labels: Record<string, string>, value: number, rate?: number): Series => ({
  labels: { __name__: name, ...labels },
  valueAt: () => value,
  ...(rate === undefined ? {} : { rateAt: () => rate }),
});
const world = [
  series('up', { job: 'a', instance: '1' }, 1),
  series('up', { job: 'a', instance: '2' }, 0),
  series('up', { job: 'b', instance: '1' }, 1),
  series('requests_total', { job: 'a', code: '200' }, 1000, 9),
  series('requests_total', { job: 'a', code: '500' }, 20, 1),
  series('bucket', { le: '0.25' }, 0, 50),
  series('bucket', { le: '0.75' }, 0, 100),
  series('bucket', { le: '+Inf' }, 0, 100),
];
const ask = (query: string) => evaluate(parsePromql(query), world, 0);
const values = (query: string) => {
  const value = ask(query);
  return typeof value === 'number' ? value : value.map((sample) => sample.value);
};

test.each<[string, number | number[]]>([
  ['up{job="a"}', [1, 0]],
  ['up{job=~"a|b",instance!="2"}', [1, 1]],
  ['{__name__="up",job!~"a.*"}', [1]],
  ['up{job=~"."}', [1, 0, 1]],
  ['up{missing=""}', [1, 0, 1]],
  ['min(up{job="a"})', [0]],
  ['avg(up)', [2 / 3]],
  ['max(up{job="none"})', []],
  ['count(up == 1)', [2]],
  ['up == bool 1', [1, 0, 1]],
  ['sum by (job) (up)', [1, 1]],
  ['sum(up) without (instance)', [1, 1]],
  ['sum(rate(requests_total{code=~"5.."}[5m])) / sum(rate(requests_total[5m]))', [0.1]],
  ['increase(requests_total{code="500"}[1h30m])', [5400]],
  ['histogram_quantile(0.75, sum by (le) (rate(bucket[5m])))', [0.5]],
  ['(1 + 2) * 3 - -1', 10],
  ['1 + 2 * 3 > bool 6', 1],
  ['1 / 0', Infinity],
  ['sum(up{job="none"}) or vector(0)', [0]],
  ['up and up{instance="2"}', [0]],
  ['up unless up{job="a"}', [1]],
  ['absent(up{job="none"})', [1]],
  ['up{job=\'a\', instance="1",} # a comment', [1]],
  ['scalar(up{job="b"}) * 2', 2],
])('%s', (query, expected) => {
  expect(values(query)).toEqual(expected);
});

test('arithmetic drops the name of a metric, a comparison keeps it', () => {
  expect(ask('up{job="b"} * 1')).toEqual([{ labels: { job: 'b', instance: '1' }, value: 1 }]);
  expect(ask('up{job="b"} > 0')).toEqual([{ labels: { __name__: 'up', job: 'b', instance: '1' }, value: 1 }]);
});

test.each([
  ['', '1:1: parse error: no expression found in input'],
  ['sum(up', '1:7: parse error: unexpected end of input, expected ")"'],
  ['up{job=a}', '1:8: parse error: unexpected identifier "a" in label matching'],
  ['up{job="a}', '1:8: parse error: unterminated quoted string'],
  ['nope(up)', '1:1: parse error: unknown function with name "nope"'],
  ['rate(up)', '1:1: parse error: expected type range vector in call to function "rate", got instant vector'],
  ['up\n  up', '2:3: parse error: unexpected identifier "up"'],
  ['{}', '1:3: parse error: vector selector must contain at least one non-empty matcher'],
  ['1 == 1', '1:1: parse error: comparisons between scalars must use BOOL modifier'],
  ['up[5m]', 'a range vector has no value at an instant in this sandbox'],
  ['up / on(job) up', 'on() is not known to this sandbox'],
  ['toString(up)', '1:1: parse error: unknown function with name "toString"'],
])('%j is refused with a reason', (query, message) => {
  expect(() => ask(query)).toThrow(message);
});
