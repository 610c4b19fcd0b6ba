import { CHANNEL, liveButtons, readable } from '../../local/demo/audience';
import { type PlatformDriver } from '../contracts/platform';
import { type Stage } from './stage';

export function slackDriver({ audience, stack }: Stage): PlatformDriver {
  const account = (who: string) => `U0${who.toUpperCase()}`;
  return {
    platform: 'slack',
    async ask(who, line) {
      const asked = { line, at: new Date().toISOString(), since: audience.now() };
      const [command = '', ...rest] = line.split(' ');
      const { delivery } = await audience.as(who).command(CHANNEL, command, rest.join(' '));
      return { ...asked, delivery: delivery?.id ?? '' };
    },
    shown: ({ since }) =>
      audience
        .posts(since)
        .filter(({ thread_ts: thread, ts }) => !thread || thread === ts)
        .map((post) => ({ id: post.ts, text: readable(post) })),
    async buttons(_who, { since }, id) {
      const post = audience.posts(since).find(({ ts }) => ts === id);
      return post ? liveButtons(post) : [];
    },
    async press(who, { since }, id, button, reason) {
      const post = audience.posts(since).find(({ ts }) => ts === id);
      if (!post || !liveButtons(post).includes(button)) {
        // The button has gone meanwhile; a reaction says the same.
        await audience.as(who).react(CHANNEL, id, button === 'approve' ? 'white_check_mark' : 'x');
        return;
      }
      await audience.as(who).click(CHANNEL, id, button);
      if (button !== 'reject') return;
      const form = await audience.until(() => audience.as(who).modal(), 10);
      await audience.as(who).submit(form?.id ?? '', { reason: reason ?? '' });
    },
    async say(who, _asked, id, words) {
      await audience.as(who).say(CHANNEL, `@countersign ${words}`, { thread: id });
    },
    told: (who, { since }) => audience.whispers(account(who), since).join('\n'),
    async fill(who, _asked, values) {
      const person = audience.as(who);
      const { 'dry-run': dryRun, ...fields } = values;
      const sent = await person.submit(person.modal()?.id ?? '', { ...fields, ...(dryRun && { flags: ['dry-run'] }) });
      expect(sent.trouble).toBeUndefined();
      expect(sent.closed).toBe(!sent.errors);
      return Object.values(sent.errors ?? {}).join('\n');
    },
    async typeToConfirm(who, _asked, id, typed) {
      const person = audience.as(who);
      if (!person.modal()) await person.click(CHANNEL, id, 'confirm-typed');
      const form = await audience.until(() => person.modal(), 10);
      const { errors = {} } = await person.submit(form?.id ?? '', { typed });
      return Object.values(errors).join('\n');
    },
    async whole(who, { since }) {
      const posted = stack.slack.workspace
        .messages(audience.as(who).dm())
        .findLast(({ ts, files }) => ts >= since && Array.isArray(files));
      const [file] = (posted?.['files'] ?? []) as { url_private: string }[];
      expect(audience.whispers(account(who), since).join()).toContain('in your direct messages');
      return (await fetch(file?.url_private ?? '')).text();
    },
    async redeliver({ delivery }) {
      await stack.slack.redeliver(delivery);
    },
    throttle: (times) =>
      stack.slack.faults.set({ kind: 'ratelimited', method: 'chat.postMessage', times, retryAfterSeconds: 1 }),
  };
}
