import assert from 'node:assert/strict';
import { type Audience, buttons, CHANNEL, readable } from './audience';
import { type Scene } from './scene';

async function runButton(audience: Audience, since: string, words: string) {
  const found = await audience.until(() => audience.posts(since).find((post) => readable(post).includes(words)), 20);
  assert.ok(found, `a message offers ${words}`);
  return { ts: found.ts, button: buttons(found).find((id) => id.startsWith('run-')) ?? '' };
}

export const steeringScenes: Scene[] = [
  {
    title: 'A lock keeps others out, who may wait for it with a button; only its owner or a lead gives it back',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      await audience.as('bob').command(CHANNEL, '/lock', 'api-gateway staging --reason "load test"');
      await audience.shown(since, ['api-gateway in staging is locked by', 'load test']);
      await audience.as('alice').command(CHANNEL, '/deploy', 'api-gateway v3.2.1 staging');
      const kept = await audience.shown(since, ['Failed: Deploy api-gateway v3.2.1 to staging', 'is locked by @bob']);
      assert.match(readable(kept), /Ask again, and wait/);
      assert.equal((await audience.outcome('/deploy api-gateway v3.2.1 staging', asked)).reason_code, 'target_locked');
      await audience.as('alice').command(CHANNEL, '/unlock', 'api-gateway staging');
      await audience.whispered('U0ALICE', since, 'can give it back');
      assert.equal((await audience.outcome('/unlock api-gateway staging', asked)).result, 'denied');
      const { button } = await runButton(audience, since, 'Ask again, and wait');
      await audience.as('alice').click(CHANNEL, kept.ts, button);
      await audience.shown(since, ['Waiting for its lock']);
      await audience.as('alice').command(CHANNEL, '/locks', '');
      await audience.whispered('U0ALICE', since, '1 lock');
      await audience.as('carol').command(CHANNEL, '/unlock', 'api-gateway staging');
      await audience.shown(since, ['is unlocked by', 'had taken']);
      // The next look at the lock is up to ten seconds away: alice has changed her mind by then.
      const waiting = await runButton(audience, since, '/cancel ');
      await audience.as('alice').click(CHANNEL, waiting.ts, waiting.button);
      const ended = await audience.outcome('/deploy api-gateway v3.2.1 staging --wait', asked);
      assert.ok(['cancelled', 'success'].includes(ended.result ?? ''), ended.result ?? '');
    },
  },
  {
    title: 'A deploy is stopped while it runs by who asked for it, and by nobody else',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      await audience.as('erin').command(CHANNEL, '/deploy', 'order-service v2.4.2 development');
      const { ts, button } = await runButton(audience, since, '/cancel ');
      await audience.as('mallory').click(CHANNEL, ts, button);
      await audience.as('erin').click(CHANNEL, ts, button);
      await audience.whispered('U0MALLORY', since, 'Only the one who asked');
      const ended = await audience.shown(since, ['Cancelled: Deploy order-service v2.4.2', 'while it ran']);
      assert.match(readable(ended), /Roll back/);
      const entry = await audience.outcome('/deploy order-service v2.4.2 development', asked);
      assert.deepEqual([entry.result, entry.reason_code], ['cancelled', 'cancelled_by_requester']);
    },
  },
  {
    title: 'The right form of a typo is a button that runs it',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      const { shown } = await audience.as('dave').command(CHANNEL, '/countersign', 'aprovals');
      assert.ok(shown, 'the answer to the line itself');
      await audience.as('dave').click(CHANNEL, shown.ts, buttons({ blocks: shown.versions.at(-1)?.blocks })[0] ?? '');
      await audience.whispered('U0DAVE', since, 'waits for approval');
      assert.equal((await audience.outcome('/approvals', asked)).result, 'success');
    },
  },
];
