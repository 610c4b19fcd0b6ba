import { type Origin } from '../../model/command-request';
import { type View } from '../../model/view';
import { conversationId } from './activity';
import { type Directory, isNotThere } from './directory';
import { TeamsCallError } from './failure';
import { type TeamsSurroundings } from './settings';

/**
 * Says it to one account alone, in its personal chat. Who cannot be reached there is called where the request was made, without
 * what was meant for them alone.
 */
export async function whisper(
  { conversation, personalChat }: Directory,
  send: (tenant: string, channel: string, view: View) => Promise<string>,
  { personOf }: TeamsSurroundings,
  to: Origin,
  account: string,
  view: View,
): Promise<void> {
  const { kind } = await conversation(to.tenant, to.channel);
  if (kind === 'personal' && account === to.account) {
    await send(to.tenant, to.channel, view);
    return;
  }
  const chat = await personalChat(to, account);
  const reached = chat !== undefined && (await said(() => send(to.tenant, chat.channel, view)));
  if (!reached) await send(to.tenant, conversationId(to), unreachable(personOf({ ...to, account }), account));
}

async function said(say: () => Promise<unknown>): Promise<boolean> {
  try {
    await say();
    return true;
  } catch (error) {
    if (error instanceof TeamsCallError && isNotThere(error)) return false;
    throw error;
  }
}

function unreachable(person: string | undefined, account: string): View {
  return {
    kind: 'notice',
    tone: 'neutral',
    icon: '✉️',
    headline: [
      { person: { id: person ?? 'you', accounts: { teams: account } } },
      ', I have an answer for you alone, but cannot write to you: open a chat with Countersign and ask there.',
    ],
  };
}
