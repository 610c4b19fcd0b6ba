import { type Command } from '../../src/commands/command';
import { exampleFor } from '../../src/commands/example-for';
import { type ArgumentSpec } from '../../src/model/command-spec';
import { type Company } from '../../src/model/company';
import { optionsOf, usageOf } from '../../src/model/options-of';
import { slackCommandName } from '../../src/platforms/slack/command-names';
import { asMarkdown, matrix } from '../policy/table';

const KINDS: Record<ArgumentSpec['kind'], string> = {
  service: 'a service of the company file',
  environment: 'an environment of the company file',
  version: 'a tag, branch or commit; forms offer the recent ones',
  text: 'text; several words stand in quotes',
  count: 'a whole number',
  command: 'the name of a command',
  words: 'any words',
  choice: 'one of the forms',
};

/** docs/commands.md: every command, from its definition and the policy. */
export function commandsPage(commands: Command[], company: Company): string {
  const intro = [
    '# Commands',
    '',
    '<!-- Made by `npm run runbook` from src/commands and countersign.yaml: change those. -->',
    '',
    `Everything that can be asked, as \`/help\` says it. The same line works after \`/countersign\` and after a mention of the bot, and in Teams with or`,
    'without the slash. A typo is answered with the nearest line that works, as a button; a line that lacks something, with a form that asks for it. What changes something takes `--dry-run`, which shows the plan',
    `and who would have to approve, and changes nothing. Approvals are those of ${company.name} in countersign.yaml.`,
    '',
    '| command | does |',
    '| --- | --- |',
    ...commands.map(({ spec }) => `| [\`/${spec.name}\`](#${spec.name}) | ${cell(spec.summary)} |`),
  ];
  return [...intro, ...commands.flatMap((command) => section(command, company)), ''].join('\n');
}

function section(command: Command, company: Company): string[] {
  const { spec } = command;
  const slackName = slackCommandName(spec.name);
  const example = exampleFor(spec, company);
  const rows = [
    ...spec.arguments.map(
      ({ name, kind, optional }) => `| \`${name}\` | ${KINDS[kind]}${optional ? '; optional' : ''} |`,
    ),
    ...optionsOf(spec).map(
      ({ name, kind, summary }) => `| \`--${name}${kind === 'flag' ? '' : ' "…"'}\` | ${cell(summary)} |`,
    ),
  ];
  return [
    '',
    `## ${spec.name}`,
    '',
    `${spec.summary}.`,
    '',
    '```text',
    ...new Set([usageOf(spec), example]),
    '```',
    '',
    ...(spec.uses?.length
      ? [
          '| form | does |',
          '| --- | --- |',
          ...spec.uses.map((use) => `| \`${use.line.replaceAll('|', '\\|')}\` | ${cell(use.summary)} |`),
          '',
        ]
      : []),
    ...(rows.length ? ['| argument, option | is |', '| --- | --- |', ...rows, ''] : []),
    `Who may ask: ${spec.who ?? 'everybody in the company file'}.`,
    ...(slackName === spec.name
      ? []
      : ['', `In Slack it is \`/${slackName}\`: Slack keeps \`/${spec.name}\` for itself.`]),
    ...(command.kind === 'changes' ? approvals(command, company) : []),
  ];
}

function approvals({ spec, confirms }: Extract<Command, { kind: 'changes' }>, company: Company): string[] {
  const rows = matrix(company).filter(([action]) => action.toLowerCase().split(/[ ,]/)[0] === spec.name);
  return ['', asMarkdown(rows), ...(confirms ? ['', confirms] : [])];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '\\<');
}
