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

  it('answers in 2 s while Prometheus hangs, and says so', async () => {
    stage.stack.prometheus.faults.set({ kind: 'slow', milliseconds: 6_000 });
    const began = performance.now();
    const asked = await askStatus('order-service');
    await stage.audience.whispered(ALICE, asked.since, 'Prometheus did not answer within 1.5 s.');
    const ms = performance.now() - began;
    stage.stack.prometheus.faults.clear();
    expect(stage.audience.whispers(ALICE, asked.since)[0]).toContain('Last deploys');
    expect(ms).toBeLessThan(2_500);
  });
});

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
