import { stringify } from 'yaml';
import { type Person, type State } from '../state/model';

/** The Playground knows five people beside the one who sits at it, one group chat, and one channel beside General. */
const OTHERS = 5;
const CHANNEL = 'deployments';

/**
 * The Playground's own file of who and what there is. https://aka.ms/teams-app-test-tool-config-guide
 * @param me the name of who sits at it
 */
export function playgroundWorld({ tenantId, bot, team, people, conversations }: State, me: string): string {
  const user = ({ id, displayName, email, aadObjectId }: Person) => {
    const [givenName, surname] = displayName.split(' ');
    return { id, name: displayName, userPrincipleName: email, aadObjectId, givenName, surname, email };
  };
  const ours = people.filter((person) => person.tenantId === tenantId && !person.guest);
  const current = ours.find(({ name }) => name === me);
  const chat = conversations.find(({ type }) => type === 'groupChat');
  const channel = conversations.find(({ type, name }) => type === 'channel' && name === CHANNEL);
  const personal = conversations.find(({ type, members }) => type === 'personal' && members[0] === current?.id);
  if (!current || !chat || !channel || !personal) throw new Error('the tenant has not what the Playground needs');
  return stringify({
    version: '0.1.1',
    tenantId,
    bot: { id: bot.id, name: bot.name },
    currentUser: user(current),
    users: ours
      .filter((person) => person !== current)
      .slice(0, OTHERS)
      .map(user),
    personalChat: { id: personal.id },
    groupChat: { id: chat.id, name: chat.name },
    team: {
      id: team.id,
      name: team.name,
      aadGroupId: team.aadGroupId,
      channels: [{ id: channel.id, name: channel.name }],
    },
  });
}
