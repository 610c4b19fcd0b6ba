import { type AuditQuery } from '../../audit/audit-index';
import { type CommandArguments } from '../../model/command-spec';
import { type Company } from '../../model/company';
import { nearestNames } from '../../model/nearest-names';
import { type Result } from '../../model/outcome';

/** What was asked for, or why that is not clear. */
export type Question = { query: Omit<AuditQuery, 'visible' | 'without' | 'most'> } | { problem: string };

const RESULTS: Record<Result, true> = {
  success: true,
  failure: true,
  rejected: true,
  expired: true,
  cancelled: true,
  denied: true,
  invalid: true,
};

/** How far back one looks where nothing narrows the question, days. */
const USUAL_DAYS = 90;
const MOST_DAYS = 3_660;
const DAY_MS = 86_400_000;

/** Reads the options of /audit. Names that the company file no longer has are asked for all the same: entries outlive it. */
export async function readQuestion(args: CommandArguments, company: Company, now: Date): Promise<Question> {
  const given = (name: string) => (args[name] === undefined ? undefined : String(args[name]).trim());
  const result = given('result')?.toLowerCase();
  if (result !== undefined && !(result in RESULTS)) {
    const names = Object.keys(RESULTS);
    const [near] = nearestNames(result, names, 1);
    return { problem: `--result is one of ${names.join(', ')}${near ? `: did you mean --result ${near}?` : '.'}` };
  }
  const environments = environmentsOf(args, company);
  if (environments?.length === 0) return { problem: 'The company file names no production environment.' };
  const user = given('user');
  const service = given('service');
  const narrow = user !== undefined || service !== undefined || environments?.length === 1;
  // The calendar is loaded when it is first asked for.
  const { timeWindow } = await import('../../parser/time-window');
  const last = given('last');
  const window = last === undefined ? undefined : timeWindow(last, now, MOST_DAYS);
  if (window && 'problem' in window) return { problem: window.problem };
  const usual = {
    from: narrow ? new Date(0) : new Date(now.getTime() - USUAL_DAYS * DAY_MS),
    to: new Date(now.getTime() + DAY_MS),
  };
  return {
    query: {
      ...(window ?? usual),
      user: user === undefined ? undefined : userOf(user, company),
      service,
      environments,
      incident: given('incident'),
      result,
      action: given('action')?.replace(/^\//, '').toLowerCase(),
      words: (given('words') ?? '').split(/\s+/).filter(Boolean),
    },
  };
}

function environmentsOf(args: CommandArguments, company: Company): string[] | undefined {
  const named = args['env'] ?? args['environment'];
  if (named !== undefined) return [String(named).trim()];
  if (args['production'] !== true) return undefined;
  return company.environments.filter(({ production }) => production).map(({ id }) => id);
}

/** `@alice`, `alice`, a mention, or the account of somebody whom the file does not know. */
function userOf(text: string, { people }: Company): string {
  const account = /^<@([^>|]+)(?:\|[^>]*)?>$/.exec(text)?.[1] ?? text;
  const name = account.replace(/^@/, '');
  const person = people.find(
    ({ id, accounts, ...known }) =>
      id === name.toLowerCase() || known.name === name || Object.values(accounts).includes(account),
  );
  if (person) return `@${person.id}`;
  return text.startsWith('@') ? text : account === text && /^[a-z][a-z0-9._-]*$/.test(text) ? `@${text}` : account;
}
