import { type CommandRequest } from '../model/command-request';
import { type Durable } from '../model/durable';
import { type MessageRef } from '../model/message-ref';
import { type Outcome } from '../model/outcome';
import { type PersonRef } from '../model/person';
import { ChatError } from '../platforms/chat-error';
import { personOf } from '../policy/person-of';
import { planningView } from '../views/planning-view';
import { answerDirect } from './answer-direct';
import { type Dependencies, headOf, reference } from './dependencies';
import { beginPosting, finishPosting } from './post-once';

export type Opened =
  /** Another execution owns this request. */
  | { kind: 'taken' }
  /** Over before anything was read. */
  | { kind: 'ended'; outcome: Outcome; shown?: boolean }
  | { kind: 'opened'; requester: PersonRef; message: MessageRef };

/** Claims the request for this execution, finds out who asks, and makes it visible to the channel. */
export function openRequest(dependencies: Dependencies) {
  return async ({ request, nonce }: { request: CommandRequest; nonce: string }, durable: Durable): Promise<Opened> => {
    const { company, tenants, commands, requests } = dependencies;
    const person = personOf(company, tenants, request.origin);
    const claim = { instanceId: request.instanceId, nonce, request, person: person?.id ?? null };
    const [claimed, begun] = await Promise.all([requests.claim(claim), beginPosting(dependencies, request, 1)]);
    if (claimed === 'taken') return { kind: 'taken' };
    if (request.problem) return ended('invalid', 'not_understood', request.problem.problem);
    if (!person) {
      return ended('denied', 'unknown_person', 'I do not know you: ask for an entry under people in the company file.');
    }
    const command = commands.find(({ spec }) => spec.name === request.command);
    if (command?.kind === 'answers') return ended('success', 'completed', 'Answered.');
    const requester = reference(person);
    try {
      if (command?.kind === 'direct') {
        return { kind: 'ended', ...(await answerDirect({ ...dependencies, durable }, command, request, person)) };
      }
      const view = planningView(headOf(dependencies, request, requester));
      return { kind: 'opened', requester, message: await finishPosting(dependencies, request, 1, view, begun) };
    } catch (error) {
      if (!(error instanceof ChatError) || error.temporary) throw error;
      return ended(
        'failure',
        'channel_unreachable',
        `Nothing was started, because nobody here would see it: ${error.message}`,
      );
    }
  };
}

function ended(result: Outcome['result'], reasonCode: Outcome['reasonCode'], message: string): Opened {
  return { kind: 'ended', outcome: { result, reasonCode, message } };
}
