import { type PlatformDriver } from '../contracts/platform';
import { type Stage } from './stage';

const PLACE = 'deployments';
const DECIDES = ['approve', 'reject', 'confirm', 'cancel'];

export function discordDriver({ stack: { discord } }: Stage): PlatformDriver {
  const { guild } = discord;
  /** What the buttons of a message send, by what they say, kept for presses on buttons that are gone. */
  const known = new Map<string, Map<string, string>>();
  const buttons = (id: string) => {
    const message = guild.messages(PLACE).find((one) => one.id === id);
    const live = (message?.buttons ?? []).map(({ label, custom_id }) => [label.toLowerCase(), custom_id] as const);
    known.set(id, new Map([...(known.get(id) ?? []), ...live]));
    return live.map(([label]) => label).filter((label) => DECIDES.includes(label));
  };
  return {
    platform: 'discord',
    async ask(who, line) {
      const asked = { line, at: new Date().toISOString(), since: guild.now() };
      const { delivery } = await guild.as(who).command(PLACE, line, { incomplete: true });
      return { ...asked, delivery: delivery.id };
    },
    shown: ({ since }) =>
      guild
        .messages(PLACE)
        .filter(({ id, onlyFor, replyTo, loading }) => id > since && !onlyFor && !replyTo && !loading)
        .map(({ id, text }) => ({ id, text })),
    buttons: async (_who, _asked, id) => buttons(id),
    async press(who, _asked, id, button, reason) {
      buttons(id);
      await guild.as(who).press(PLACE, id, known.get(id)?.get(button) ?? '');
      if (button === 'reject') await guild.as(who).submit({ reason: reason ?? '' });
    },
    async say(who, _asked, id, words) {
      // Discord tells an app without the gateway of no message: the words are in the menu of each.
      await guild.as(who).messageCommand(PLACE, id, words === 'approve' ? 'Approve' : 'Reject');
    },
    told: (who, { since }) =>
      guild
        .toldTo(who)
        .filter(({ id }) => id > since)
        .map(({ text }) => text)
        .join('\n'),
    async fill(who, _asked, values) {
      const person = guild.as(who);
      const asks = guild.toldTo(who).findLast((one) => one.buttons.some(({ label }) => label === 'Fill in'));
      await person.click(PLACE, asks?.id ?? '', 'Fill in');
      const { 'dry-run': dryRun, ...fields } = values;
      const { shown } = await person.submit({ ...fields, ...(dryRun && { flags: 'dry-run' }) });
      const said = guild.messages(PLACE).find(({ id }) => id === shown?.id)?.text ?? 'nothing';
      return said.includes('Asked: ') ? '' : said;
    },
    async typeToConfirm(who, _asked, id, typed) {
      buttons(id);
      await guild.as(who).press(PLACE, id, known.get(id)?.get('confirm') ?? '');
      const { shown } = await guild.as(who).submit({ typed });
      const said = guild.messages(PLACE).find((one) => one.id === shown?.id)?.text ?? 'nothing';
      return said.includes('Confirmed') ? '' : said;
    },
    async whole(who, { since }) {
      const logs = guild.toldTo(who).findLast(({ id, text }) => id > since && text.includes('Logs of'));
      return /https?:\/\/[^\s"')\\]+/.exec(JSON.stringify(logs ?? {}))?.[0] ?? '';
    },
    async redeliver({ delivery }) {
      await discord.redeliver(delivery);
    },
    throttle: (times) =>
      discord.faults.set({ kind: 'too-many-requests', method: 'PATCH', path: 'messages', times, retryAfterSeconds: 1 }),
  };
}
