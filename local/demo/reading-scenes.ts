import assert from 'node:assert/strict';
import { CHANNEL, readable } from './audience';
import { type Scene } from './scene';

/** What the asker alone is shown. */
export const readingScenes: Scene[] = [
  {
    title: 'Status shows health, version and who deployed it, to the asker alone',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      await audience.as('dave').command(CHANNEL, '/cs-status', '');
      await audience.whispered('U0DAVE', since, 'order-service');
      assert.match(audience.whispers('U0DAVE', since).join(), /in production: .* up .* v2\.4\./);
      await audience.as('dave').command(CHANNEL, '/cs-status', 'order-service');
      await audience.whispered('U0DAVE', since, 'Last deploys');
      assert.equal((await audience.outcome('/status order-service', asked)).result, 'success');
      assert.equal(audience.posts(since).length, 0);
    },
  },
  {
    title: 'Status with Prometheus away names it, and still shows the rest',
    async play(audience) {
      const since = audience.now();
      const { faults } = audience.stack.prometheus;
      faults.set({ kind: 'error', status: 503, path: '/api/v1/' });
      try {
        await audience.as('dave').command(CHANNEL, '/cs-status', 'payment-service');
        await audience.whispered('U0DAVE', since, 'Last deploys');
        assert.match(audience.whispers('U0DAVE', since).join(), /⚠️ Prometheus/);
      } finally {
        faults.clear();
      }
    },
  },
  {
    title: 'Logs are masked and for the asker alone; a time that is none is answered with an example',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      await audience.as('dave').command(CHANNEL, '/logs', 'payment-service production --last 1h --limit 20');
      await audience.whispered('U0DAVE', since, 'Logs of payment-service in production');
      const [text = ''] = audience.whispers('U0DAVE', since);
      assert.doesNotMatch(text, /AKIA[0-9A-Z]{16}|ghp_[0-9A-Za-z]{20}|eyJ[\w-]+\.eyJ/);
      assert.equal(audience.posts(since).length, 0);
      await audience.as('dave').command(CHANNEL, '/logs', 'payment-service production --last yesterday');
      await audience.whispered('U0DAVE', since, '1h');
      const wrong = await audience.outcome('/logs payment-service production --last yesterday', asked);
      assert.equal(wrong.result, 'invalid');
    },
  },
  {
    title: 'Help says whose approval a deploy of alice’s needs',
    async play(audience) {
      const { shown } = await audience.as('alice').command(CHANNEL, '/cs-help', 'deploy');
      assert.ok(shown, 'help is the answer itself');
      const text = readable(shown.versions.at(-1)!);
      assert.match(text, /approval from a team lead/);
      assert.match(text, /U0BOB.*U0CAROL/s);
    },
  },
];
