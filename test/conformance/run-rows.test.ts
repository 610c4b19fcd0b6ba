import { describeResult } from './describe-result';
import { FunctionApp } from './function-app';
import { rows } from './rows';
import type { Row } from './row';
import { runRows } from './run-rows';

const app = new FunctionApp('http://127.0.0.1', undefined);
const row = (run: () => Promise<unknown>, needs?: Row['needs']): Row => ({
  name: 'answers',
  source: 'recording x',
  expected: { status: 200 },
  run,
  needs,
});
const results = async (...chosen: Row[]) =>
  (await runRows(chosen, app, false, () => undefined)).map((result) => describeResult(result).split(/\n +/));

it('passes a row that comes to what is expected, field by field', async () => {
  expect(await results(row(async () => ({ status: 200 })))).toEqual([
    ['pass  answers', 'per recording x', 'expected and got {"status":200}'],
  ]);
});

it('fails a row that comes to something else, and shows both', async () => {
  expect(await results(row(async () => ({ status: 200, more: 1 })))).toEqual([
    ['FAIL  answers', 'per recording x', 'expected {"status":200}', 'got      {"status":200,"more":1}'],
  ]);
});

it('fails a row that throws, and goes on with the next', async () => {
  const lost = row(() => Promise.reject(new Error('fetch failed', { cause: new Error('ECONNREFUSED') })));
  expect((await results(lost, lost)).map((lines) => lines.at(-1))).toEqual([
    'got      an error: fetch failed (ECONNREFUSED)',
    'got      an error: fetch failed (ECONNREFUSED)',
  ]);
});

it('skips, by name, what the circumstances do not allow', async () => {
  const never = () => Promise.reject(new Error('ran'));
  expect((await results(row(never, 'key'), row(never, 'streams'))).map((lines) => lines.at(-1))).toEqual([
    'skipped: no --key was given',
    'skipped: the app was not started with CONFORMANCE_STREAM=1',
  ]);
});

it('has no two rows of one name', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
});
