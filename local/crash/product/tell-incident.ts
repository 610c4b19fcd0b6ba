import { readable } from '../../demo/audience';
import { insist } from './insist';
import { type WiredCompany } from './wired-company';

const HOME = 'C0INCID';
/** What is asked again after this long has had no effect. Seconds. */
const EFFECT = 6;
const ENDING = 60;

/** An incident as its people went through it: their lines, and when the first was said. */
export interface ToldIncident {
  title: string;
  at: string;
  lines: string[];
  /** The channel that was made for it. */
  room: string;
}

/**
 * Dave opens an incident, says its cause in its channel and resolves it; each is said again when Slack says that it failed and
 * nothing came of it. Resolves when the postmortem is set. Throws when it never is.
 */
export async function tellIncident(company: WiredCompany, title: string): Promise<ToldIncident> {
  const { audience, stack } = company;
  const at = new Date().toISOString();
  const lines: string[] = [];
  const say = async (channel: string, text: string, sign: () => boolean) => {
    lines.push(`/incident ${text}`);
    await insist(
      company,
      async () => (await audience.as('dave').command(channel, '/incident', text)).delivery,
      async () => Boolean(await audience.until(sign, EFFECT)),
    );
    if (!(await audience.until(sign, ENDING))) throw new Error(`Nobody saw what came of ${text}`);
  };
  const told = () => texts(company, HOME).find((text) => text.includes(title)) ?? '';
  const name = () => /#(inc-[\w-]+)/.exec(told())?.[1];
  const room = () => stack.slack.workspace.state.channels.find((channel) => channel.name === name());
  const inRoom = (words: string) => texts(company, room()!.id).some((text) => text.includes(words));

  await say(HOME, `create "${title}" --severity sev1`, () => room()?.pins.length === 1 && /Investigating/.test(told()));
  await say(room()!.id, 'update "Root cause identified: a full disk"', () => inRoom('Update posted to status page'));
  await say(room()!.id, 'resolve "Disk emptied"', () => inRoom('Postmortem scheduled for'));
  return { title, at, lines, room: room()!.id };
}

/** What everybody in a channel can read. */
export function texts({ stack }: WiredCompany, channel: string): string[] {
  return stack.slack.workspace
    .messages(channel)
    .filter(({ only_for, deleted }) => !only_for && !deleted)
    .map(readable);
}
