import { type PlatformDriver } from '../contracts/platform';
import { type Stage } from './stage';

const PLACE = 'deployments';
const DECIDES = ['approve', 'reject', 'confirm', 'cancel'];

export function teamsDriver({ audience, stack: { teams } }: Stage): PlatformDriver {
  const { tenant } = teams;
  /** The data that a button of the message carries, kept for presses on buttons that are gone. */
  const ballots = new Map<string, object>();
  const verbs = (card: unknown) => [...JSON.stringify(card).matchAll(/"verb":"(\w+)"/g)].map(([, verb = '']) => verb);
  const refresh = async (who: string, id: string) => {
    const { card } = tenant.messages(PLACE).find((message) => message.id === id) ?? {};
    const ballot = /"ballot":(\{[^{}]*\})/.exec(JSON.stringify(card ?? {}))?.[1];
    if (ballot) ballots.set(id, JSON.parse(ballot) as object);
    const action = card?.['refresh'] as { userIds?: string[] } | undefined;
    if (!action?.userIds?.includes(tenant.as(who).person.id)) return card;
    return (await tenant.as(who).refresh(PLACE, id)).card;
  };
  return {
    platform: 'teams',
    async ask(who, line) {
      const at = new Date().toISOString();
      const { id, delivery } = await tenant.as(who).say(PLACE, `@Countersign ${line.slice(1)}`);
      return { line, at, since: id, delivery: delivery?.id ?? '' };
    },
    shown: ({ since }) =>
      tenant
        .messages(PLACE)
        .filter(({ from, root, deleted }) => from === 'Countersign' && root === since && !deleted)
        // Who may approve is called in the same thread, and is no message of the command.
        .filter(({ text }) => !text.includes('this waits for you'))
        .map(({ id, text }) => ({ id, text })),
    buttons: async (who, _asked, id) => verbs(await refresh(who, id)).filter((verb) => DECIDES.includes(verb)),
    async press(who, _asked, id, button, reason) {
      await refresh(who, id);
      await tenant.as(who).forge(PLACE, id, { verb: button, data: { ballot: ballots.get(id), reason } });
    },
    async say(who, _asked, id, words) {
      await tenant.as(who).say(PLACE, `@Countersign ${words}`, { reply: id });
    },
    told(who, { at }) {
      const { person, personal } = tenant.as(who);
      const chat = tenant.messages(personal).filter(({ from }) => from === 'Countersign');
      const seen = tenant.state.moments.filter(
        ({ at: when, onlyFor }) => onlyFor === person.id && when >= Date.parse(at),
      );
      return [...chat.map(({ text }) => text), ...seen.map((moment) => JSON.stringify(moment))].join('\n');
    },
    async fill(who, _asked, values) {
      const actor = tenant.as(who);
      const form = tenant.messages(actor.personal).findLast(({ card }) => verbs(card ?? {}).includes('form'));
      const inputs = Object.fromEntries(Object.entries(values).map(([name, value]) => [`field-${name}`, value]));
      for (const name of Object.keys(values).filter((one) => one === 'version'))
        await actor.search(actor.personal, form?.id ?? '', `field-${name}`, values[name] ?? '', inputs);
      const { card, trouble } = await actor.click(actor.personal, form?.id ?? '', 'form', inputs);
      expect(trouble).toBeUndefined();
      return card ? JSON.stringify(card) : '';
    },
    async typeToConfirm(who, _asked, id, typed) {
      await refresh(who, id);
      const { message = '' } = await tenant.as(who).click(PLACE, id, 'confirm', { typed });
      return message.includes('Confirmed') ? '' : message;
    },
    async whole(who) {
      const actor = tenant.as(who);
      const chat = () => tenant.messages(actor.personal);
      expect(chat().findLast(({ card, text }) => card && text.includes('Logs of'))?.text).toContain('accept it there');
      const offer = chat().findLast(({ text }) => text.includes('Allow the file?'));
      await actor.consent(offer?.id ?? '', 'accept');
      const link = () => /"contentUrl":"([^"]+)"/.exec(JSON.stringify(chat().at(-1)?.versions))?.[1];
      const url = await audience.until(link, 20);
      return (await fetch(url ?? '')).text();
    },
    async redeliver({ delivery }) {
      await teams.redeliver(delivery);
    },
    throttle: (times) =>
      teams.faults.set({ kind: 'too-many-requests', path: 'activities', times, retryAfterSeconds: 1 }),
  };
}
