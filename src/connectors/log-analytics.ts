import { type LogLinks, type ServiceLogs } from '../model/company';
import { fillIn } from '../model/fill-in';
import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { excerpt } from './http/excerpt';
import { jsonOf } from './json-of';
import { kqlCounts, kqlLines, levelNumbers } from './log-analytics/kql';
import { portalLink } from './log-analytics/portal-link';
import { type LogSource } from './log-source';
import { stepsOf } from './logs/steps';
import { toLines } from './logs/to-lines';
import { histogramOf, withHistogram } from './logs/with-histogram';
import { refusal } from './refusal';
import { VendorError } from './vendor-error';

export interface LogAnalyticsSettings {
  /** Without `/v1`. */
  url: string;
  /** The workspace's ID, a GUID. */
  workspace: string;
  /** A bearer token for a scope; asked for each query, so that one that runs out is renewed. */
  token: (scope: string) => Promise<string>;
  link?: LogLinks['logAnalytics'];
}

/** https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format */
interface Table {
  name: string;
  columns: { name: string }[];
  rows: (string | number | null)[][];
}
interface Reply {
  tables?: unknown;
  /** Of a part of the data that could not be searched; there are rows all the same. */
  error?: { code: string; message: string };
}

const vendor = 'Log Analytics';

/**
 * Azure Log Analytics' query API. Queries go by POST and change nothing, so they are repeated like a GET.
 * @throws VendorError when the address is unsafe
 */
export function createLogAnalytics(settings: LogAnalyticsSettings, http = createHttp(vendor)): LogSource {
  const { url, workspace, link } = settings;
  const { origin } = checkUrl(vendor, url);

  async function token(what: string): Promise<string> {
    try {
      return await settings.token(`${origin}/.default`);
    } catch (cause) {
      const said = excerpt((cause as Error).message);
      const message = `${vendor}: could not ${what}: there is no token (${said}). Give the app a managed identity with the role Log Analytics Reader on the workspace.`;
      throw new VendorError(message, vendor, true, { cause });
    }
  }

  /** Rows as objects. */
  async function ask(what: string, query: string, from: Date, to: Date, signal?: AbortSignal) {
    const address = `${url.replace(/\/+$/, '')}/v1/workspaces/${encodeURIComponent(workspace)}/query`;
    const headers = { authorization: `Bearer ${await token(what)}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ query, timespan: `${from.toISOString()}/${to.toISOString()}` });
    const answer = await http.send(address, { what, method: 'POST', headers, body, repeatable: true, signal });
    const { status, text } = answer;
    if (status >= 300) throw refusal(vendor, what, { status, text: innermost(text) }, adviceFor(status));
    const { tables, error } = jsonOf<Reply | null>(vendor, what, answer) ?? {};
    const found = Array.isArray(tables) ? tables.filter(isTable) : [];
    const table = found.find(({ name }) => name === 'PrimaryResult') ?? found[0];
    if (!table) throw unlike(what, 'JSON without a table');
    const names = table.columns.map(({ name }) => name);
    const rows = table.rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
    return { rows, partial: error !== undefined };
  }

  return {
    name: 'log-analytics',
    async query({ logs, service, environment, from, to, text, level, limit }, signal) {
      if (logs.source !== 'log-analytics') throw new TypeError(`${service} has its logs in ${logs.source}`);
      const table = filledIn(logs, service, environment);
      const selection = { from, to, text, level };
      const target = `the logs of ${service} in ${environment}`;
      const steps = stepsOf(from, to);
      // One more than is shown tells whether there are more.
      const query = kqlLines(table, selection, limit + 1);
      const [{ rows, partial }, histogram] = await withHistogram(
        (either) => ask(`read ${target}`, query, from, to, either),
        async (either) => {
          const counted = await ask(`count ${target}`, kqlCounts(table, selection, steps), from, to, either);
          const counts = counted.rows.map(({ at, lines }): [number, number] => {
            const time = timeOf(at);
            if (!time || typeof lines !== 'number') {
              throw unlike(`count ${target}`, 'a count that is no time and number');
            }
            return [time.getTime() / 1000, lines];
          });
          return histogramOf(steps, counts);
        },
        signal,
      );
      const entries = rows.map(({ at: written, level: word, message }) => {
        const at = timeOf(written);
        if (!at) throw unlike(`read ${target}`, 'a row without a time');
        return { at, level: levelWord(word), raw: String(message ?? '') };
      });
      const lines = toLines(entries.reverse());
      return {
        lines: lines.slice(-limit),
        cut: partial || lines.length > limit,
        histogram,
        link: link && portalLink(link.workspace, query, from, to),
      };
    },
  };
}

type LogTable = Extract<ServiceLogs, { source: 'log-analytics' }>;

function filledIn(logs: LogTable, service: string, environment: string): LogTable {
  const values = Object.entries(logs.selector).map(([name, value]) => [name, fillIn(value, { service, environment })]);
  return { ...logs, selector: Object.fromEntries(values) as Record<string, string> };
}

function isTable(found: unknown): found is Table {
  const { columns, rows } = (found ?? {}) as Partial<Record<keyof Table, unknown>>;
  return (
    Array.isArray(columns) &&
    columns.every((column: { name?: unknown } | null) => typeof column?.name === 'string') &&
    Array.isArray(rows) &&
    rows.every(Array.isArray)
  );
}

function timeOf(written: string | number | null | undefined): Date | undefined {
  const time = new Date(typeof written === 'string' ? written : NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function unlike(what: string, found: string): VendorError {
  const message = `${vendor}: could not ${what}: it answered with ${found}. Check LOG_ANALYTICS_URL.`;
  return new VendorError(message, vendor, false);
}

function levelWord(written: string | number | null | undefined): string {
  const word = String(written ?? '');
  return /^[0-4]$/.test(word) ? levelNumbers[Number(word)]! : word;
}

interface ApiError {
  code?: string;
  message?: string;
  innererror?: ApiError;
}

/** Of errors within errors the last one says what is wrong: https://learn.microsoft.com/azure/azure-monitor/logs/api/errors */
function innermost(text: string): string {
  try {
    let error = (JSON.parse(text) as { error?: ApiError }).error;
    while (error?.innererror) error = error.innererror;
    return error?.message ? `${error.code}: ${error.message}` : text;
  } catch {
    return text;
  }
}

function adviceFor(status: number): string {
  if (status === 400) return 'Correct the table and its columns in the company file.';
  if (status === 401) return 'Renew LOG_ANALYTICS_TOKEN, or leave it out for the managed identity.';
  if (status === 403)
    return 'The identity needs the role Log Analytics Reader on the workspace; a token may have run out.';
  if (status === 404) return 'Check LOG_ANALYTICS_WORKSPACE and LOG_ANALYTICS_URL.';
  if (status === 429) return 'Wait some seconds; the API takes 200 queries in 30 seconds.';
  return 'Try again, or ask for a shorter time.';
}
