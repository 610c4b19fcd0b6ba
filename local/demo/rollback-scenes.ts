import assert from 'node:assert/strict';
import { type Audience, buttons, CHANNEL } from './audience';
import { type Scene } from './scene';

async function ask(audience: Audience, who: string, text: string) {
  const asked = { since: audience.now(), at: new Date().toISOString(), line: `/rollback ${text}` };
  await audience.as(who).command(CHANNEL, '/rollback', text);
  return asked;
}

export const rollbackScenes: Scene[] = [
  {
    title: 'A rollback in staging goes to what ran before and asks nobody',
    async play(audience) {
      const { since, at, line } = await ask(audience, 'dave', 'payment-service staging');
      const done = await audience.shown(since, [
        'Rollback complete. Health check passed.',
        'Roll back payment-service in staging',
        'v1.9.0',
        'v1.8.0',
        'deployed by',
      ]);
      assert.deepEqual(buttons(done), []);
      const entry = await audience.outcome(line, at);
      assert.equal(entry.result, 'success');
      assert.equal(entry.approved_by, null);
      assert.equal(entry.action, 'rollback');
      assert.equal(audience.dispatches('v1.8.0').length, 1);
    },
  },
  {
    title: 'A rollback in production waits for the one who asked to confirm it, and for nobody else',
    async play(audience) {
      const { since, at, line } = await ask(audience, 'dave', 'api-gateway production');
      const message = await audience.shown(since, ['please confirm', 'v3.2.0', 'v3.1.0']);
      await audience.as('mallory').click(CHANNEL, message.ts, 'confirm');
      assert.equal(audience.dispatches('v3.1.0').length, 0);
      await audience.as('dave').click(CHANNEL, message.ts, 'confirm');
      await audience.shown(since, ['Rollback complete. Health check passed.']);
      assert.equal((await audience.outcome(line, at)).result, 'success');
      assert.equal(audience.dispatches('v3.1.0').length, 1);
    },
  },
  {
    title: 'A rollback to what never ran there changes nothing and names what did',
    async play(audience) {
      const { since, at, line } = await ask(audience, 'dave', 'payment-service production v1.9.1');
      await audience.shown(since, ['v1.9.1 was never deployed there successfully', 'v1.9.0, v1.8.0']);
      assert.equal((await audience.outcome(line, at)).result, 'invalid');
      assert.equal(audience.dispatches('v1.9.1').length, 0);
    },
  },
];
