import { newestRound } from '../commands/newest-round';
import { type Attachment } from '../model/attachment';
import { type ConsoleBoard, type ConsoleMessage } from '../model/console-board';
import { type Outcome } from '../model/outcome';
import { type Person } from '../model/person';
import { type View } from '../model/view';
import { deciders } from '../policy/in-force';
import { type RequestRow } from '../state/requests';
import { type Intake } from './intake';
import { isSharedPlace } from './is-shared-place';

/** How a command stands, whichever platform it was asked on. */
export interface CommandState {
  id: string;
  line: string;
  /** The person's ID; null for somebody whom the company file does not know. */
  requester: string | null;
  /** Whether it is the caller's. */
  yours: boolean;
  askedAt: string;
  platform: string;
  channel?: string;
  state: 'running' | 'ended';
  /** Set once it has ended, a moment before the last message says so. */
  outcome?: Pick<Outcome, 'result' | 'reasonCode' | 'message'>;
  /** What all are shown, oldest first. */
  messages: Pick<ConsoleMessage, 'id' | 'view' | 'replies'>[];
  /** What only the caller is shown, and given. */
  told: View[];
  files: Attachment[];
}

/** Undefined for what is not there, or is not for this person. */
export async function commandState(
  intake: Reading,
  board: ConsoleBoard,
  id: string,
  person: Person,
): Promise<CommandState | undefined> {
  const { requests, messages } = intake;
  const row = await requests.get(id);
  if (!row) return undefined;
  const { request, outcome } = row;
  const { origin, text, receivedAt } = request;
  const yours = row.person === person.id;
  if (!yours && !(await mayRead(intake, row, person))) return undefined;
  const here = origin.platform === 'console';
  const [said, told] = await Promise.all([
    here ? board.about(origin.channel, id) : shownElsewhere(messages, id),
    here && yours ? board.told(origin.account, origin.replyUrl ?? '') : { views: [], files: [] },
  ]);
  return {
    id,
    line: text,
    requester: row.person,
    yours,
    askedAt: receivedAt,
    platform: origin.platform,
    ...(origin.channelName !== undefined && { channel: origin.channelName }),
    state: outcome ? 'ended' : 'running',
    ...(outcome && { outcome: shortly(outcome) }),
    messages: said,
    told: told.views,
    files: told.files,
  };
}

type Reading = Pick<Intake, 'requests' | 'messages' | 'electorate' | 'company'>;

/** Others read what was asked in a channel of the company file, and what they may decide. */
async function mayRead(
  { company, requests, electorate }: Reading,
  { instanceId, request }: RequestRow,
  { id }: Person,
): Promise<boolean> {
  if (isSharedPlace(request.origin, company)) return true;
  const round = await newestRound(instanceId, { requests });
  if (round?.verdict.kind !== 'approval') return false;
  return deciders(await electorate.now({ ...round, verdict: round.verdict })).includes(id);
}

function shortly({ result, reasonCode, message }: NonNullable<RequestRow['outcome']>): CommandState['outcome'] {
  return { result, reasonCode, ...(message !== undefined && { message }) };
}

async function shownElsewhere(messages: Intake['messages'], id: string): Promise<CommandState['messages']> {
  const view = await messages.shown(id);
  return view ? [{ id, view, replies: [] }] : [];
}
