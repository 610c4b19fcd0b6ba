import { DurableClient } from '../../durable-client';
import { readable } from '../../demo/audience';
import { type WiredCompany } from './wired-company';

/** How long people wait, and how much longer it is looked at after that: late is another fault than never. Seconds. */
const PATIENCE = 120;
const LONGER = 120;
/** Characters of each thing that is quoted. */
const QUOTED = 160;

/** When something began, and the channels in which it is told. */
export interface Scope {
  /** ISO 8601. */
  at: string;
  /** The same in the channels' time. */
  since: string;
  channels: () => (string | undefined)[];
}

/** Waits for what must be seen. Throws when it never is, or late, with how everything stood when it was given up. */
export async function see(
  company: WiredCompany,
  what: string,
  sign: () => boolean | Promise<boolean>,
  scope: Scope,
): Promise<void> {
  const { audience } = company;
  const began = Date.now();
  if (await audience.until(sign, PATIENCE)) return;
  const stood = await howItStands(company, scope);
  const came = await audience.until(sign, LONGER);
  const seconds = ((Date.now() - began) / 1_000).toFixed(0);
  const then = came ? `but after ${seconds} s` : `nor within ${seconds} s`;
  throw new Error(`Nobody saw ${what} within ${PATIENCE} s, ${then}. When it was given up: ${stood}`);
}

/** Waits for the outcome of a line: people see what it did before it is recorded. */
export function seeOutcome(company: WiredCompany, line: string, scope: Scope): Promise<void> {
  const isRecorded = async () =>
    (await company.audience.entries()).some(
      ({ kind, command, timestamp }) => kind === 'outcome' && command === line && timestamp >= scope.at,
    );
  return see(company, `the outcome of ${line}`, isRecorded, scope);
}

/** What goes on, what is recorded, what the channels say and what the host said last. */
async function howItStands(company: WiredCompany, { at, since, channels }: Scope): Promise<string> {
  const { audience, stack } = company;
  const client = new DurableClient(stack.host().url, stack.functionKey);
  const instances = await client.since(new Date(at), 1_000).then(
    ({ found }) =>
      found
        .filter(({ name }) => name !== 'alarm')
        .map(({ name, instanceId, runtimeStatus, customStatus }) =>
          [name, instanceId, runtimeStatus, JSON.stringify(customStatus)].join(' '),
        ),
    (error: Error) => [error.message],
  );
  const entries = (await audience.entries())
    .filter(({ timestamp }) => timestamp >= at)
    .map(({ kind, command, result }) => `${kind} ${command} ${result}`);
  const said = channels().flatMap((channel) =>
    channel === undefined
      ? []
      : stack.slack.workspace
          .messages(channel, { since })
          .map((message) => `${channel}${message.deleted ? ' (deleted)' : ''}: ${readable(message)}`),
  );
  const parts = { instances, entries, said, host: company.lastLines() };
  return Object.entries(parts)
    .map(([name, all]) => `${name}: ${all.map(quoted).join(' ¦ ') || 'nothing'}`)
    .join('; ');
}

function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
}
