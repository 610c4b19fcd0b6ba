import { type ConsoleBoard } from '../../src/model/console-board';
import { type View } from '../../src/model/view';
import { createConsoleBoard } from '../../src/state/console-board';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';

const id = 'a'.repeat(52);
const view = (headline: string): View => ({ kind: 'notice', tone: 'neutral', icon: 'ℹ️', headline: [headline] });

let azurite: Azurite;
let board: ConsoleBoard;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());
beforeEach(() => {
  let seconds = 0;
  board = createConsoleBoard(
    freshTables(azurite.connectionString)(),
    () => new Date(Date.UTC(2026, 2, 4, 12, 0, seconds++)),
  );
});

it('keeps what was said about an instance, in its order, and nothing of others', async () => {
  await board.post('deployments', `${id}-2`, view('second round'));
  await board.post('deployments', `${id}-1`, view('first round'));
  await board.post('deployments', `${'a'.repeat(51)}b-1`, view('another'));
  await board.post('incidents', `${id}-1`, view('elsewhere'));
  const said = await board.about('deployments', id);
  expect(said.map(({ id: key, view: { headline } }) => [key, headline[0]])).toEqual([
    [`${id}-2`, 'second round'],
    [`${id}-1`, 'first round'],
  ]);
});

it('says what is said twice once, and shows what took its place where it stood', async () => {
  await board.post('deployments', `${id}-1`, view('asked'));
  await board.change('deployments', `${id}-1`, view('done'));
  await board.post('deployments', `${id}-1`, view('asked'));
  await board.reply('deployments', `${id}-1`, view('why?'));
  await board.reply('deployments', `${id}-1`, view('why?'));
  expect(await board.about('deployments', id)).toEqual([
    { id: `${id}-1`, at: '2026-03-04T12:00:00.000Z', view: view('done'), replies: [view('why?')] },
  ]);
});

it('tells one account what it asked, and gives it files', async () => {
  const file = { name: 'a.log', title: 'All of it', type: 'text/plain', content: 'line\n' };
  await board.tell('alice', 'key-1', view('for alice'));
  await board.tell('alice', 'key-1', view('for alice'));
  await board.give('alice', 'key-1', file);
  expect(await board.told('alice', 'key-1')).toEqual({ views: [view('for alice')], files: [file] });
  for (const [account, handle] of [
    ['bob', 'key-1'],
    ['alice', 'key-2'],
    ['alice:key', '1'],
  ] as const) {
    expect(await board.told(account, handle)).toEqual({ views: [], files: [] });
  }
});

it('takes no file that is longer than a row', async () => {
  const file = { name: 'a.log', title: 'All of it', type: 'text/plain', content: 'x'.repeat(500_000) };
  await expect(board.give('alice', 'key-1', file)).rejects.toThrow(RangeError);
});

it('forgets what was said before an instant, but for what still runs, and is told late no worse for it', async () => {
  const other = 'b'.repeat(52);
  for (const instance of [id, other]) {
    await board.post('deployments', `${instance}-1`, view('asked'));
    await board.reply('deployments', `${instance}-1`, view('why?'));
  }
  await board.tell('alice', 'key-1', view('for alice'));
  await board.post('deployments', `${id}-2`, view('later'));
  expect(await board.forget(new Date(Date.UTC(2026, 2, 4, 12, 0, 5)), [other])).toBe(3);
  expect((await board.about('deployments', id)).map((one) => one.id)).toEqual([`${id}-2`]);
  expect(await board.about('deployments', other)).toMatchObject([{ view: view('asked'), replies: [view('why?')] }]);
  expect(await board.told('alice', 'key-1')).toEqual({ views: [], files: [] });
  await board.change('deployments', `${id}-1`, view('done'));
  expect(await board.about('deployments', id)).toMatchObject([{ view: view('later') }, { view: view('done') }]);
});
