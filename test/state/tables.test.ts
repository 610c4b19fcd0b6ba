import { createTables } from '../../src/state/tables';
import { allOf } from '../kit/all-of';
import { type Azurite, startAzurite } from '../../local/azurite';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

test('a missing table is empty, and is made by the first write', async () => {
  const table = createTables(azurite.connectionString).table('FirstUse');
  expect(await table.get('p', 'r')).toBeUndefined();
  expect(await allOf(table.rows())).toEqual([]);
  expect(await table.insert({ partitionKey: 'p', rowKey: 'r', word: 'hello', gone: null })).toBe('inserted');
  expect(await table.insert({ partitionKey: 'p', rowKey: 'r' })).toBe('exists');
  expect(await table.get('p', 'r')).toMatchObject({ partitionKey: 'p', rowKey: 'r', word: 'hello' });
});

test('ten processes that make the same table at once all succeed', async () => {
  const writes = Array.from({ length: 10 }, (_, n) =>
    createTables(azurite.connectionString)
      .table('Raced')
      .insert({ partitionKey: 'p', rowKey: String(n) }),
  );
  expect(await Promise.all(writes)).toEqual(Array(10).fill('inserted'));
});

test('a transaction in a missing table makes it, and gives the ETags in order', async () => {
  const table = createTables(azurite.connectionString).table('Transacted');
  await table.insert({ partitionKey: 'p', rowKey: 'head', n: 1 });
  const before = await table.get('p', 'head');
  const etags = await table.transact(
    [
      ['merge', { partitionKey: 'p', rowKey: 'head', n: 2 }, before?.etag ?? ''],
      ['insert', { partitionKey: 'p', rowKey: 'a' }],
    ],
    5_000,
  );
  const after = await table.get('p', 'head');
  expect(after).toMatchObject({ n: 2, etag: etags[0] });
  const stale = table.transact([['merge', { partitionKey: 'p', rowKey: 'head', n: 3 }, before?.etag ?? '']], 5_000);
  await expect(stale).rejects.toMatchObject({ name: 'StorageError', statusCode: 412 });
  const again = table.transact([['insert', { partitionKey: 'p', rowKey: 'a' }]], 5_000);
  await expect(again).rejects.toMatchObject({ name: 'StorageError', statusCode: 409 });
  const missing = createTables(azurite.connectionString)
    .table('Nowhere')
    .transact([['insert', { partitionKey: 'p', rowKey: 'a' }]], 5_000);
  await expect(missing).rejects.toMatchObject({ statusCode: 404 });
});
