import { CHANNEL, liveButtons, readable } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.stack.teams.tenant.as('bob').addApp('deployments');
}, 60_000);
afterAll(() => stage.close());

const inTeams = () =>
  stage.stack.teams.tenant.messages('deployments').filter(({ from, card }) => from === 'Countersign' && card);
const asTeams = (person: string) => stage.stack.teams.tenant.as(person);
const card = (id: string) => inTeams().find((message) => message.id === id);

/** A card shows who may decide it their buttons when it comes into view. */
async function press(person: string, id: string, button: string, inputs?: Record<string, string>) {
  await asTeams(person).refresh('deployments', id);
  return asTeams(person).click('deployments', id, button, inputs);
}

/** Waits for the newest card that says this. */
async function cardSaying(...words: string[]) {
  const found = await stage.audience.until(
    () => inTeams().findLast(({ text }) => words.every((word) => text.includes(word))),
    20,
  );
  if (!found)
    throw new Error(
      `No card says ${words.join()}: ${inTeams()
        .map(({ text }) => text)
        .join('\n---\n')}`,
    );
  return found;
}

/** A request of alice's in Slack, and its card in Teams. */
async function request(line: string) {
  const asked = await stage.request('alice', line);
  const [service = '', version = ''] = line.split(' ');
  const shown = await cardSaying(`Deploy ${service} ${version}`, 'Requires approval');
  return { ...asked, card: shown.id };
}

describe('a request made in Slack', () => {
  it('is approved on its card in Teams, and both say how it went', async () => {
    const asked = await request('order-service v2.4.1 production');
    const { message } = await press('bob', asked.card, 'approve');
    expect(message).toMatch(/counted/);
    await stage.audience.shown(asked.since, ['Deploy complete.'], 30);
    await stage.audience.until(() => card(asked.card)?.text.includes('Deploy complete.'), 10);
    expect(card(asked.card)?.text).toContain('Deploy complete.');
    expect(await stage.outcomeOf(asked)).toMatchObject({ approved_by: '@bob', platform: 'slack' });
  });

  it('is not approved by the requester’s account in Teams', async () => {
    const asked = await request('order-service v2.4.0 production');
    const { message } = await asTeams('alice').forge('deployments', asked.card, {
      verb: 'approve',
      data: { ballot: ballotOf(asked.ts) },
    });
    expect(message).toMatch(/your own request/);
    await press('carol', asked.card, 'reject', { reason: 'Not today' });
    await stage.audience.shown(asked.since, ['Rejected by', 'Not today']);
    await cardSaying('Rejected by', 'Not today');
    expect(await stage.refusalsOf(asked)).toMatchObject([{ user: '@alice', reason_code: 'voter_is_requester' }]);
  });

  it('that takes two counts one person once, with an account on each platform', async () => {
    const asked = await request('payment-service v1.9.1 production');
    await stage.audience.as('bob').react(CHANNEL, asked.ts, 'white_check_mark');
    await stage.audience.until(() => stage.textAt(asked.ts).includes('1 of 2'), 10);
    await press('bob', asked.card, 'approve');
    await cardSaying('payment-service v1.9.1', '1 of 2');
    expect(stage.textAt(asked.ts)).toContain('1 of 2');
    await press('carol', asked.card, 'approve');
    await stage.audience.shown(asked.since, ['Deploy complete.'], 30);
    expect((await stage.outcomeOf(asked)).approved_by?.split(', ').sort()).toEqual(['@bob', '@carol']);
  });

  it('decided on both at the same moment is decided once, and both show the same', async () => {
    const asked = await request('order-service v2.4.2 production');
    await Promise.all([
      stage.audience.as('bob').react(CHANNEL, asked.ts, 'white_check_mark'),
      press('carol', asked.card, 'reject', { reason: 'Wait' }),
    ]);
    const { result } = await stage.outcomeOf(asked);
    expect(['success', 'rejected']).toContain(result);
    const words = result === 'success' ? 'Deploy complete.' : 'Rejected by';
    await stage.audience.shown(asked.since, [words], 30);
    await stage.audience.until(() => card(asked.card)?.text.includes(words), 10);
    expect(card(asked.card)?.text).toContain(words);
    const [message] = stage.audience.posts(asked.since).filter(({ ts }) => ts === asked.ts);
    expect(message && liveButtons(message)).toEqual([]);
  });
});

it('a request made in Teams is approved with ✅ in Slack', async () => {
  const since = stage.audience.now();
  const at = new Date().toISOString();
  await asTeams('alice').say('deployments', '@Countersign deploy api-gateway v3.2.1 production');
  const post = await stage.audience.shown(since, ['Deploy api-gateway v3.2.1', 'Requires approval'], 20);
  await stage.audience.as('carol').react(CHANNEL, post.ts, 'white_check_mark');
  await cardSaying('api-gateway v3.2.1', 'Deploy complete.').catch(() => cardSaying('Deploy complete.'));
  const entry = await stage.audience.outcome('/deploy api-gateway v3.2.1 production', at);
  expect(entry).toMatchObject({ user: '@alice', platform: 'teams', channel: '#deployments', result: 'success' });
  expect(entry.approved_by).toBe('@carol');
});

it('a request made in Slack is rejected in Discord with a reason, and all three say so', async () => {
  const { guild } = stage.stack.discord;
  const asked = await request('order-service v2.3.9 production');
  const shown = await stage.audience.until(
    () => guild.messages('deployments').find(({ text, buttons }) => text.includes('v2.3.9') && buttons.length > 0),
    10,
  );
  await guild.as('alice').click('deployments', shown?.id ?? '', 'Approve');
  expect(guild.toldTo('alice').at(-1)?.text).toContain('your own request');
  await guild.as('bob').click('deployments', shown?.id ?? '', 'Reject');
  await guild.as('bob').submit({ reason: 'Too old' });
  await stage.audience.shown(asked.since, ['Rejected by', 'Too old']);
  await cardSaying('Rejected by', 'Too old');
  const inDiscord = () => guild.messages('deployments').find(({ id }) => id === shown?.id);
  await stage.audience.until(() => inDiscord()?.text.includes('Too old'), 10);
  expect(inDiscord()).toMatchObject({ buttons: [], text: expect.stringContaining('Rejected by @bob') });
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'rejected', platform: 'slack' });
});

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});

/** What the buttons of a Slack message carry. */
function ballotOf(ts: string): unknown {
  const [message] = stage.audience.posts(ts).filter((post) => post.ts === ts);
  const value = /"value":"((?:[^"\\]|\\.)*)"/.exec(readable(message ?? { text: '' }))?.[1] ?? '""';
  return JSON.parse(JSON.parse(`"${value}"`) as string);
}
