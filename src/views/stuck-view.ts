import { type PersonRef } from '../model/person';
import { type View } from '../model/view';

const HEADLINES = {
  failed: 'A command ended by an error inside the bot',
  silent: 'A command has come to a stop',
  broken: 'A command cannot be read: its row is broken',
};

export interface Stuck {
  instanceId: string;
  /**
   * `failed`: it ended by an error of its own; `silent`: it runs, and nothing has come of it for too long; `broken`: what was asked
   * cannot be read any more.
   */
  how: keyof typeof HEADLINES;
  /** When it last moved, ISO 8601. */
  since: string;
  /** What it said that it was at; empty when nothing. */
  status: string;
}

/** Tells operators of a command that will not come to its end by itself. What may have run meanwhile is theirs to find out. */
export function stuckView(
  { instanceId, how, since, status }: Stuck,
  asked: { text: string; by: PersonRef } | undefined,
): View {
  return {
    kind: 'notice',
    tone: 'bad',
    icon: '🛠️',
    headline: [HEADLINES[how]],
    lines: [['What it had begun may be under way or done: look before you ask for it again.']],
    facts: [
      ...(asked
        ? [
            { label: 'Command', value: [{ code: asked.text }] },
            { label: 'Asked by', value: [{ person: asked.by }] },
          ]
        : []),
      { label: 'Last moved', value: [{ time: since }] },
      ...(status ? [{ label: 'It was at', value: [status] }] : []),
      { label: 'Instance', value: [{ code: instanceId }] },
    ],
    actions: [
      ...(how === 'silent' ? [{ kind: 'run' as const, label: 'Cancel it', line: `/cancel ${instanceId}` }] : []),
      ...(how === 'failed' && asked ? [{ kind: 'run' as const, label: 'Ask for it again', line: asked.text }] : []),
      { kind: 'run', label: 'Show locks', line: '/locks' },
    ],
    footer: [['What to do: docs/operations.md']],
  };
}
