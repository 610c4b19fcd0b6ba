import { type Company } from '../../model/company';
import { optionsOf, usage } from '../../model/options-of';
import { type Person } from '../../model/person';
import { type Inline, type View } from '../../model/view';
import { type Command } from '../command';
import { exampleFor } from '../example-for';
import { approvalsFor } from './approvals-for';

/** One command in full, as it is for whoever asks. */
export function helpOn(command: Command, { person, company }: { person: Person; company: Company }): View {
  const { spec } = command;
  const options = optionsOf(spec);
  const example = exampleFor(spec, company);
  const changes = command.kind === 'changes';
  return {
    kind: 'help',
    tone: 'neutral',
    icon: '📖',
    headline: [{ code: usage(spec) }],
    lines: [[spec.summary], ...(changes && command.confirms ? [[command.confirms]] : [])],
    facts: [
      { label: 'Example', value: [{ code: example }] },
      { label: 'Who may ask', value: [spec.who ?? 'everybody in the company file'] },
      ...(changes ? approvalsFor(spec.name, person, company) : []),
    ],
    lists: [
      ...(spec.uses
        ? [{ title: 'Forms', items: spec.uses.map(({ line, summary }): Inline[] => [{ code: line }, ` ${summary}`]) }]
        : []),
      ...(options.length
        ? [
            {
              title: 'Options',
              items: options.map(({ name, kind, summary }) => [
                { code: kind === 'flag' ? `--${name}` : `--${name} "…"` },
                ` ${summary}`,
              ]),
            },
          ]
        : []),
    ],
    ...(changes && { footer: [['Not sure? Nothing is changed by ', { code: `${example} --dry-run` }]] }),
  };
}
