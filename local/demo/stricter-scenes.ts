import assert from 'node:assert/strict';
import { type Audience, buttons, CHANNEL, liveButtons, readable } from './audience';
import { type Scene } from './scene';

export const ALARMED = 'C0INCID';

async function ask(audience: Audience, who: string, text: string) {
  const asked = { since: audience.now(), at: new Date().toISOString(), line: `/deploy ${text}` };
  await audience.as(who).command(CHANNEL, '/deploy', text);
  return asked;
}

/** Played with `stricter-policy.yaml`. */
export const stricterScenes: Scene[] = [
  {
    title: 'Two people for one deploy: one is not enough, and one twice is still one',
    async play(audience) {
      const { since, at, line } = await ask(audience, 'alice', 'payment-service v1.9.1 production');
      const message = await audience.shown(since, ['Requires approval from 2 team leads.', 'two for production']);
      await audience.as('bob').react(CHANNEL, message.ts, 'white_check_mark');
      await audience.shown(since, ['1 of 2']);
      await audience.as('bob').click(CHANNEL, message.ts, 'approve');
      assert.equal(audience.dispatches('v1.9.1').length, 0);
      await audience.as('carol').click(CHANNEL, message.ts, 'approve');
      await audience.shown(since, ['Deploy complete. Health check passed.']);
      const entry = await audience.outcome(line, at);
      assert.deepEqual(entry.approved_by?.split(', ').sort(), ['@bob', '@carol']);
      assert.equal(audience.dispatches('v1.9.1').length, 1);
    },
  },
  {
    title: 'A tag that moves after the approvals voids them; what it is now takes a new round',
    async play(audience) {
      const { since, at, line } = await ask(audience, 'alice', 'order-service v2.3.9 production');
      const message = await audience.shown(since, ['Requires approval from 2 team leads.']);
      const before = audience.dispatches('v2.3.9').length;
      audience.stack.github.moveTag({ repository: 'order-service', tag: 'v2.3.9', to: 'v2.4.0' });
      await audience.as('bob').react(CHANNEL, message.ts, 'white_check_mark');
      await audience.as('carol').react(CHANNEL, message.ts, 'white_check_mark');
      const next = await audience.shown(since, ['A new round, because the plan changed', 'commit was']);
      assert.notEqual(next.ts, message.ts, 'a new message for the new round');
      const voided = audience.posts(since).find(({ ts }) => ts === message.ts);
      assert.match(voided ? readable(voided) : '', /Approvals void/);
      assert.equal(audience.dispatches('v2.3.9').length, before, 'nothing was started');
      await audience.as('bob').click(CHANNEL, next.ts, 'approve');
      await audience.as('carol').click(CHANNEL, next.ts, 'approve');
      await audience.shown(since, ['Deploy complete. Health check passed.']);
      const entry = await audience.outcome(line, at);
      assert.deepEqual(entry.approvals.map(({ user, round }) => `${user} ${round}`).sort(), [
        '@bob 1',
        '@bob 2',
        '@carol 1',
        '@carol 2',
      ]);
      assert.equal(audience.dispatches('v2.3.9').length, before + 1);
    },
  },
  {
    title: 'Those who do not answer are reminded; then the request expires',
    async play(audience) {
      const { since, at, line } = await ask(audience, 'alice', 'api-gateway v3.2.1 production');
      const before = audience.dispatches('v3.2.1').length;
      await audience.shown(since, ['Requires approval from a team lead.']);
      await audience.shown(since, ['U0BOB', 'U0CAROL', 'this still waits for you']);
      const expired = await audience.shown(since, ['Expired: Deploy api-gateway', 'decided within 5 seconds']);
      assert.deepEqual(liveButtons(expired), []);
      const entry = await audience.outcome(line, at);
      assert.deepEqual([entry.result, entry.approved_by], ['expired', null]);
      assert.equal(audience.dispatches('v3.2.1').length, before);
    },
  },
  {
    title: 'Break-glass: dave, who is on call, deploys at once; #incidents is alarmed, bob and carol review it',
    async play(audience) {
      const text = 'order-service v2.4.1 production --break-glass --reason "checkout is down"';
      const refused = await ask(audience, 'alice', text);
      await audience.shown(refused.since, ['Only an on-call engineer may break the glass', 'The normal way is']);
      assert.equal((await audience.outcome(refused.line, refused.at)).reason_code, 'break_glass_not_allowed');

      const { since, at, line } = await ask(audience, 'dave', text);
      const alertSays = (...words: string[]) =>
        audience.until(
          () =>
            audience.stack.slack.workspace
              .messages(ALARMED)
              .find((message) => message.ts >= since && words.every((word) => readable(message).includes(word))),
          20,
        );
      const alert = await alertSays('broke the glass', 'checkout is down');
      assert.ok(alert, '#incidents is alarmed');
      await audience.shown(since, ['Deploy complete. Health check passed.', 'It ran without approval']);
      const entry = await audience.outcome(line, at);
      assert.deepEqual([entry.result, entry.approved_by], ['success', null]);
      assert.equal((entry.details['rule'] as { name: string }).name, 'break-glass');

      await audience.as('bob').click(ALARMED, alert.ts, 'run-0');
      assert.ok(await alertSays('1 of 2'));
      await audience.as('carol').click(ALARMED, alert.ts, 'run-0');
      const reviewed = await alertSays('Reviewed by');
      assert.deepEqual(buttons(reviewed ?? {}), []);
      const reviews = async () =>
        (await audience.entries()).filter(
          ({ kind, action, timestamp }) => kind === 'outcome' && action === 'review' && timestamp >= at,
        );
      await audience.until(async () => (await reviews()).length === 2, 10);
      assert.deepEqual(
        (await reviews()).map(({ user, reason_code }) => [user, reason_code]),
        [
          ['@bob', 'review_noted'],
          ['@carol', 'debt_settled'],
        ],
      );
    },
  },
];
