import assert from 'node:assert/strict';
import { buttons, CHANNEL, readable } from './audience';
import { type Scene } from './scene';

export const migrateScenes: Scene[] = [
  {
    title: 'A migration in production needs bob and carol',
    async play(audience) {
      const since = audience.now();
      const at = new Date().toISOString();
      const line = '/migrate payment-service 017_drop_old_reference production';
      await audience.as('alice').command(CHANNEL, '/migrate', line.replace('/migrate ', ''));
      const message = await audience.shown(since, [
        'Run migration 017_drop_old_reference of payment-service in production',
        'Requires approval from 2 team leads.',
        'This migration cannot be undone.',
        '/migrations/017_drop_old_reference.sql',
      ]);
      await audience.as('bob').react(CHANNEL, message.ts, 'white_check_mark');
      await audience.shown(since, ['1 of 2']);
      assert.equal(audience.dispatches('017_drop_old_reference').length, 0, 'one approval is not enough');
      await audience.as('carol').click(CHANNEL, message.ts, 'approve');
      const done = await audience.shown(since, ['Migration complete. Health check passed.']);
      assert.equal(done.ts, message.ts);
      assert.deepEqual(buttons(done), []);
      const entry = await audience.outcome(line, at);
      assert.equal(entry.result, 'success');
      assert.deepEqual(entry.approved_by?.split(', ').sort(), ['@bob', '@carol']);
      assert.equal(audience.dispatches('017_drop_old_reference').length, 1);
    },
  },
  {
    title: 'A migration that there is not is answered with the nearest',
    async play(audience) {
      const since = audience.now();
      const at = new Date().toISOString();
      await audience.as('erin').command(CHANNEL, '/migrate', 'payment-service drop_old_reference development');
      const told = await audience.shown(since, ['has no migration drop_old_reference']);
      assert.match(readable(told), /Nearest: 017_drop_old_reference\./);
      const entry = await audience.outcome('/migrate payment-service drop_old_reference development', at);
      assert.equal(entry.result, 'invalid');
    },
  },
];
