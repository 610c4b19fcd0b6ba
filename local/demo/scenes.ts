import assert from 'node:assert/strict';
import { type Audience, buttons, CHANNEL, readable } from './audience';
import { auditScenes } from './audit-scenes';
import { commandLineScenes } from './command-line-scenes';
import { incidentScenes } from './incident-scenes';
import { migrateScenes } from './migrate-scenes';
import { readingScenes } from './reading-scenes';
import { rollbackScenes } from './rollback-scenes';
import { scalingScenes } from './scaling-scenes';
import { type Scene } from './scene';
import { steeringScenes } from './steering-scenes';
import { teamsScenes } from './teams-scenes';

/** Asks for a deploy and gives the message that waits for approval. */
async function request(audience: Audience, who: string, version: string) {
  const since = audience.now();
  const asked = new Date().toISOString();
  const { delivery } = await audience.as(who).command(CHANNEL, '/deploy', `order-service ${version} production`);
  assert.equal(delivery?.answer?.status, 200);
  const message = await audience.shown(since, [
    `Deploy order-service ${version} to production`,
    'Requires approval from a team lead.',
  ]);
  assert.deepEqual(buttons(message), ['approve', 'reject', 'cancel', 'run-3']);
  return { since, asked, message, delivery, line: `/deploy order-service ${version} production` };
}

