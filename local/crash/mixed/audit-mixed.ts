import { type AuditEntry } from '../../../src/model/audit-entry';
import { isByHand } from '../../../src/model/lock-owner';
import { liveButtons, readable } from '../../demo/audience';
import { type WiredCompany } from '../product/wired-company';
import { type Asked } from './askers';
import { type Rows } from './rows';

/** What a message says while its command is under way (src/views/running-view.ts, planning-view.ts, incident-view.ts). */
const UNDER_WAY =
  /Starting on \S+…|Looking for it; nothing is started twice|Still following\.|Checking health…|\bQueued\.|\bRunning\.|Reading what runs now…|Waiting for its lock|being (?:told|made|paged)…/;
/** The answer to `/approvals` is a list as it was then, and no request's message. */
const LIST = /^\S+ \d+ requests? waits?/;
const DECIDES = ['approve', 'reject', 'confirm', 'cancel'];

/**
 * Gives how everything ended that was asked since, how many messages Teams has twice, and what must not be, whatever befell it.
 * A bot can look for no message of its own on Teams: one whose answer was lost is posted again, and nobody can change the first.
 */
export async function auditMixed(company: WiredCompany, rows: Rows, since: string, asked: Asked[]) {
  const entries = (await company.audience.entries()).filter(({ timestamp }) => timestamp >= since);
  const chain = await company.audience.verifyChain();
  const known = await rows.known();
  const teams = onTeams(company);
  const wrong = [
    ...(chain.intact ? [] : [`the chain is broken: ${JSON.stringify(chain.bad)}`]),
    ...outcomes(entries),
    ...acknowledged(entries, asked),
    ...dispatches(company, entries),
    ...scalings(company, entries),
    ...incidents(company),
    ...(await locks(rows)),
    ...onSlack(company).map(({ what }) => what),
    ...teams.filter(({ id }) => known.includes(id)).map(({ what }) => what),
    ...onDiscord(company).map(({ what }) => what),
  ];
  const ends = entries.filter(({ kind }) => kind === 'outcome');
  const results = ends.map(({ result, reason_code }) => `${result} (${reason_code})`);
  return { results, twice: new Set(teams.filter(({ id }) => !known.includes(id)).map(({ id }) => id)), wrong };
}

function outcomes(entries: AuditEntry[]): string[] {
  const wrong: string[] = [];
  for (const [instance, all] of groupBy(entries, ({ instance_id }) => instance_id)) {
    if (all.every(({ kind }) => kind === 'refusal' || kind === 'vote')) continue;
    const [ends, intents] = ['outcome', 'intent'].map((kind) => all.filter((entry) => entry.kind === kind).length);
    if (ends !== 1) wrong.push(`${all[0]!.command} (${instance}) has ${ends} outcomes`);
    if (intents! > 1) wrong.push(`${all[0]!.command} (${instance}) has ${intents} intents`);
  }
  return wrong;
}

/**
 * By person, platform and line, for every time that it was acknowledged there is an outcome, and no more than it was typed.
 * `/help` is answered with the acknowledgement and recorded behind it: a kill between the two loses the record of it alone.
 */
function acknowledged(entries: AuditEntry[], asked: Asked[]): string[] {
  const ends = groupBy(
    entries.filter(({ kind }) => kind === 'outcome'),
    ({ user, platform, command }) => `${user} on ${platform}: ${unquoted(command)}`,
  );
  const wrong: string[] = [];
  for (const [what, same] of groupBy(asked, ({ who, platform, line }) => `@${who} on ${platform}: ${unquoted(line)}`)) {
    const least = same.filter(({ acknowledged, line }) => acknowledged && !line.startsWith('/help')).length;
    const most = same.reduce((sum, { attempts }) => sum + attempts, 0);
    const ended = ends.get(what)?.length ?? 0;
    if (ended < least) wrong.push(`${what}: ${least} acknowledged, ${ended} recorded`);
    if (ended > most) wrong.push(`${what}: typed ${most} times, ${ended} recorded`);
  }
  return wrong;
}

/** Discord's fields have no quotes, and the line that they make has only those that it needs. */
function unquoted(line: string): string {
  return line.replaceAll('"', '');
}

