import { Api } from '../../cli/api';
import { watch } from '../../cli/ask-command';
import { type Io } from '../../cli/console-io';
import { styleWith } from '../../cli/style';
import { Terminal } from '../../cli/terminal';

const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });

/** An app that answers with these, one after the other. */
function app(...answers: (() => Response)[]) {
  const sent: unknown[] = [];
  const fetch = async (_url: unknown, { body }: RequestInit = {}) => {
    sent.push(body);
    return (answers.length > 1 ? answers.shift()! : answers[0]!)();
  };
  return { sent, api: new Api('http://app.example', async () => 'token', { fetch: fetch }) };
}

const brokenOff = () =>
  new Response(
    new ReadableStream({
      start(body) {
        body.enqueue(Buffer.from('{"id":'));
        body.error(new TypeError('terminated'));
      },
    }),
  );

it.each([
  ['breaks off', brokenOff],
  ['is a page of a proxy', () => new Response('<html>')],
  ['says that it is not certain', () => json({ error: 'It is not certain.' }, 500)],
])('asks again with the same key where the answer %s', async (_how, first) => {
  const { api, sent } = app(first, () => json({ id: 'i' }, 202));
  expect(await api.ask('/status')).toEqual({ id: 'i' });
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
});

const steering = '\u009b2J\u001b[2J';
const ended = {
  id: 'i',
  line: `/deploy ${steering}`,
  requester: 'alice',
  yours: true,
  askedAt: '2026-03-04T12:00:00.000Z',
  platform: 'teams',
  state: 'ended',
  outcome: { result: 'failure', reasonCode: 'vendor_error', message: `It says ${steering}` },
  messages: [],
  told: [{ kind: 'notice', tone: 'bad', icon: '', headline: [steering] }],
  files: [{ name: 'x', title: 'x', type: 'text/plain', content: steering }],
  revision: '1',
};

it.each([
  ['for people', false, ended],
  ['where there is only an outcome', false, { ...ended, told: [] }],
  ['as JSON', true, ended],
])('nothing that a vendor wrote steers the terminal: %s', async (_name, asJson, state) => {
  let shown = '';
  const say = (line: string) => void (shown += `${line}\n`);
  const io: Io = { style: styleWith(false), terminal: new Terminal({ write: say }), say, note: say, json: asJson };
  jest.useFakeTimers({ advanceTimers: 1_000 });
  await watch(app(() => json(state)).api, io, 'i');
  jest.useRealTimers();
  expect(shown).toContain(asJson ? '"result":"failure"' : '2J');
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  if (asJson) expect(JSON.parse(shown)).toMatchObject({ line: ended.line });
});
