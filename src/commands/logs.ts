import { type LogQuery } from '../connectors/log-source';
import { type Attachment, CODE_SHOWN } from '../model/attachment';
import { type CommandArguments } from '../model/command-spec';
import { type LogAnswer, type LogLevel, logLevels } from '../model/log-answer';
import { type Inline, type View } from '../model/view';
import { type DirectCommand } from './command';
import { logSteps } from './by-hand/log-steps';
import { refused } from './refused';
import { serviceOf } from './service-of';

/** Lines when nobody says how many; more than people read in a chat is at the link. */
const USUAL_LIMIT = 50;
const MOST = 500;

export const logs: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'logs',
    summary: 'Show the newest log lines of a service, to you alone unless shared',
    example: '/logs order-service --last 1h',
    arguments: [
      { name: 'service', kind: 'service' },
      { name: 'environment', kind: 'environment', optional: true },
    ],
    options: [
      { name: 'last', kind: 'text', summary: '15m, 1h (default), 2d or 2026-03-04T15:00..16:00, in UTC' },
      { name: 'grep', kind: 'text', summary: 'only lines that contain this' },
      { name: 'level', kind: 'text', summary: `only this level and graver ones: ${logLevels.join(', ')}` },
      { name: 'limit', kind: 'text', summary: `how many lines, 1 to ${MOST}; ${USUAL_LIMIT} when not given` },
      { name: 'share', kind: 'flag', summary: 'show it to everybody here' },
    ],
    changes: false,
  },
  changesRows: false,

  byHand: logSteps,

  async run({ request: { args }, now }, tools) {
    const service = serviceOf(String(args['service']), tools);
    const environment = String(args['environment'] ?? usualEnvironment(tools));
    if (!service.logs)
      return refused('invalid', 'target_not_found', `The company file names no logs of ${service.id}.`);
    // The calendar is loaded when it is first asked for, and not before each acknowledgement.
    const { timeWindow } = await import('../parser/time-window');
    const window = timeWindow(String(args['last'] ?? '1h'), now);
    if ('problem' in window) return refused('invalid', 'not_understood', window.problem);
    const level = levelOf(args['level']);
    if (level === null) {
      return refused('invalid', 'not_understood', `--level is one of ${logLevels.join(', ')}: --level error`);
    }
    const limit = limitOf(args['limit']);
    if (limit === null)
      return refused('invalid', 'not_understood', `--limit is a number from 1 to ${MOST}: --limit 100`);
    const text = args['grep'] === undefined ? undefined : String(args['grep']);
    const query: LogQuery = { logs: service.logs, service: service.id, environment, ...window, text, level, limit };
    const answer = await (await tools.connectors.logs(service.logs.source)).query(query);
    return { view: logsView(query, answer), file: await fileOf(query, answer), shared: args['share'] === true };
  },
};

/** The last production environment of the company file, where questions are most urgent. */
function usualEnvironment({ company }: Parameters<typeof serviceOf>[1]): string {
  const { environments } = company;
  return (environments.findLast(({ production }) => production) ?? environments.at(-1))?.id ?? 'production';
}

type Argument = CommandArguments[string];

function levelOf(given: Argument): LogLevel | undefined | null {
  if (given === undefined) return undefined;
  return logLevels.find((level) => level === String(given).toLowerCase()) ?? null;
}

function limitOf(given: Argument): number | null {
  if (given === undefined) return USUAL_LIMIT;
  const limit = /^\d{1,4}$/.test(String(given)) ? Number(given) : 0;
  return limit >= 1 && limit <= MOST ? limit : null;
}

function logsView({ service, environment, from, to, text, level, limit }: LogQuery, answer: LogAnswer): View {
  const { lines, cut, histogram, link } = answer;
  const grave = lines.some((line) => line.level === 'error' || line.level === 'fatal');
  const narrowed = [level && `${level} and graver`, text && `containing “${text}”`].filter(Boolean).join(', ');
  const span: Inline[] = [{ time: from.toISOString() }, ' to ', { time: to.toISOString() }];
  return {
    kind: 'logs',
    tone: grave ? 'bad' : 'neutral',
    icon: '📜',
    headline: [`Logs of ${service} in ${environment}`],
    lines: [
      [...span, narrowed ? `, ${narrowed}` : ''],
      ...(lines.length === 0 ? [['No line in this time.']] : []),
      ...('problem' in histogram ? [[`⚠️ ${histogram.problem}`]] : []),
    ],
    ...('counts' in histogram && { chart: { title: 'Lines over time', points: histogram.counts } }),
    ...(lines.length > 0 && {
      code: {
        title: cut ? `The newest ${limit} lines, newest last` : `${lines.length} lines, newest last`,
        text: lines.map(asText).join('\n'),
      },
    }),
    links: link ? [{ text: 'All of it', url: link }] : [],
  };
}

/** The lines as they were asked for, where a message shows only the newest of them. */
async function fileOf(query: LogQuery, { lines }: LogAnswer): Promise<Attachment | undefined> {
  const { service, environment } = query;
  const text = lines.map(({ at, level, text }) => `${at} ${(level ?? '').toUpperCase().padEnd(5)} ${text}`).join('\n');
  if (text.length <= CODE_SHOWN) return undefined;
  const what = `${service} in ${environment}`;
  return {
    name: `${service}-${environment}.log`,
    title: `Logs of ${what}, ${lines.length} lines`,
    type: 'text/plain',
    content: `${text}\n`,
    line: await lineOf(query),
  };
}

/** What asks for the same lines again, whenever. */
async function lineOf({ service, environment, from, to, text, level, limit }: LogQuery): Promise<string> {
  const { textWord, writeLine } = await import('../parser/write-line');
  const options = { last: `${from.toISOString()}..${to.toISOString()}`, grep: text, level, limit: String(limit) };
  return writeLine('logs', [
    textWord(service),
    textWord(environment),
    ...Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [{ kind: 'option' as const, flag: `--${name}`, value, quoted: false }],
    ),
  ]);
}

function asText({ at, level, text }: LogAnswer['lines'][number]): string {
  return `${at.slice(11, 23)} ${(level ?? '').toUpperCase().padEnd(5)} ${text}`;
}
