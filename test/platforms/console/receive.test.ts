import { type EntraServer, startEntra } from '../../../local/sandbox/entra/start-entra';
import { hs256, unsigned } from '../../../local/teams/identity/jwt';
import { newSigningKey } from '../../../local/teams/identity/keys';
import { KEY, openConsole } from './signed-in';

const HOUR = 3_600;
const now = () => Math.floor(Date.now() / 1_000);
const line = { key: KEY, line: '/status' };

let entra: EntraServer;
let stage: ReturnType<typeof openConsole>;
beforeAll(async () => {
  entra = await startEntra();
});
beforeEach(() => {
  entra.requests.clear();
  stage = openConsole(entra);
});
afterAll(() => entra.close());

async function statusOf(sent: ReturnType<typeof stage.send>) {
  const receipt = await sent;
  return 'answer' in receipt ? receipt.answer.status : 'taken';
}

describe('a token is taken that Entra gave a person of our tenant for us', () => {
  it('and makes them who asks', async () => {
    const receipt = await stage.send('commands', line);
    expect(receipt).toMatchObject({
      event: {
        kind: 'command',
        text: '/status',
        answerable: true,
        key: { scope: 'commands', key: `00000000-0000-0000-0000-000000000001:${KEY}` },
        origin: {
          platform: 'console',
          tenant: '00000000-0000-0000-0000-0000000000ff',
          account: '00000000-0000-0000-0000-000000000001',
          channel: 'deployments',
          channelName: 'deployments',
        },
      },
    });
  });

  it('also after Entra has changed its keys, and with the old ones while they are published', async () => {
    const old = stage.token();
    expect(await statusOf(stage.send('commands', line, { token: old }))).toBe('taken');
    stage.entra.signIns.rollKeys();
    expect(await statusOf(stage.send('commands', line, { token: old }))).toBe('taken');
  });

  it('also when the first one ever seen bears a new key', async () => {
    stage.entra.signIns.rollKeys();
    expect(await statusOf(stage.send('commands', line))).toBe('taken');
  });

  it('with its keys asked for once', async () => {
    for (let count = 0; count < 5; count++) await stage.send('commands', line);
    expect(stage.entra.requests.list().filter(({ path }) => path.endsWith('/keys'))).toHaveLength(1);
  });
});

describe('any other token is refused', () => {
  const [header = '', claims = ''] = ['{"alg":"RS256","kid":"x"}', '{"oid":"x"}'].map((text) =>
    Buffer.from(text).toString('base64url'),
  );
  const wrong: Record<string, () => string | null> = {
    'none at all': () => null,
    'no token': () => 'abc',
    'one that was signed by nobody known': () => `${header}.${claims}.AAAA`,
    'one of another key under a known name': () => {
      const { kid } = stage.entra.signIns.jwks().keys[0] as { kid: string };
      return stage.token({}, { ...newSigningKey(), kid });
    },
    'one with another audience': () => stage.token({ aud: '00000000-0000-0000-0000-00000000beef' }),
    'one of another tenant': () => stage.token({ tid: '00000000-0000-0000-0000-0000000000ee' }),
    'one of another issuer': () => stage.token({ iss: 'https://evil.example/v2.0' }),
    'one that is over': () => stage.token({ exp: now() - 61 }),
    'one that is not good yet': () => stage.token({ nbf: now() + 61 }),
    'one that never ends': () => stage.token({ exp: undefined }),
    'one without a beginning': () => stage.token({ nbf: undefined }),
    'one without a person': () => stage.token({ oid: undefined }),
    'one of an app by itself': () => stage.token({ idtyp: 'app' }),
    'one that another app was given for them': () => stage.token({ azp: '00000003-0000-0000-c000-000000000000' }),
    'one that does not say which app': () => stage.token({ azp: undefined }),
    'one for another scope': () => stage.token({ scp: 'User.Read' }),
    'one without scope': () => stage.token({ scp: undefined }),
    'one of version 1': () => stage.token({ ver: '1.0' }),
    'one that names no key, while several are published': () => {
      stage.entra.signIns.rollKeys();
      return stage.token({}, { ...newSigningKey(), kid: undefined as unknown as string });
    },
    'one that is not signed': () => `${unsigned({ kid: 'x' }, { oid: 'x' })}AA`,
    'one that is signed with a word': () => {
      const { kid } = stage.entra.signIns.jwks().keys[0] as { kid: string };
      const body = JSON.parse(Buffer.from(stage.token().split('.')[1] ?? '', 'base64url').toString()) as object;
      return hs256({ kid }, { ...body }, 'secret');
    },
  };

  test.each(Object.entries(wrong))('%s', async (_name, token) => {
    const receipt = await stage.send('commands', line, { token: token() });
    expect(receipt).toMatchObject({ answer: { status: 401, headers: { 'www-authenticate': 'Bearer' } } });
    expect(JSON.stringify(receipt)).not.toContain('eyJ');
  });

  test('a guest of the tenant', async () => {
    expect(await statusOf(stage.send('commands', line, { token: stage.token({ acct: 1 }) }))).toBe(403);
  });

  test('while the keys cannot be had, for that moment', async () => {
    stage.entra.faults.set({ kind: 'error', path: 'keys', times: 1 });
    expect(await statusOf(stage.send('commands', line))).toBe(503);
    expect(await statusOf(stage.send('commands', line))).toBe('taken');
  });

  test('an hour after it was given', async () => {
    const token = stage.token();
    const later = new Date(Date.now() + (HOUR + 61) * 1_000);
    expect(await statusOf(stage.send('commands', line, { token, now: later }))).toBe(401);
  });
});

