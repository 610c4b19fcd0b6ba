import { type Expression, type Named, type Operator, type Query } from './parse';
import { KqlError } from './tokens';

export type Value = string | number | Date | boolean | null;
export type Row = Record<string, Value>;
export interface Table {
  /** Names and types, in their order. */
  columns: Record<string, string>;
  rows: Iterable<Row>;
}

/** @throws KqlError for a table, column or function that is not there */
export function evaluate(query: Query, tables: Record<string, () => Table>): Table {
  const table = Object.hasOwn(tables, query.table) ? tables[query.table] : undefined;
  if (!table) throw unresolved(`'${query.table}' table expression named '${query.table}'`);
  return query.operators.reduce((found, operator) => apply(operator, found), table());
}

function apply(operator: Operator, { columns, rows }: Table): Table {
  const check = (expression: Expression) => checkColumns(expression, columns, operator.kind);
  switch (operator.kind) {
    case 'where':
      check(operator.test);
      return { columns, rows: [...rows].filter((row) => valueOf(operator.test, row) === true) };
    case 'take':
      return { columns, rows: [...rows].slice(0, operator.count) };
    case 'top': {
      check(operator.by);
      const { by, count, descending } = operator;
      const keyed = [...rows].map((row) => ({ row, key: order(valueOf(by, row)) }));
      keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (descending ? -1 : 1));
      return { columns, rows: keyed.slice(0, count).map(({ row }) => row) };
    }
    case 'project':
      operator.columns.forEach(({ of }) => check(of));
      return {
        columns: typed(operator.columns, columns),
        rows: [...rows].map((row) =>
          Object.fromEntries(operator.columns.map(({ name, of }) => [name, valueOf(of, row)])),
        ),
      };
    case 'summarize': {
      [...operator.by, ...operator.values.filter(({ of }) => !isCount(of))].forEach(({ of }) => check(of));
      if (!operator.values.every(({ of }) => isCount(of))) throw unresolved('an aggregation other than count()');
      const groups = new Map<string, Row>();
      for (const row of rows) {
        const keys: Row = Object.fromEntries(operator.by.map(({ name, of }) => [name, valueOf(of, row)]));
        const key = JSON.stringify(keys);
        const group = groups.get(key) ?? keys;
        for (const { name } of operator.values) group[name] = Number(group[name] ?? 0) + 1;
        groups.set(key, group);
      }
      return { columns: typed([...operator.by, ...operator.values], columns), rows: groups.values() };
    }
  }
}

const isCount = (expression: Expression) => expression.kind === 'call' && expression.name === 'count';

function typed(named: Named[], columns: Record<string, string>): Record<string, string> {
  const type = (of: Expression): string => {
    if (of.kind === 'column') return columns[of.name]!;
    if (of.kind === 'call') return { count: 'long', bin: 'datetime' }[of.name] ?? 'string';
    return 'string';
  };
  return Object.fromEntries(named.map(({ name, of }) => [name, type(of)]));
}

function checkColumns(expression: Expression, columns: Record<string, string>, operator: string): void {
  const check = (inner: Expression) => checkColumns(inner, columns, operator);
  if (expression.kind === 'column' && !Object.hasOwn(columns, expression.name))
    throw unresolved(`'${operator}' operator: column or scalar expression named '${expression.name}'`);
  if (expression.kind === 'call') {
    if (!Object.hasOwn(functions, expression.name)) throw unresolved(`function named '${expression.name}'`);
    expression.args.forEach(check);
  }
  if (expression.kind === 'compare') [expression.left, ...expression.right].forEach(check);
  if (expression.kind === 'and' || expression.kind === 'or') expression.of.forEach(check);
}

function unresolved(what: string): KqlError {
  return new KqlError('SemanticError', 'SEM0100', `Failed to resolve ${what}`);
}

const functions: Record<string, (...args: Value[]) => Value> = {
  tostring: (value) => (value instanceof Date ? value.toISOString() : value === null ? '' : String(value)),
  tolower: (value) => String(value).toLowerCase(),
  base64_decode_tostring(value) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(String(value), 'base64'));
    } catch {
      return null;
    }
  },
  bin(value, width) {
    const length = Number(width) * 1000;
    return value instanceof Date ? new Date(Math.floor(value.getTime() / length) * length) : null;
  },
};

function valueOf(expression: Expression, row: Row): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'column':
      return row[expression.name] ?? null;
    case 'call':
      return functions[expression.name]!(...expression.args.map((arg) => valueOf(arg, row)));
    case 'and':
      return expression.of.every((inner) => valueOf(inner, row) === true);
    case 'or':
      return expression.of.some((inner) => valueOf(inner, row) === true);
    case 'compare': {
      const left = valueOf(expression.left, row);
      const right = expression.right.map((inner) => valueOf(inner, row));
      return compare(expression.operator, left, right);
    }
  }
}

function compare(operator: string, left: Value, [right = null, ...others]: Value[]): boolean {
  const [a, b] = [order(left), order(right)];
  switch (operator) {
    case '==':
      return left !== null && right !== null && a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    case '=~':
      return String(left).toLowerCase() === String(right).toLowerCase();
    case 'contains':
      return String(left).toLowerCase().includes(String(right).toLowerCase());
    case 'contains_cs':
      return String(left).includes(String(right));
    default:
      return [right, ...others].some((one) => order(one) === a);
  }
}

const order = (value: Value) => (value instanceof Date ? value.getTime() : (value ?? ''));
