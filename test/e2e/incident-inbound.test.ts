import { readable } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { openStage, type Stage } from './stage';

const INCIDENTS = 'C0INCID';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const shown = (channel = INCIDENTS) =>
  stage.stack.slack.workspace.messages(channel).filter(({ only_for, deleted }) => !only_for && !deleted);
const message = (words: string, channel = INCIDENTS) => shown(channel).findLast((one) => readable(one).includes(words));
const alert = (word: string) => stage.stack.pagerDuty.state().alerts.find(({ summary }) => summary.includes(word));

async function until(what: () => unknown, seconds = 25): Promise<void> {
  if (!(await stage.audience.until(() => Boolean(what()), seconds)))
    throw new Error(`It did not come to pass: ${String(what)}\n${shown().map(readable).join('\n---\n')}`);
}

/** Opens an incident and gives its card and its channel once both are there. */
async function create(title: string, word: string) {
  await stage.audience.as('dave').command(INCIDENTS, '/incident', `create "${title}" --severity sev2`);
  const room = () => stage.stack.slack.workspace.state.channels.find(({ name }) => name.includes(word));
  await until(() => room() && alert(title) && message(title) && readable(message(title)!).includes('Acknowledge'));
  return { card: () => readable(message(title)!), ts: message(title)!.ts, room: room()!.id };
}

describe('PagerDuty', () => {
  it('acknowledged, reassigned and resolved there is seen here, and asks whether the incident is over', async () => {
    const { pagerDuty } = stage.stack;
    const { card, room } = await create('Orders are lost', 'order');
    const { id } = alert('Orders are lost')!;
    pagerDuty.act('PBOB', id, 'acknowledge');
    await until(() => /Acknowledged by\W+<@U0BOB>/.test(card()));
    pagerDuty.act('PBOB', id, 'reassign', 'PERIN');
    await until(() => message('reassigned it to @erin in PagerDuty', room));
    pagerDuty.act('PERIN', id, 'resolve');
    await until(() => message('Is the incident over?', room));
    const { channels } = stage.stack.slack.workspace.state;
    await until(() => channels.find((one) => one.id === room)?.members.includes('U0ERIN'));
    expect(stage.stack.statuspage.state().incidents[0]?.status).not.toBe('resolved');
    await stage.audience.as('erin').click(room, message('Is the incident over?', room)!.ts, 'run-0');
    await until(() => stage.stack.statuspage.state().incidents[0]?.status === 'resolved');
    await pagerDuty.webhooks.idle();
    expect(pagerDuty.webhooks.log.map(({ statuses }) => statuses.at(-1))).toEqual([200, 200, 200, 200]);
  }, 90_000);

  it('is acknowledged from the card, once, and what comes back changes nothing', async () => {
    const { pagerDuty } = stage.stack;
    const { card, ts } = await create('The gateway is slow', 'gateway');
    await stage.audience.as('erin').click(INCIDENTS, ts, 'run-0');
    await until(() => alert('The gateway is slow')?.status === 'acknowledged');
    await until(() => /Acknowledged by\W+<@U0ERIN>/.test(card()));
    await pagerDuty.webhooks.idle();
    expect(pagerDuty.webhooks.log.at(-1)?.statuses).toEqual([200]);
    expect(card()).not.toContain('in PagerDuty)');
  }, 60_000);

  it('is not believed without its signature', async () => {
    const send = (headers: Record<string, string>, body = '{}') =>
      fetch(`${stage.stack.host().url}/api/pagerduty/webhooks`, { method: 'POST', headers, body });
    const [sent] = stage.stack.pagerDuty.webhooks.log;
    expect((await send({})).status).toBe(401);
    expect((await send(sent!.headers, `${sent!.body} `)).status).toBe(401);
    expect((await send({}, 'x'.repeat(1_100_000))).status).toBe(413);
  });
});

it('leaves every book in order', async () => {
  await stage.stack.slack.idle();
  expect(await auditTheBooks(stage)).toEqual([]);
}, 30_000);
