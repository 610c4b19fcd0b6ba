import { noticeView } from '../views/notice-view';
import { type Asked, type DirectAnswer, type DirectCommand, type DirectTools } from './command';
import { ack } from './incident/ack';
import { action, actionDone } from './incident/action';
import { commander } from './incident/commander';
import { create } from './incident/create';
import { dismiss } from './incident/dismiss';
import { list } from './incident/list';
import { note } from './incident/note';
import { page } from './incident/page';
import { reopen } from './incident/reopen';
import { resolve } from './incident/resolve';
import { retry } from './incident/retry';
import { severity } from './incident/severity';
import { postmortem, show, timeline } from './incident/show';
import { type Subcommand } from './incident/subcommand';
import { update } from './incident/update';

const subcommands: Subcommand[] = [
  create,
  update,
  resolve,
  list,
  show,
  timeline,
  postmortem,
  severity,
  commander,
  ack,
  page,
  note,
  action,
  actionDone,
  reopen,
  retry,
  dismiss,
];

/** An incident from its first minute on. What it does is shown by the incident itself, which lives as long as it is open. */
export const incident: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'incident',
    summary: 'Open an incident, tell of it, resolve it',
    who: 'everybody in the company file; updates and resolutions by the policy',
    example: '/incident create "Checkout failing" --severity sev1',
    arguments: [
      { name: 'what', kind: 'choice', choices: subcommands.map(({ name }) => name) },
      { name: 'text', kind: 'words', optional: true },
    ],
    options: [
      { name: 'severity', kind: 'text', summary: 'sev1, sev2 or sev3' },
      { name: 'service', kind: 'text', summary: 'which service; else the one that the title’s words point to' },
      { name: 'alerts', kind: 'text', summary: 'which alerts it is about: what the button of their message says' },
      { name: 'private', kind: 'flag', summary: 'known to its channel alone; nothing is posted elsewhere' },
      { name: 'status', kind: 'text', summary: 'investigating, identified or monitoring; else read from the words' },
      { name: 'internal', kind: 'flag', summary: 'keep it off the status page' },
      { name: 'owner', kind: 'text', summary: 'whose action it is; else yours' },
      { name: 'due', kind: 'text', summary: 'tomorrow, friday, 3d or 2026-03-12' },
      { name: 'plot', kind: 'flag', summary: 'the timeline as a picture too' },
      { name: 'id', kind: 'text', summary: 'which incident; not needed in its own channel' },
    ],
    uses: subcommands.map(({ name, usage, summary }) => ({ line: `/incident ${name} ${usage}`.trim(), summary })),
    changes: false,
  },
  actions: ['incident-update', 'incident-resolve'],
  changesRows: ({ what }) => subcommandOf(what).changes,
  run: (asked, tools) => run(subcommandOf(asked.request.args['what']), asked, tools),
};

function subcommandOf(what: unknown): Subcommand {
  const found = subcommands.find(({ name }) => name === what);
  if (!found) throw new Error(`The parser lets no /incident ${String(what)} through.`);
  return found;
}

/** What one of them takes is not what another does: a word too many is told, not dropped. */
async function run(subcommand: Subcommand, asked: Asked, tools: DirectTools): Promise<DirectAnswer> {
  const { name, options, text, textOptional, usage } = subcommand;
  const { args } = asked.request;
  const stray = incident.spec.options.find(
    (option) => args[option.name] !== undefined && !options.includes(option.name),
  );
  const problem = stray
    ? `/incident ${name} takes no --${stray.name}.`
    : args['text'] === undefined && text && !textOptional
      ? `The ${text} is missing.`
      : args['text'] !== undefined && !text
        ? `/incident ${name} takes no text.`
        : undefined;
  if (!problem) return subcommand.run(asked, tools);
  return {
    view: noticeView(
      'bad',
      [problem],
      [['Usage: ', { code: `/incident ${name} ${usage}`.trim() }], ['Nothing was changed.']],
    ),
    outcome: { result: 'invalid', reasonCode: 'not_understood', message: problem },
  };
}
