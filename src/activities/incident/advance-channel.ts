import { type IncidentStory } from '../../model/incident-story';
import { ChatError } from '../../platforms/chat-error';
import { type Channels, type OwnChannel } from '../../platforms/platform';
import { severityName, statusName } from '../../views/incident-view';
import { type Dependencies } from '../dependencies';
import { type Draft, NotSetUp } from './incident-step';
import { peopleInvited } from './people-invited';

/** Channels of one name, from earlier incidents or made by people. */
const MOST_NAMES = 20;

/** The incident's own channel: made once, its people invited, its topic true. */
export async function advanceChannel(dependencies: Dependencies, story: IncidentStory, draft: Draft): Promise<void> {
  const { incident, commander, severity, status } = story;
  const { platform, tenant } = incident.origin;
  const { channels } = await dependencies.outbox(platform);
  if (!channels) {
    // A thread is as good as a channel: what is said in it needs no ID.
    if (incident.origin.thread) await dependencies.incidents.bind(incident.origin, incident.id);
    throw new NotSetUp(`this conversation (no channels are made in ${platform === 'teams' ? 'Teams' : platform})`);
  }
  const people = peopleInvited(dependencies.company, story).flatMap(({ accounts: { [platform]: account } }) =>
    account ? [account] : [],
  );
  const made = draft.made ?? (await makeOnce(dependencies, story, channels, people));
  draft.made = made;
  await dependencies.incidents.bind({ platform, tenant, channel: made.id }, incident.id);
  const accounts = people.filter((account) => !draft.posted.includes(account));
  const topic = [severityName(severity), statusName(status), `commander @${commander}`, incident.title].join(' · ');
  const [invited] = await Promise.all([
    accounts.length ? channels.invite(made.id, accounts) : [],
    channels.setTopic(made.id, topic),
  ]);
  draft.posted.push(...invited);
}

/** A channel whose answer was lost is found again by its name; one of the same name that is not ours gets a number beside it. */
async function makeOnce(
  { marks, now }: Dependencies,
  { incident }: IncidentStory,
  channels: Channels,
  accounts: string[],
): Promise<OwnChannel> {
  const options = { private: incident.private, accounts };
  for (let number = 1; ; number++) {
    const name = number === 1 ? incident.id : `${incident.id.slice(0, 77)}-${number}`;
    const step = `channel-${number}`;
    const { first } = await marks.mark(incident.id, step, now().toISOString());
    const known = first ? undefined : await marks.get<OwnChannel | 'taken'>(incident.id, step);
    const found = known ?? (first ? undefined : await channels.findOwn(name, options));
    const channel = found ?? (await create(channels, name, options, number));
    await marks.settle(incident.id, step, channel);
    if (channel !== 'taken') return channel;
  }
}

async function create(
  channels: Channels,
  name: string,
  options: Parameters<Channels['createChannel']>[1],
  number: number,
): Promise<OwnChannel | 'taken'> {
  try {
    return await channels.createChannel(name, options);
  } catch (error) {
    if (error instanceof ChatError && error.code === 'name_taken' && number < MOST_NAMES) return 'taken';
    throw error;
  }
}