export const scenes: Scene[] = [
  {
    title: 'A production deploy, approved with ✅',
    async play(audience) {
      const { since, asked, message, line } = await request(audience, 'alice', 'v2.4.1');
      await audience.as('bob').react(CHANNEL, message.ts, 'white_check_mark');
      const done = await audience.shown(since, [
        'Deploy complete. Health check passed.',
        'https://grafana.internal/d/order-service',
      ]);
      assert.equal(done.ts, message.ts, 'the one message of the command is updated in place');
      assert.deepEqual(buttons(done), []);
      assert.ok(done.versions.some((version) => JSON.stringify(version).includes('Deploying order-service v2.4.1...')));
      const entry = await audience.outcome(line, asked);
      assert.equal(entry.user, '@alice');
      assert.equal(entry.approved_by, '@bob');
      assert.equal(entry.result, 'success');
      assert.equal(entry.channel, '#deployments');
      assert.equal(audience.dispatches('v2.4.1').length, 1);
    },
  },
  {
    title: 'A rejection, with its reason',
    async play(audience) {
      const { since, asked, message, line } = await request(audience, 'alice', 'v2.4.2');
      await audience.as('carol').click(CHANNEL, message.ts, 'reject');
      const form = await audience.until(() => audience.as('carol').modal(), 5);
      assert.ok(form, 'carol is asked for the reason');
      const { closed } = await audience.as('carol').submit(form.id, { reason: 'Not before the sale ends' });
      assert.ok(closed);
      const ended = await audience.shown(since, ['Rejected by', 'Not before the sale ends']);
      assert.deepEqual(buttons(ended), []);
      const entry = await audience.outcome(line, asked);
      assert.equal(entry.result, 'rejected');
      assert.equal(entry.approved_by, null);
      assert.equal(entry.approvals[0]?.user, '@carol');
      assert.equal(entry.approvals[0]?.reason, 'Not before the sale ends');
      assert.equal(audience.dispatches('v2.4.2').length, 0);
    },
  },
  {
    title: 'A staging deploy asks nobody',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      await audience.as('dave').command(CHANNEL, '/deploy', 'payment-service v1.9.0 staging');
      await audience.shown(since, ['Deploy complete. Health check passed.', 'payment-service']);
      const entry = await audience.outcome('/deploy payment-service v1.9.0 staging', asked);
      assert.equal(entry.result, 'success');
      assert.equal(entry.approved_by, null);
    },
  },
  {
    title: 'Mallory may not approve, nor may alice approve her own; bob’s click then counts',
    async play(audience) {
      const { since, asked, message, line } = await request(audience, 'alice', 'v2.4.2');
      await audience.as('mallory').react(CHANNEL, message.ts, 'white_check_mark');
      await audience.whispered('U0MALLORY', since, 'Your vote was not counted.');
      await audience.as('alice').click(CHANNEL, message.ts, 'approve');
      await audience.whispered('U0ALICE', since, 'your own request');
      assert.equal(audience.dispatches('v2.4.2').length, 0);
      await audience.as('bob').click(CHANNEL, message.ts, 'approve');
      await audience.shown(since, ['Deploy complete. Health check passed.']);
      assert.equal((await audience.outcome(line, asked)).approved_by, '@bob');
      const refusals = (await audience.entries()).filter(
        ({ kind, command, timestamp }) => kind === 'refusal' && command === line && timestamp >= asked.slice(0, 19),
      );
      assert.deepEqual(refusals.map(({ user, reason_code }) => [user, reason_code]).sort(), [
        ['@alice', 'voter_is_requester'],
        ['@mallory', 'voter_not_eligible'],
      ]);
    },
  },
  {
    title: 'A deploy that fails shows the failing job, and no secrets',
    async play(audience) {
      const { since, asked, message, line } = await request(audience, 'alice', 'v6.6.6');
      await audience.as('carol').react(CHANNEL, message.ts, 'white_check_mark');
      const failed = await audience.shown(since, [
        'Failed: Deploy order-service v6.6.6 to production',
        'Last lines of',
      ]);
      assert.doesNotMatch(readable(failed), /AKIA[0-9A-Z]{16}|ghp_[0-9A-Za-z]{20}|eyJ[\w-]+\.eyJ/);
      const entry = await audience.outcome(line, asked);
      assert.equal(entry.result, 'failure');
      assert.equal(entry.reason_code, 'run_failed');
      assert.equal(entry.approved_by, '@carol');
    },
  },
  {
    title: 'The same delivery three times, and once more after completion',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      const before = audience.dispatches('v2.4.1').length;
      const { delivery } = await audience.as('erin').command(CHANNEL, '/deploy', 'order-service v2.4.1 staging');
      assert.ok(delivery);
      await Promise.all([audience.stack.slack.redeliver(delivery.id), audience.stack.slack.redeliver(delivery.id)]);
      await audience.shown(since, ['Deploy complete. Health check passed.']);
      const entry = await audience.outcome('/deploy order-service v2.4.1 staging', asked);
      assert.equal((await audience.stack.slack.redeliver(delivery.id)).answer?.status, 200);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      assert.equal(audience.posts(since).length, 1, 'one message');
      assert.equal(audience.dispatches('v2.4.1').length, before + 1, 'one dispatch');
      assert.equal((await audience.outcome('/deploy order-service v2.4.1 staging', asked)).id, entry.id, 'one outcome');
    },
  },
  {
    title: 'kill -9 while an approval waits; after the restart the approval counts',
    async play(audience) {
      const { since, asked, message, line } = await request(audience, 'alice', 'v2.4.1');
      const before = audience.dispatches('v2.4.1').length;
      await audience.stack.host().kill();
      await audience.stack.restartHost();
      await audience.as('bob').react(CHANNEL, message.ts, 'white_check_mark');
      await audience.shown(since, ['Deploy complete. Health check passed.']);
      assert.equal((await audience.outcome(line, asked)).approved_by, '@bob');
      assert.equal(audience.dispatches('v2.4.1').length, before + 1);
    },
  },
  {
    title: 'A typo changes nothing and teaches',
    async play(audience) {
      const since = audience.now();
      const asked = new Date().toISOString();
      const { shown } = await audience.as('dave').command(CHANNEL, '/deploy', 'order-servise v2.4.1 staging');
      const text = JSON.stringify(shown ?? audience.whispers('U0DAVE', since));
      assert.match(text, /order-servise/);
      assert.match(text, /\/deploy order-service v2\.4\.1 staging/);
      assert.equal((await audience.outcome('/deploy order-servise v2.4.1 staging', asked)).result, 'invalid');
      assert.equal(audience.posts(since).length, 0);
    },
  },
  ...rollbackScenes,
  ...migrateScenes,
  ...scalingScenes,
  ...incidentScenes,
  ...readingScenes,
  ...steeringScenes,
  ...auditScenes,
  ...teamsScenes,
  ...commandLineScenes,
];
