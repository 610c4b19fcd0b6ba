import assert from 'node:assert/strict';
import { CHANNEL } from './audience';
import { type Scene } from './scene';

export const auditScenes: Scene[] = [
  {
    title: 'Who did what when: /audit, for bob alone, and the whole story of one entry',
    async play(audience) {
      const asked = new Date().toISOString();
      const line = 'order-service v2.4.2 production --dry-run';
      await audience.as('erin').command(CHANNEL, '/deploy', line);
      const { id, hash } = await audience.outcome(`/deploy ${line}`, asked);
      const number = String(Number(id.split('-')[1]));
      const listed = audience.now();
      await audience.as('bob').command(CHANNEL, '/audit', '--user @erin --last 1h --action deploy --production');
      await audience.whispered('U0BOB', listed, 'success (dry run)');
      assert.ok(audience.whispers('U0BOB', listed).some((text) => text.includes(`#${number}`)));
      const told = audience.now();
      await audience.as('bob').command(CHANNEL, '/audit', `show ${number}`);
      await audience.whispered('U0BOB', told, hash.slice(0, 12));
      assert.deepEqual(audience.posts(listed), [], 'the channel hears nothing of it');
    },
  },
];
