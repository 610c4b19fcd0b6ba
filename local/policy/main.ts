import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { seconds } from '../../src/config/duration';
import { readSettings } from '../../src/config/env';
import { loadCompany } from '../../src/config/load-company';
import { didYouMean } from '../../src/config/nearest-word';
import { type Company } from '../../src/model/company';
import { type PlanState } from '../../src/model/plan';
import { policyWarnings } from './check';
import { decide } from './decide';
import { explain } from './explain';
import { explainEmergency } from './explain-emergency';
import { pastEntries } from '../past-entries';
import { runPolicyTests } from './policy-tests';
import { replay } from './replay';
import { replayMarkdown, replayText } from './replay-text';
import { statedPlans } from './stated-plan';
import { asMarkdown, asText, matrix } from './table';
import { withSections } from './with-sections';

const usage = `usage: npm run policy -- check
       npm run policy -- explain "/deploy order-service v2.4.1 production" --as alice [--current replicas=5] [--desired ref=main]
       npm run policy -- table [--markdown]
       npm run policy -- test
       npm run policy -- replay --last 30d --with new-policy.yaml [--log export.jsonl] [--markdown]
  Reads the company file (COUNTERSIGN_CONFIG, default countersign.yaml) and, for test, policy.tests.yaml beside it. Asks no vendor.
  check    everything wrong with the file, and rules that never decide or that nobody could satisfy
  explain  the verdict on a line, the rule by name and line, who may approve and why others may not
  table    the approval matrix by action and environment
  test     what policy.tests.yaml expects
  replay   the plans in the audit log (AUDIT_STORAGE, or an export) under another policy: a company file, or one with some of its
           sections. --markdown for a comment on a pull request
Exit code 0: fine (warnings too), 1: the file is wrong, the request would be denied, or a test fails, 2: not understood.`;

const { values, positionals } = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        current: { type: 'string', multiple: true },
        desired: { type: 'string', multiple: true },
        markdown: { type: 'boolean' },
        last: { type: 'string' },
        with: { type: 'string' },
        log: { type: 'string' },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
})();

const [verb, ...words] = positionals;
const verbs: Record<string, (company: Company, path: string) => number | Promise<number>> = {
  check: (company) => {
    const warnings = policyWarnings(company);
    for (const warning of warnings) console.log(`warning: ${warning}`);
    console.log(`valid: ${company.rules.length} rules, ${warnings.length} warnings`);
    return 0;
  },
  explain: explainLine,
  table: (company) => {
    console.log((values.markdown ? asMarkdown : asText)(matrix(company)));
    return 0;
  },
  test,
  replay: replayPast,
};

const run = Object.hasOwn(verbs, verb ?? '') ? verbs[verb ?? ''] : undefined;
if (!run || (verb !== 'explain' && words.length > 0)) fail(usage);
const { configPath, variables } = readSettings();
process.exitCode = await Promise.resolve(run(companyIn(read(configPath)), configPath));

function companyIn(text: string): Company {
  try {
    return loadCompany(text, variables);
  } catch (error) {
    return fail((error as Error).message, 1);
  }
}

function explainLine(company: Company): number {
  const [line, ...others] = words;
  if (!line || others.length > 0 || !values.as) return fail(`explain takes one line in quotes and --as.\n${usage}`);
  const ids = company.people.map(({ id }) => id);
  const asked = values.as.replace(/^@/, '');
  const person = company.people.find(({ id }) => id === asked);
  if (!person) return fail(`Nobody is called ${asked}${didYouMean(asked, ids)}; there are ${ids.join(', ')}.`);
  const plans = statedPlans(line, company, { current: facts(values.current), desired: facts(values.desired) });
  if (typeof plans === 'string') return fail(plans);
  const emergency = explainEmergency(line, plans, person, company);
  const told = [...(emergency?.lines ?? []), ...explain(plans, person, company)];
  console.log([`${line}, asked by @${person.id}`, '', ...told].join('\n'));
  if (emergency) return emergency.refused ? 1 : 0;
  return decide(plans, person.id, company).every(({ verdict }) => verdict.kind === 'denied') ? 1 : 0;
}

function test(company: Company, path: string): number {
  const results = testsOf(read(join(dirname(path), 'policy.tests.yaml')), company);
  for (const { name, line, problems } of results) {
    console.log(`${problems.length > 0 ? '✗' : '✓'} ${name}${problems.length > 0 ? ` (line ${line})` : ''}`);
    for (const problem of problems) console.log(`    ${problem}`);
  }
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  const decided = new Set(results.map(({ rule }) => rule));
  const idle = company.rules.filter(({ name }) => !decided.has(name)).map(({ name }) => `"${name}"`);
  if (idle.length > 0) console.log(`no test is decided by ${idle.join(', ')}`);
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function replayPast(today: Company, path: string): Promise<number> {
  if (!values.last || !values.with) return fail(`replay takes --last and --with.\n${usage}`);
  const length = span(values.last);
  const other = companyIn(withSections(read(path), read(values.with)));
  const to = new Date();
  const range = { from: new Date(to.getTime() - length * 1_000).toISOString(), to: to.toISOString() };
  try {
    const replayed = await replay(pastEntries(range, values.log), today, other);
    const inWords = `of the last ${values.last}`;
    console.log((values.markdown ? replayMarkdown : replayText)(replayed, inWords));
    return 0;
  } catch (error) {
    return fail((error as Error).message);
  }
}

function span(text: string): number {
  try {
    return seconds(text);
  } catch (error) {
    return fail(`--last: ${(error as Error).message}`);
  }
}

function testsOf(text: string, company: Company) {
  try {
    return runPolicyTests(text, company);
  } catch (error) {
    return fail((error as Error).message);
  }
}

function facts(pairs: string[] | undefined): PlanState | undefined {
  if (!pairs) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) return fail(`"${pair}" is not of the form replicas=5.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return fail(`${path} cannot be read: ${(error as Error).message}`);
  }
}

function fail(message: string, code = 2): never {
  console.error(message);
  process.exit(code);
}