function dispatches({ stack }: WiredCompany, entries: AuditEntry[]): string[] {
  const wrong: string[] = [];
  const made = stack.github.requests
    .list()
    .filter(({ method, path, status }) => method === 'POST' && path.endsWith('/dispatches') && status! < 300)
    .map(({ body }) => (body as { inputs: { correlation: string } }).inputs.correlation);
  const intents = entries.filter(({ kind, details }) => kind === 'intent' && details['correlation']);
  const announced = new Set(intents.map(({ details }) => details['correlation']));
  for (const [correlation, same] of groupBy(made, (one) => one)) {
    if (same.length > 1) wrong.push(`${correlation} was dispatched ${same.length} times`);
    if (!announced.has(correlation)) wrong.push(`${correlation} was dispatched without an intent`);
  }
  for (const { instance_id, command, details } of intents.filter(({ action }) => action !== 'scale')) {
    const end = entries.find((entry) => entry.instance_id === instance_id && entry.kind === 'outcome');
    if (end?.result === 'success' && !made.includes(String(details['correlation'])))
      wrong.push(`${command} (${instance_id}) succeeded without a dispatch`);
  }
  return wrong;
}

/** A scaling is sent for the state that was seen: the cluster itself refuses a second one, which is answered 409. */
function scalings({ stack }: WiredCompany, entries: AuditEntry[]): string[] {
  const made = stack.kubernetes.requests
    .list()
    .filter(({ method, query, status }) => method === 'PUT' && query['dryRun'] === undefined && status === 200).length;
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind && entry.action === 'scale');
  const least = of('outcome').filter(({ result, instance_id }) => {
    return result === 'success' && of('intent').some((intent) => intent.instance_id === instance_id);
  }).length;
  const most = of('intent').length;
  return made < least || made > most ? [`${made} scalings for ${most} intents and ${least} successes`] : [];
}

function incidents({ stack }: WiredCompany): string[] {
  const pages = stack.statuspage.state().incidents;
  const idOf = ({ metadata }: (typeof pages)[number]) =>
    String((metadata['countersign'] as { incident?: string } | undefined)?.incident);
  const twice = (what: string, names: string[]) =>
    [...groupBy(names, (one) => one)].flatMap(([name, { length }]) =>
      length > 1 ? [`${length} × ${what} ${name}`] : [],
    );
  const channels = stack.slack.workspace.state.channels
    .map(({ name }) => name)
    .filter((name) => name?.startsWith('inc-'));
  return [
    ...twice('on the status page:', pages.map(idOf)),
    ...twice(
      'paged:',
      stack.pagerDuty.state().alerts.map(({ key }) => key),
    ),
    ...twice('channel', channels.map(String)),
  ];
}

async function locks(rows: Rows): Promise<string[]> {
  return (await rows.locks.list())
    .filter(({ owner, usedBy }) => !isByHand(owner) || usedBy !== undefined)
    .map(({ service, environment, owner }) => `${service} in ${environment} is still locked by ${owner}`);
}

interface LeftOver {
  id: string;
  what: string;
}

function onSlack({ stack }: WiredCompany): LeftOver[] {
  const { workspace } = stack.slack;
  return workspace.state.channels.flatMap(({ id }) =>
    workspace
      .messages(id)
      .filter((message) => message['bot_id'] && !message.deleted)
      .flatMap((message) => {
        const live = message.only_for ? [] : liveButtons(message);
        return leftOver('Slack', message.ts, readable(message), live);
      }),
  );
}

function onTeams({ stack }: WiredCompany): LeftOver[] {
  const { tenant } = stack.teams;
  return tenant.state.conversations.flatMap(({ id }) =>
    tenant
      .messages(id)
      .filter(({ from, deleted }) => from === 'Countersign' && !deleted)
      .flatMap((message) => {
        const verbs = [...JSON.stringify(message.card ?? {}).matchAll(/"verb":"(\w+)"/g)].map(([, verb = '']) => verb);
        return leftOver(
          'Teams',
          message.id,
          message.text,
          verbs.filter((verb) => DECIDES.includes(verb)),
        );
      }),
  );
}

function onDiscord({ stack }: WiredCompany): LeftOver[] {
  return stack.discord.guild
    .messages()
    .filter(({ author }) => author === stack.discord.guild.state.application.id)
    .flatMap((message) => {
      const labels = message.buttons.map(({ label }) => label.toLowerCase());
      const live = message.onlyFor ? [] : labels.filter((label) => DECIDES.includes(label));
      const text = message.loading ? `${message.text} Running.` : message.text;
      return leftOver('Discord', message.id, text, live);
    });
}

function leftOver(platform: string, id: string, text: string, live: string[]): LeftOver[] {
  const words = UNDER_WAY.exec(text)?.[0];
  if ((live.length === 0 && words === undefined) || LIST.test(text)) return [];
  const start = text.slice(0, 200).replaceAll('\n', ' ');
  return [{ id, what: `still “${[...live, words].filter(Boolean).join()}” on ${platform}: ${id} ${start}` }];
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
