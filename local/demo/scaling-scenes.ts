import assert from 'node:assert/strict';
import { type Audience, buttons, CHANNEL } from './audience';
import { type Scene } from './scene';

const replicas = (audience: Audience) => audience.stack.kubernetes.state().deployments['production/api-gateway'];

export const scalingScenes: Scene[] = [
  {
    title: 'Scaling up in production asks nobody',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      assert.deepEqual(replicas(audience), { replicas: 5, ready: 5 });
      await audience.as('alice').command(CHANNEL, '/scale', 'api-gateway 10 production');
      const done = await audience.shown(since, ['Scaling complete. Health check passed.', '5 replicas → 10 replicas']);
      assert.ok(done.versions.some((version) => / of 10 ready/.test(JSON.stringify(version))));
      assert.deepEqual(replicas(audience), { replicas: 10, ready: 10 });
      const entry = await audience.outcome('/scale api-gateway 10 production', asked);
      assert.deepEqual([entry.result, entry.user, entry.approved_by], ['success', '@alice', null]);
    },
  },
  {
    title: 'Scaling down in production waits for a team lead',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      await audience.as('alice').command(CHANNEL, '/scale', 'api-gateway 3 production');
      const waiting = await audience.shown(since, [
        'Scale api-gateway to 3 replicas',
        'Requires approval from a team lead.',
      ]);
      assert.ok(buttons(waiting).includes('approve'));
      assert.deepEqual(replicas(audience), { replicas: 10, ready: 10 });
      await audience.as('bob').react(CHANNEL, waiting.ts, 'white_check_mark');
      await audience.shown(since, ['Scaling complete. Health check passed.', '10 replicas → 3 replicas']);
      assert.deepEqual(replicas(audience), { replicas: 3, ready: 3 });
      const entry = await audience.outcome('/scale api-gateway 3 production', asked);
      assert.deepEqual([entry.result, entry.approved_by], ['success', '@bob']);
    },
  },
  {
    title: 'More replicas than the company allows are refused, with the nearest line that works',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      const before = replicas(audience);
      await audience.as('dave').command(CHANNEL, '/scale', 'api-gateway 500 production');
      await audience.shown(since, ['2 to 20 replicas, not 500', '/scale api-gateway 20 production']);
      const entry = await audience.outcome('/scale api-gateway 500 production', asked);
      assert.deepEqual([entry.result, entry.reason_code], ['invalid', 'out_of_bounds']);
      assert.deepEqual(replicas(audience), before);
    },
  },
];
