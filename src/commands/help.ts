import { type CommandSpec } from '../model/command-spec';
import { usage } from '../model/options-of';
import { type View } from '../model/view';
import { type AnsweringCommand, type Command } from './command';
import { helpOn } from './help/help-on';

/** Help is made from the definitions it is given, so it cannot name a command that is not there. */
export function help(others: Command[]): AnsweringCommand {
  const spec: CommandSpec = {
    name: 'help',
    summary: 'Show what can be asked, or one command in full: who may, and whose approval it needs',
    example: '/help deploy',
    arguments: [{ name: 'command', kind: 'command', optional: true }],
    options: [],
    changes: false,
  };
  const self: AnsweringCommand = {
    kind: 'answers',
    spec,
    answer: ({ command }, asker) => {
      const asked = [...others, self].find((one) => one.spec.name === command);
      return asked ? helpOn(asked, asker) : general;
    },
  };
  const general = overview([...others, self]);
  return self;
}

/** Commands by what they are for, as their definitions tell it. */
const GROUPS: { title: string; holds: (command: Command) => boolean }[] = [
  { title: 'Change something', holds: ({ kind }) => kind === 'changes' },
  { title: 'Look', holds: (command) => command.kind !== 'changes' && !changesRows(command) },
  { title: 'Steer what is under way', holds: changesRows },
];

function changesRows(command: Command): boolean {
  return command.kind === 'direct' && command.changesRows !== false;
}

function overview(commands: Command[]): View {
  return {
    kind: 'help',
    tone: 'neutral',
    icon: '📖',
    headline: ['What can be asked'],
    lines: [['Sensitive changes wait for approval. Everything asked here is recorded.']],
    reactionHint: ['On a request, ✅ approves and ❌ rejects.'],
    lists: GROUPS.map(({ title, holds }) => ({
      title,
      items: commands.filter(holds).map(({ spec }) => [{ code: usage(spec) }, ` ${spec.summary}`]),
    })),
    actions: commands
      .filter(({ kind }) => kind === 'changes')
      .map(({ spec: { name } }) => ({ kind: 'run', label: `More on ${name}`, line: `/help ${name}` })),
    footer: [['More on one, and who approves it: ', { code: '/help deploy' }]],
  };
}
