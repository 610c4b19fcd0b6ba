import { type CommandRequest } from '../model/command-request';
import { type PersonRef } from '../model/person';
import { type View } from '../model/view';

export interface Stuck {
  instanceId: string;
  /** `failed`: it ended by an error of its own; `silent`: it runs, and nothing has come of it for too long. */
  how: 'failed' | 'silent';
  /** When it last moved, ISO 8601. */
  since: string;
  /** What it said that it was at; empty when nothing. */
  status: string;
}

/** Tells operators of a command that will not come to its end by itself. What may have run meanwhile is theirs to find out. */
export function stuckView(
  { instanceId, how, since, status }: Stuck,
  request: CommandRequest,
  requester: PersonRef,
): View {
  return {
    kind: 'notice',
    tone: 'bad',
    icon: '🛠️',
    headline: [how === 'failed' ? 'A command ended by an error inside the bot' : 'A command has come to a stop'],
    lines: [['What it had begun may be under way or done: look before you ask for it again.']],
    facts: [
      { label: 'Command', value: [{ code: request.text }] },
      { label: 'Asked by', value: [{ person: requester }] },
      { label: 'Last moved', value: [{ time: since }] },
      ...(status ? [{ label: 'It was at', value: [status] }] : []),
      { label: 'Instance', value: [{ code: instanceId }] },
    ],
    actions: [
      how === 'silent'
        ? { kind: 'run', label: 'Cancel it', line: `/cancel ${instanceId}` }
        : { kind: 'run', label: 'Ask for it again', line: request.text },
      { kind: 'run', label: 'Show locks', line: '/locks' },
    ],
    footer: [['What to do: docs/operations.md']],
  };
}
