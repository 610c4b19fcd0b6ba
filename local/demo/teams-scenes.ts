import assert from 'node:assert/strict';
import { type Scene } from './scene';
import { CHANNEL, liveButtons } from './audience';

/** One request, two chat platforms. */
export const teamsScenes: Scene[] = [
  {
    title: 'Asked in Slack, approved in Teams, and the other way',
    async play(audience) {
      const { tenant } = audience.stack.teams;
      await tenant.as('bob').addApp('deployments');
      const cards = () => tenant.messages('deployments').filter(({ from }) => from === 'Countersign');
      const card = async (...words: string[]) => {
        const found = await audience.until(
          () => cards().findLast(({ text }) => words.every((word) => text.includes(word))),
          30,
        );
        assert.ok(
          found,
          `a card in Teams says ${words.join(', ')}; they say:\n${cards()
            .map(({ text }) => text)
            .join('\n---\n')}`,
        );
        return found;
      };

      const since = audience.now();
      const asked = new Date().toISOString();
      await audience.as('alice').command(CHANNEL, '/deploy', 'api-gateway v3.2.1 production');
      const message = await audience.shown(since, ['Deploy api-gateway v3.2.1', 'Requires approval from a team lead.']);
      const mirrored = await card('Deploy api-gateway v3.2.1', 'Requires approval from a team lead.');
      await tenant.as('bob').refresh('deployments', mirrored.id);
      await tenant.as('bob').click('deployments', mirrored.id, 'approve');
      const done = await audience.shown(since, ['Deploy complete. Health check passed.']);
      assert.equal(done.ts, message.ts);
      assert.deepEqual(liveButtons(done), []);
      assert.equal((await card('Deploy complete. Health check passed.')).id, mirrored.id, 'the same card');
      const entry = await audience.outcome('/deploy api-gateway v3.2.1 production', asked);
      assert.equal(entry.approved_by, '@bob');

      const later = audience.now();
      const again = new Date().toISOString();
      await tenant.as('alice').say('deployments', '@Countersign deploy api-gateway v3.2.0 production');
      const other = await audience.shown(later, ['Deploy api-gateway v3.2.0', 'Requires approval from a team lead.']);
      await audience.as('carol').react(CHANNEL, other.ts, 'x');
      await card('Rejected by', 'Deploy api-gateway v3.2.0');
      const rejected = await audience.outcome('/deploy api-gateway v3.2.0 production', again);
      assert.equal(rejected.result, 'rejected');
      assert.equal(rejected.channel, '#deployments');
    },
  },
];
