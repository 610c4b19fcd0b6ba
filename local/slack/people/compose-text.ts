import { type State } from '../state/model';

const token = /<[@#!][^<>]*>|<https?:[^<>]*>/;
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const address = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"]/;
const bareDomain = /\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co)\b(?:\/[^\s<>|]*[^\s<>|.,;:!?)'"])?/;
const mention = /(?<![\w.])[@#][a-z0-9][\w.-]*/;
const special = /[&<>]/;
const parts = new RegExp(
  [token, email, address, bareDomain, mention, special].map(({ source }) => `(?:${source})`).join('|'),
  'gi',
);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * What Slack makes of typed text: people, channels and links become tokens, `&`, `<` and `>` are escaped.
 * https://docs.slack.dev/messaging/formatting-message-text
 * @param labelled with names in the mentions (`<@U1|bob>`), as slash commands have them
 */
export function composeText(typed: string, { users, channels }: State, labelled = false): string {
  const person = (id: string) =>
    labelled ? `<@${id}|${users.find((user) => user.id === id)?.name ?? ''}>` : `<@${id}>`;
  return typed.replace(parts, (found) => {
    const known = (name: string) => channels.find((channel) => channel.kind !== 'im' && channel.name === name);
    if (entities[found]) return entities[found];
    const userId = /^<@(\w+)/.exec(found)?.[1];
    if (userId) return person(userId);
    const channelId = /^<#(\w+)/.exec(found)?.[1];
    if (channelId) return `<#${channelId}|${channels.find(({ id }) => id === channelId)?.name ?? ''}>`;
    if (found.startsWith('<')) return found;
    if (found.startsWith('@')) {
      const user = users.find(({ name }) => name === found.slice(1).toLowerCase());
      return user ? person(user.id) : /^@(here|channel|everyone)$/.test(found) ? `<!${found.slice(1)}>` : found;
    }
    if (found.startsWith('#')) {
      const channel = known(found.slice(1));
      return channel ? `<#${channel.id}|${channel.name}>` : found;
    }
    if (/^https?:/i.test(found)) return `<${found.replaceAll('&', '&amp;')}>`;
    return found.includes('@') ? `<mailto:${found}|${found}>` : `<http://${found}|${found}>`;
  });
}
