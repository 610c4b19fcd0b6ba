import { type AuditPage } from '../audit/audit-index';
import { type AuditSummary } from '../audit/index-rows';
import { type CommandArguments } from '../model/command-spec';
import { nearestNames } from '../model/nearest-names';
import { type View, type ViewAction } from '../model/view';
import { noticeView } from '../views/notice-view';
import { entryLine } from './audit/entry-line';
import { readQuestion } from './audit/read-question';
import { storyView } from './audit/story-view';
import { visibleTo } from './audit/visible-to';
import { type Asked, type Command, type DirectAnswer, type DirectCommand, type DirectTools } from './command';
import { refused } from './refused';

/** Entries of one answer: what a message holds in both chats. */
const PAGE = 6;

/** `others` are the commands whose entries there may be; those that only read are shown when one asks for them. */
export function audit(others: Command[]): DirectCommand {
  const readings = [...others.filter(onlyReads).map(({ spec }) => spec.name), 'help', 'audit'];
  return {
    kind: 'direct',
    spec: {
      name: 'audit',
      summary: 'Show who did what when, to you alone, or everything about one command',
      example: '/audit --service order-service --last 7d',
      arguments: [{ name: 'words', kind: 'words', optional: true }],
      options: [
        { name: 'user', kind: 'text', summary: 'who asked or voted: @alice' },
        { name: 'service', kind: 'text', summary: 'only this service' },
        { name: 'env', kind: 'text', summary: 'only this environment' },
        { name: 'environment', kind: 'text', summary: 'the same' },
        { name: 'production', kind: 'flag', summary: 'only environments that are production' },
        { name: 'last', kind: 'text', summary: '1h, 7d, 90d or 2026-03-04T15:00..16:00, in UTC' },
        { name: 'result', kind: 'text', summary: 'success, failure, rejected, expired, cancelled, denied or invalid' },
        { name: 'action', kind: 'text', summary: 'only this command; also those that only read, such as logs' },
        { name: 'incident', kind: 'text', summary: 'only what belongs to this incident' },
        { name: 'page', kind: 'text', summary: 'where the page before ended; the buttons give it' },
      ],
      changes: false,
    },
    changesRows: false,

    async run(asked, tools) {
      const { args } = asked.request;
      const [verb, id, ...more] = String(args['words'] ?? '')
        .trim()
        .split(/\s+/);
      if (verb === 'show' && more.length === 0) return show(id, asked, tools);
      const question = await readQuestion(args, tools.company, asked.now);
      if ('problem' in question) return refused('invalid', 'not_understood', question.problem);
      const [page = NEWEST] = String(args['page'] ?? NEWEST).split('~');
      if (page !== NEWEST && !MARK.test(page)) {
        return refused('invalid', 'not_understood', `--page ${page} is no page: use the buttons, or leave it out.`);
      }
      const query = {
        ...question.query,
        after: page === NEWEST ? undefined : page,
        without: question.query.action === undefined ? readings : [],
        visible: visibleTo(tools.company, asked.person),
        most: PAGE,
      };
      const found = await tools.auditIndex.find(query);
      return { view: await pageView(found, query, asked, tools), inPlace: true };
    },
  };
}

async function pageView(
  { entries, next, tired }: AuditPage,
  { user, from, to }: { user?: string; from: Date; to: Date },
  { request, now }: Asked,
  tools: DirectTools,
): Promise<View> {
  const { args, instanceId } = request;
  const links = await Promise.all(entries.map((entry) => linkOf(entry, tools)));
  // A press on the same button of another answer is another question: the nonce tells them apart.
  const turn = (label: string, page: string): ViewAction => ({
    kind: 'run',
    label,
    line: lineOf(args, `${page}~${instanceId.slice(0, 8)}`),
  });
  const nearUsers = user && entries.length === 0 ? nearestNames(user.replace(/^@/, ''), peopleIds(tools), 1) : [];
  const until = to.getTime() > now.getTime() ? [] : [' to ', { time: to.toISOString() }];
  return {
    kind: 'notice',
    tone: 'neutral',
    icon: '🗂️',
    headline: [headline(args)],
    lines: [
      ...(from.getTime() > 0
        ? [['Since ', { time: from.toISOString() }, ...until, ', newest first.']]
        : [['Newest first.']]),
      ...(entries.length === 0 ? [[tired ? 'Nothing found so far.' : 'Nothing found.']] : []),
      ...nearUsers.map((name) => [`Did you mean --user @${name}?`]),
    ],
    lists: entries.length
      ? [{ title: '', items: entries.map((entry, index) => entryLine(entry, links[index], tools)) }]
      : [],
    actions: [
      ...(next ? [turn(tired ? 'Look further back' : 'Older', next)] : []),
      ...(args['page'] === undefined ? [] : [turn('Newest', NEWEST)]),
    ],
    footer: [[{ code: '/audit show <number>' }, ' tells the whole story of one.']],
  };
}

