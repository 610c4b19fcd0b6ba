import { leastWait } from '../kit/least-wait';
import { auditTheBooks } from './books';
import { type Asked, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 30_000);
afterAll(() => stage.close());

const ALICE = 'U0ALICE';

/** `/status` is Slack's own name; recorded is ours. */
async function askStatus(text = ''): Promise<Asked> {
  const asked = await stage.ask('alice', text, '/cs-status');
  return { ...asked, line: `/status ${text}`.trim() };
}

describe('/status', () => {
  it('shows the asker alone how a service is, and nothing to the channel', async () => {
    const asked = await askStatus('order-service');
    await stage.audience.whispered(ALICE, asked.since, '3 up · 0.2 % errors · p95 180 ms');
    const [text = ''] = stage.audience.whispers(ALICE, asked.since);
    for (const words of [
      'production',
      'staging',
      'development',
      'Last deploys',
      'https://grafana.internal/d/order-service',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('⚠️');
    expect(stage.audience.posts(asked.since)).toEqual([]);
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: null });
  });

  it('puts the service that is down first, with its alert', async () => {
    stage.stack.prometheus.setHealth('payment-service', 'production', { up: 0 });
    const all = await askStatus();
    await stage.audience.whispered(ALICE, all.since, '1 of 3 services in trouble');
    const [text = ''] = stage.audience.whispers(ALICE, all.since);
    expect(text.indexOf('payment-service')).toBeLessThan(text.indexOf('order-service'));
    const one = await askStatus('payment-service');
    await stage.audience.whispered(ALICE, one.since, 'InstanceDown');
    stage.stack.prometheus.setHealth('payment-service', 'production', { up: 1 });
  });

  it('names who asked for what we deployed, whom the vendor knows by our account alone', async () => {
    const deployed = await stage.ask('erin', 'api-gateway v3.2.1 staging');
    expect(await stage.outcomeOf(deployed)).toMatchObject({ result: 'success' });
    const asked = await askStatus('api-gateway');
    await stage.audience.whispered(ALICE, asked.since, 'v3.2.1');
    expect(stage.audience.whispers(ALICE, asked.since)[0]).toMatch(/v3\.2\.1 \(\w{7}\) by <@U0ERIN>/);
  });

  it('answers in 2 s while Prometheus hangs, and says so', async () => {
    stage.stack.prometheus.faults.set({ kind: 'slow', milliseconds: 6_000 });
    let whispers: string[] = [];
    const answered = async () => {
      const { since } = await askStatus('order-service');
      await stage.audience.whispered(ALICE, since, 'Prometheus did not answer within 1.5 s.');
      whispers = stage.audience.whispers(ALICE, since);
    };
    const ms = await leastWait(answered, 2_500);
    stage.stack.prometheus.faults.clear();
    expect(whispers[0]).toContain('Last deploys');
    expect(ms).toBeLessThan(2_500);
  });
});

describe('/logs', () => {
  it('shows the asker alone the newest lines, without the secret that is in them, with a link to all', async () => {
    const asked = await stage.ask('alice', 'order-service production --last 2h --limit 200', '/logs');
    await stage.audience.whispered(ALICE, asked.since, 'Logs of order-service in production');
    const [text = ''] = stage.audience.whispers(ALICE, asked.since);
    expect(text).toContain('Lines over time');
    expect(text).toContain('https://grafana.internal/explore');
    expect(text).not.toMatch(/AKIA[0-9A-Z]{16}|ghp_[0-9A-Za-z]{20}|eyJ[\w-]+\.eyJ/);
    expect(stage.audience.posts(asked.since)).toEqual([]);
  });

  it('are shared when asked, and a time that is none is answered with an example', async () => {
    const shared = await stage.ask('dave', 'payment-service --last 30m --level error --share', '/logs');
    await stage.audience.shown(shared.since, ['Logs of payment-service in production']);
    const wrong = await stage.ask('erin', 'order-service --last fortnight', '/logs');
    await stage.audience.whispered('U0ERIN', wrong.since, '15m, 1h, 2d');
    expect(await stage.outcomeOf(wrong)).toMatchObject({ result: 'invalid' });
  });

  it('that cannot be had are told with the source’s name', async () => {
    stage.stack.loki.faults.set({ kind: 'error', status: 500 });
    const asked = await stage.ask('alice', 'order-service', '/logs');
    await stage.audience.whispered(ALICE, asked.since, 'Loki');
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'failure', reason_code: 'vendor_unavailable' });
    stage.stack.loki.faults.clear();
  });
});

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
