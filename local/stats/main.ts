import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSettings } from '../../src/config/env';
import { loadCompany } from '../../src/config/load-company';
import { type AuditEntry } from '../../src/model/audit-entry';
import { figureTexts } from '../../src/stats/figure-texts';
import { servicesOf } from '../../src/stats/services-of';
import { figuresOf } from '../../src/stats/figures-of';
import { pastEntries } from '../past-entries';
import { statsPage } from './stats-page';

const usage = `usage: npm run stats -- [--last 30d] [--service order-service | --team order-team] [--log export.jsonl] [--html page.html]
  Figures from the audit log (AUDIT_STORAGE, or an export), as /stats tells them. --html writes a page that needs nothing beside it.`;

try {
  const { values } = parseArgs({
    options: {
      last: { type: 'string', default: '30d' },
      service: { type: 'string' },
      team: { type: 'string' },
      log: { type: 'string' },
      html: { type: 'string' },
    },
  });
  await run(values);
} catch (error) {
  console.error(`${(error as Error).message}\n${usage}`);
  process.exitCode = 2;
}

interface Given {
  last: string;
  service?: string;
  team?: string;
  log?: string;
  html?: string;
}

async function run(given: Given): Promise<void> {
  const days = Number(/^([1-9]\d{0,2})d$/.exec(given.last)?.[1]);
  if (!days) throw new Error(`--last is a number of days such as 30d, not ${given.last}.`);
  const { configPath, variables } = readSettings();
  const company = loadCompany(readFileSync(configPath, 'utf8'), variables);
  const about = servicesOf(given, company);
  if (typeof about === 'string') throw new Error(about);
  const to = new Date();
  const span = { from: new Date(to.getTime() - days * 86_400_000), to };
  const entries: AuditEntry[] = [];
  const range = { from: span.from.toISOString(), to: to.toISOString() };
  for await (const entry of pastEntries(range, given.log)) {
    if (about.has(entry.service)) entries.push(entry);
  }
  const figures = figuresOf(entries, span, company);
  const title = `${company.name}: ${about.name}, the last ${days} days`;
  if (given.html) {
    writeFileSync(given.html, await statsPage(title, figures, days));
    console.log(`written to ${given.html}`);
    return;
  }
  console.log(
    [title, ...figureTexts(figures, days).map(({ label, text }) => `  ${label.padEnd(26)} ${text}`)].join('\n'),
  );
}