const NEWEST = 'newest';
const MARK = /^[a-z0-9]{1,9}\.[a-z0-9]{1,30}\.[a-z0-9]{1,8}$/;

function onlyReads(command: Command): boolean {
  return command.kind === 'answers' || (command.kind === 'direct' && !command.changesRows);
}

function headline(args: CommandArguments): string {
  const asked = Object.entries(args).filter(([name, value]) => value !== undefined && name !== 'page');
  const said = asked.map(([name, value]) =>
    name === 'words' ? `“${String(value)}”` : `${name}${value === true ? '' : ` ${String(value)}`}`,
  );
  return said.length ? `Audit: ${said.join(', ')}` : 'Audit';
}

/** The same question, from elsewhere on. */
function lineOf(args: CommandArguments, mark: string): string {
  const options = Object.entries(args).filter(
    ([name, value]) => value !== undefined && name !== 'page' && name !== 'words',
  );
  return [
    '/audit',
    ...(args['words'] === undefined ? [] : String(args['words']).split(/\s+/).map(quoted)),
    ...options.map(([name, value]) => (value === true ? `--${name}` : `--${name}=${quoted(String(value))}`)),
    `--page=${mark}`,
  ].join(' ');
}

function quoted(text: string): string {
  return /^[\w.@/-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

async function linkOf({ instance_id }: AuditSummary, tools: DirectTools): Promise<string | undefined> {
  const messages = await tools.messages.of(instance_id).catch(() => []);
  const newest = messages.at(-1)?.message;
  return newest && tools.permalink(newest);
}

async function show(id: string | undefined, { person }: Asked, tools: DirectTools): Promise<DirectAnswer> {
  const unknown = () =>
    refused(
      'invalid',
      'target_not_found',
      `There is no entry ${id ?? ''} that you may see. /audit lists them with their numbers.`,
    );
  if (id === undefined) {
    return refused('invalid', 'not_understood', 'Show which? Give the number of an entry: /audit show 42');
  }
  const instance = await instanceOf(id, tools);
  const story = instance === undefined ? [] : await tools.auditIndex.story(instance);
  if (!story.some(visibleTo(tools.company, person))) return unknown();
  const read = await Promise.all(story.map((entry) => tools.audit.read(entry.id, entry.day)));
  const entries = read.filter((entry) => typeof entry === 'object');
  if (entries.length < story.length) {
    const what = read.includes('altered')
      ? 'an entry does not have the hash that it was written with'
      : 'an entry is gone';
    return {
      view: noticeView(
        'bad',
        [`The chain is broken: ${what}.`],
        [[{ code: 'npm run audit -- verify' }, ' says where.']],
      ),
    };
  }
  const [link] = await Promise.all(story.slice(0, 1).map((entry) => linkOf(entry, tools)));
  return { view: storyView(entries, link, tools) };
}

/** By an entry's number or id, or by the instance that a log line named. */
async function instanceOf(id: string, { auditIndex }: DirectTools): Promise<string | undefined> {
  if (/^[a-z2-7]{52}$/.test(id)) return id;
  const [, chain = 'main', digits] = /^#?(?:(main\d{0,2})-)?(\d{1,12})$/.exec(id) ?? [];
  return digits === undefined
    ? undefined
    : (await auditIndex.entry(`${chain}-${digits.padStart(12, '0')}`))?.instance_id;
}

function peopleIds({ company }: DirectTools): string[] {
  return company.people.map(({ id }) => id);
}
