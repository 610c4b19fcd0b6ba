import { type CommandSpec } from '../model/command-spec';
import { optionsOf, usage } from '../model/options-of';
import { type View } from '../model/view';
import { type AnsweringCommand } from './command';

/** Help is made once, from the definitions it is given, so it cannot name a command that is not there. */
export function help(others: CommandSpec[]): AnsweringCommand {
  const spec: CommandSpec = {
    name: 'help',
    summary: 'Show what can be asked, or one command in full',
    example: '/help deploy',
    arguments: [{ name: 'command', kind: 'command', optional: true }],
    options: [],
    changes: false,
  };
  const specs = [...others, spec];
  const general = overview(specs);
  const each = new Map(specs.map((one) => [one.name, helpOn(one)]));
  return {
    kind: 'answers',
    spec,
    answer: ({ command }) => each.get(String(command)) ?? general,
  };
}

function overview(specs: CommandSpec[]): View {
  return {
    kind: 'help',
    tone: 'neutral',
    icon: '📖',
    headline: ['What can be asked'],
    lists: [
      {
        title: 'Commands',
        items: specs.map((spec) => [{ code: usage(spec) }, ` ${spec.summary}`]),
      },
    ],
    lines: [['Sensitive changes wait for approval. Everything asked here is recorded.']],
    reactionHint: ['On a request, ✅ approves and ❌ rejects.'],
    footer: [['More on one: ', { code: '/help deploy' }]],
  };
}

function helpOn(spec: CommandSpec): View {
  const options = optionsOf(spec);
  return {
    kind: 'help',
    tone: 'neutral',
    icon: '📖',
    headline: [{ code: usage(spec) }],
    lines: [[spec.summary]],
    facts: [{ label: 'Example', value: [{ code: spec.example }] }],
    lists: options.length
      ? [
          {
            title: 'Options',
            items: options.map(({ name, kind, summary }) => [
              { code: kind === 'flag' ? `--${name}` : `--${name} "…"` },
              ` ${summary}`,
            ]),
          },
        ]
      : [],
  };
}
