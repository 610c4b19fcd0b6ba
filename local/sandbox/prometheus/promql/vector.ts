import { PromqlError, type BinaryOperator } from './syntax';

export type Labels = Record<string, string>;
export interface Sample {
  labels: Labels;
  value: number;
}
/** A scalar or an instant vector. */
export type Value = number | Sample[];

const arithmetic: Partial<Record<BinaryOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};
const comparison: Partial<Record<BinaryOperator, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

/** A binary operator between scalars and vectors; vectors match on all labels but the name, one to one. @throws PromqlError */
export function combine(operator: BinaryOperator, bool: boolean, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const compare = comparison[operator];
    if (compare && !bool) throw new PromqlError('1:1: parse error: comparisons between scalars must use BOOL modifier');
    return compare ? Number(compare(left, right)) : arithmetic[operator]!(left, right);
  }
  if (operator === 'and' || operator === 'or' || operator === 'unless') return combineSets(operator, left, right);
  if (typeof left === 'number')
    return (right as Sample[]).flatMap((sample) => apply(operator, bool, sample, left, sample.value, sample.value));
  if (typeof right === 'number')
    return left.flatMap((sample) => apply(operator, bool, sample, sample.value, right, sample.value));
  return left.flatMap((sample) => {
    const partners = right.filter((other) => identity(other) === identity(sample));
    if (partners.length > 1)
      throw new PromqlError(
        'found duplicate series for the match group on the right hand-side of the operation',
        'execution',
      );
    return partners.flatMap((partner) => apply(operator, bool, sample, sample.value, partner.value, sample.value));
  });
}

function apply(
  operator: BinaryOperator,
  bool: boolean,
  { labels }: Sample,
  a: number,
  b: number,
  kept: number,
): Sample[] {
  const rest = withoutName(labels);
  const compare = comparison[operator];
  if (!compare) return [{ labels: rest, value: arithmetic[operator]!(a, b) }];
  if (bool) return [{ labels: rest, value: Number(compare(a, b)) }];
  return compare(a, b) ? [{ labels, value: kept }] : [];
}

function combineSets(operator: 'and' | 'or' | 'unless', left: Value, right: Value): Sample[] {
  if (typeof left === 'number' || typeof right === 'number')
    throw new PromqlError(`1:1: parse error: set operator "${operator}" not allowed in binary scalar expression`);
  const here = new Set(left.map(identity));
  const there = new Set(right.map(identity));
  if (operator === 'or') return [...left, ...right.filter((sample) => !here.has(identity(sample)))];
  return left.filter((sample) => there.has(identity(sample)) === (operator === 'and'));
}

/** What an operation leaves of the labels: the name goes. */
export function withoutName({ __name__: _, ...labels }: Labels): Labels {
  return labels;
}

/** All labels but the name, as one comparable text. */
function identity({ labels }: Sample): string {
  return JSON.stringify(
    Object.entries(labels)
      .filter(([label]) => label !== '__name__')
      .sort(),
  );
}
