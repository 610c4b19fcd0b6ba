import { histogramQuantile } from './histogram-quantile';
import { PromqlError, type Expression, type Matcher } from './syntax';
import { combine, withoutName, type Labels, type Sample, type Value } from './vector';

export interface Series {
  labels: Labels;
  /** @param at seconds since 1970 @returns undefined when there was no sample */
  valueAt(at: number): number | undefined;
  /** How much it grows in a second, for counters. */
  rateAt?(at: number): number | undefined;
}

/** The value of an expression at a moment, over the given series. @param at seconds since 1970 @throws PromqlError */
export function evaluate(expression: Expression, series: Series[], at: number): Value {
  const inner = (child: Expression) => evaluate(child, series, at);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'selector':
      if (expression.range !== undefined)
        throw new PromqlError('a range vector has no value at an instant in this sandbox', 'execution');
      return select(expression.matchers, series, (one) => one.valueAt(at), false);
    case 'aggregate':
      return aggregate(expression, vectorOf(inner(expression.body), expression.name));
    case 'binary':
      return combine(expression.operator, expression.bool, inner(expression.left), inner(expression.right));
    case 'call':
      return call(expression.name, expression.args, series, at);
  }
}

function call(name: string, args: Expression[], series: Series[], at: number): Value {
  const [first, second] = args as [Expression, Expression | undefined];
  if (first.kind === 'selector' && first.range !== undefined) {
    const factor = name === 'increase' ? first.range : 1;
    return select(first.matchers, series, (one) => times(one.rateAt?.(at), factor), true);
  }
  const value = evaluate(first, series, at);
  switch (name) {
    case 'vector':
      return [{ labels: {}, value: scalarOf(value, name) }];
    case 'scalar': {
      const found = vectorOf(value, name);
      return found.length === 1 ? found[0]!.value : NaN;
    }
    case 'absent': {
      const labels =
        first.kind === 'selector' ? first.matchers.filter((m) => m.operator === '=' && m.label !== '__name__') : [];
      const asked = Object.fromEntries(labels.map(({ label, value }) => [label, value]));
      return vectorOf(value, name).length ? [] : [{ labels: asked, value: 1 }];
    }
    default:
      return histogramQuantile(scalarOf(value, name), vectorOf(evaluate(second!, series, at), name));
  }
}

function select(
  matchers: Matcher[],
  series: Series[],
  read: (one: Series) => number | undefined,
  dropName: boolean,
): Sample[] {
  const tests = matchers.map(({ label, operator, value }) => {
    if (operator === '=' || operator === '!=')
      return (labels: Labels) => ((labels[label] ?? '') === value) === (operator === '=');
    const pattern = anchored(value);
    return (labels: Labels) => pattern.test(labels[label] ?? '') === (operator === '=~');
  });
  return series.flatMap((one) => {
    const value = tests.every((test) => test(one.labels)) ? read(one) : undefined;
    if (value === undefined) return [];
    return [{ labels: dropName ? withoutName(one.labels) : one.labels, value }];
  });
}

function aggregate({ name, labels, without }: Extract<Expression, { kind: 'aggregate' }>, samples: Sample[]): Sample[] {
  const groups = new Map<string, { labels: Labels; values: number[] }>();
  for (const sample of samples) {
    const kept = Object.entries(withoutName(sample.labels)).filter(([label]) => labels.includes(label) !== without);
    const key = JSON.stringify(kept.sort());
    const group = groups.get(key) ?? { labels: Object.fromEntries(kept), values: [] };
    group.values.push(sample.value);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels: kept, values }) => ({ labels: kept, value: reduce(name, values) }));
}

function reduce(name: string, values: number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'sum':
      return sum;
    case 'avg':
      return sum / values.length;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    default:
      return values.length;
  }
}

function anchored(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, 's');
  } catch {
    throw new PromqlError(`error parsing regexp: \`${source}\``);
  }
}

const times = (value: number | undefined, factor: number) => (value === undefined ? undefined : value * factor);

function vectorOf(value: Value, name: string): Sample[] {
  if (typeof value === 'number')
    throw new PromqlError(`1:1: parse error: expected type instant vector in call to "${name}", got scalar`);
  return value;
}
function scalarOf(value: Value, name: string): number {
  if (typeof value !== 'number')
    throw new PromqlError(`1:1: parse error: expected type scalar in call to function "${name}", got instant vector`);
  return value;
}
