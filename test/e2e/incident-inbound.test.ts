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

describe('Alertmanager', () => {
  const fire = (count: number, endsAt?: string) =>
    fetch(`${stage.stack.alertmanager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        Array.from({ length: count }, (_, index) => ({
          labels: { alertname: 'HighErrorRate', service: 'payment-service', instance: `pod-${index}` },
          annotations: { summary: 'Payments are refused' },
          ...(endsAt && { endsAt }),
        })),
      ),
    });
  const questions = () => shown().filter((one) => readable(one).includes('HighErrorRate'));

  it('proposes one incident for a storm of 500 alerts; a press opens it, and what comes afterwards is in its timeline', async () => {
    const { alertmanager } = stage.stack;
    await fire(1);
    await fire(500);
    await until(() => questions().some((one) => readable(one).includes('500 alerts: HighErrorRate ×500')));
    expect(questions()).toHaveLength(1);
    const at = new Date().toISOString();
    await stage.audience.as('erin').click(INCIDENTS, questions()[0]!.ts, 'run-1');
    await until(() => alert('Payments are refused') && message('SEV-2 Incident Created: Payments are refused'));
    const [, episode] = /alr-[0-9a-f]{10}-(\d)/.exec(readable(questions()[0]!)) ?? [];
    expect(episode).toBe('1');
    await until(() => /inc-\d{8}-payment, opened by <@U0ERIN>/.test(readable(questions()[0]!)));
    const entries = (await stage.audience.entries()).filter(({ timestamp }) => timestamp >= at);
    expect(entries.find(({ kind }) => kind === 'outcome')).toMatchObject({
      user: '@erin',
      result: 'success',
      command: expect.stringMatching(/^\/incident create --alerts alr-[0-9a-f]{10}-1 --severity sev2$/) as string,
    });
    const room = stage.stack.slack.workspace.state.channels.find(({ name }) => name.includes('payment'))!;
    await fire(500, new Date(Date.now() - 1_000).toISOString());
    await until(() => message('all alerts are resolved', room.id));
    await alertmanager.webhook.idle();
    expect(alertmanager.webhook.log.map(({ statuses }) => statuses)).toEqual([[200], [200], [200]]);
  }, 60_000);

  it('is not believed without its token, and told what is wrong with what it sends', async () => {
    const send = (headers: Record<string, string>, body = '{}') =>
      fetch(`${stage.stack.host().url}/api/alertmanager/webhook`, { method: 'POST', headers, body });
    const authorization = `Bearer ${stage.stack.alertmanager.webhookToken}`;
    expect((await send({})).status).toBe(401);
    expect((await send({ authorization: `${authorization}x` })).status).toBe(401);
    const wrong = await send({ authorization });
    expect([wrong.status, await wrong.text()]).toEqual([400, 'The version of the payload is not "4".']);
    expect((await send({ authorization }, 'x'.repeat(8_400_000))).status).toBe(413);
  });
});

it('leaves every book in order', async () => {
  await stage.stack.slack.idle();
  expect(await auditTheBooks(stage)).toEqual([]);
}, 30_000);