describe('what is sent is read, or refused in words', () => {
  const vote = {
    key: KEY,
    id: 'a'.repeat(52),
    round: 1,
    planHash: '0f'.repeat(32),
    decision: 'reject',
    reason: ' too late ',
  };

  it('a vote', async () => {
    expect(await stage.send('votes', vote)).toMatchObject({
      event: {
        kind: 'vote',
        decision: 'reject',
        reason: 'too late',
        on: { ballot: { instanceId: vote.id, round: 1, planHash: vote.planHash } },
      },
    });
  });

  it('a form', async () => {
    const form = { key: KEY, command: 'deploy', values: { service: 'order-service' } };
    expect(await stage.send('commands', form)).toMatchObject({ event: { kind: 'form', command: 'deploy' } });
  });

  it('another channel of the company file', async () => {
    const receipt = await stage.send('commands', { ...line, channel: '#incidents' });
    expect(receipt).toMatchObject({ event: { origin: { channel: 'incidents' } } });
  });

  test.each<[string, string, object | string, RegExp]>([
    ['no JSON', 'commands', '{', /not a JSON object/],
    ['a list', 'commands', '[]', /not a JSON object/],
    ['no key', 'commands', { line: '/status' }, /key/],
    ['a short key', 'commands', { key: 'x', line: '/status' }, /key has 16 to 64/],
    ['too long a line', 'commands', { key: KEY, line: 'x'.repeat(4_001) }, /line/],
    ['more than is asked for', 'commands', { ...line, as: 'bob' }, /There is no as /],
    ['no such channel', 'commands', { ...line, channel: 'secrets' }, /There are: deployments, incidents/],
    ['a vote that is none', 'votes', { ...vote, decision: 'withdraw' }, /decision/],
    ['a plan that is none', 'votes', { ...vote, planHash: 'x' }, /planHash/],
    ['an ID that is none', 'votes', { ...vote, id: '../x' }, /id/],
    ['a round of no kind', 'votes', { ...vote, round: 1.5 }, /round/],
    ['a channel that is no text', 'commands', { ...line, channel: ['x'] }, /channel has to be text/],
    ['a form without values', 'commands', { key: KEY, command: 'deploy' }, /values has to be an object/],
  ])('%s', async (_name, kind, body, words) => {
    const receipt = await stage.send(kind, body);
    expect(receipt).toMatchObject({ answer: { status: 400, body: expect.stringMatching(words) as string } });
  });

  it('not over its size, of another type, or at another address', async () => {
    expect(await statusOf(stage.send('commands', { ...line, line: 'x'.repeat(40_000) }))).toBe(413);
    expect(await statusOf(stage.send('commands', line, { headers: { 'content-type': 'text/plain' } }))).toBe(415);
    expect(await statusOf(stage.send('toString', line))).toBe(404);
  });

  it('not more than 30 at once of one person, while others go on', async () => {
    const at = new Date();
    const answers = [];
    for (let count = 0; count < 31; count++) answers.push(await stage.send('commands', line, { now: at }));
    expect(answers.slice(0, 30).every((one) => 'event' in one)).toBe(true);
    expect(answers[30]).toMatchObject({ answer: { status: 429, headers: { 'retry-after': '1' } } });
    const bob = stage.entra.signIns.accessToken('bob');
    expect(await statusOf(stage.send('commands', line, { now: at, token: bob }))).toBe('taken');
    expect(await statusOf(stage.send('commands', line, { now: new Date(at.getTime() + 1_000) }))).toBe('taken');
  });
});
