import { readable } from '../../demo/audience';
import { EFFECT, insist } from './insist';
import { see, seeOutcome } from './see';
import { type WiredCompany } from './wired-company';

const HOME = 'C0INCID';

/** An incident as its people went through it: their lines, and when the first was said. */
export interface ToldIncident {
  title: string;
  at: string;
  /** The same in the channels' time. */
  since: string;
  lines: string[];
  /** The channel that was made for it. */
  room: string;
}

/**
 * Dave opens an incident, says its cause in its channel and resolves it; each is said again when Slack says that it failed and
 * nothing came of it. Resolves when the postmortem is set. Throws when it never is.
 * The number is in the name of the incident: of those that would be called alike the n-th takes n writes to find a free one.
 */
export async function tellIncident(company: WiredCompany, number: number): Promise<ToldIncident> {
  const { audience } = company;
  const title = `Parcel ${number} is lost`;
  const at = new Date().toISOString();
  const since = audience.now();
  const lines: string[] = [];
  const say = async (channel: string, text: string, what: string, sign: () => boolean) => {
    lines.push(`/incident ${text}`);
    await insist(
      company,
      async () => (await audience.as('dave').command(channel, '/incident', text)).delivery,
      async () => Boolean(await audience.until(sign, EFFECT)),
    );
    await see(company, what, sign, scope);
  };
  const told = () => texts(company, HOME, since).find((text) => text.includes(title)) ?? '';
  const room = () => channelOf(company, /#(inc-[\w-]+)/.exec(told())?.[1]);
  const scope = { at, since, channels: () => [HOME, room()?.id] };
  const inRoom = (words: string) => texts(company, room()!.id).some((text) => text.includes(words));

  const create = `create "${title}" --severity sev1 --service order-service`;
  const isOpen = () => room()?.pins.length === 1 && /Investigating/.test(told());
  await say(HOME, create, 'the incident, on its card and pinned in its channel', isOpen);
  const [update, resolve] = ['update "Root cause identified: a full disk"', 'resolve "Disk emptied"'];
  await say(room()!.id, update, 'the public update', () => inRoom('Update posted to status page'));
  await say(room()!.id, resolve, 'the postmortem', () => inRoom('Postmortem scheduled for'));
  for (const line of lines) await seeOutcome(company, line, scope);
  return { title, at, since, lines, room: room()!.id };
}

/** The channel of an incident, once there is one. */
export function channelOf({ stack }: WiredCompany, incident: string | undefined) {
  const { channels } = stack.slack.workspace.state;
  return incident === undefined ? undefined : channels.find(({ name }) => name === incident);
}

/** What everybody in a channel can read, from a time of the channel on. */
export function texts({ stack }: WiredCompany, channel: string, since?: string): string[] {
  return stack.slack.workspace
    .messages(channel, { since })
    .filter(({ only_for, deleted }) => !only_for && !deleted)
    .map(readable);
}
