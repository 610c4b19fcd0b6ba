import {
  type BreakGlass,
  type Company,
  type GroupSourceRef,
  type Rule,
  type Selector,
  type Service,
} from '../model/company';
import { type Person } from '../model/person';
import { approvalFrom } from './approval-text';
import { seconds } from './duration';
import { type CompanyFile } from './schema/company-file';

/** The checked file in the words of the product: durations in seconds, defaults filled in, rules with their lines. */
export function toCompany(file: CompanyFile, lineOfRule: (index: number) => number, lineOfBreakGlass: number): Company {
  const {
    people,
    groups,
    services,
    environments,
    channels,
    approvals,
    incidents,
    policy,
    mask,
    links,
    audit,
    operations,
  } = file;
  const expiresSeconds = seconds(policy.expires);
  return {
    name: file.name,
    people: Object.entries(people).map(([id, person]) => toPerson(id, person)),
    groups: Object.entries(groups).map(([id, { title, source }]) => ({
      id,
      title,
      ...(source && { source: toSource(source) }),
    })),
    services: Object.entries(services).map(([id, service]) => toService(id, service)),
    environments: Object.entries(environments).map(([id, { production = false, after, confirm, freeze = [] }]) => ({
      id,
      production,
      after,
      ...(confirm === 'typed' && { typedConfirmation: true }),
      freezes: freeze.map(({ name, from: cron, for: length, timeZone, exempt = [] }) => ({
        name,
        cron,
        seconds: seconds(length),
        timeZone,
        exempt,
      })),
    })),
    channels: Object.entries(channels ?? {}).map(([name, { quiet, ...places }]) => ({
      name,
      // On the command line every channel goes by its name.
      places: { ...places, console: name },
      mirrored: approvals?.mirror?.includes(name) ?? false,
      ...(quiet && { quiet }),
    })),
    incidents: {
      channel: incidents?.channel,
      channelPrefix: incidents?.channelPrefix ?? 'inc',
      invite: incidents?.invite ?? [],
      ...(incidents?.commander && { commander: incidents.commander }),
      timeZone: incidents?.timeZone ?? 'UTC',
      holidays: incidents?.holidays ?? [],
      postmortem: incidents?.postmortem,
      calendar: incidents?.calendar,
      remindMinutes: remindMinutes(incidents?.remind ?? { sev1: '30m' }),
    },
    ...(operations && { operationsChannel: operations.channel }),
    historyDays: Number.parseInt(operations?.history ?? '30d', 10),
    mask,
    audit: {
      readers: audit?.readers ?? [],
      ...(audit?.retention && { retentionDays: Number.parseInt(audit.retention, 10) }),
    },
    links: { loki: links?.loki, logAnalytics: links?.['log-analytics'] },
    ...(policy.trustChatGroups && { trustChatGroups: true }),
    strictest: { group: policy.strictest, expiresSeconds },
    lockers: policy.locks ?? [policy.strictest],
    ...(policy.breakGlass && { breakGlass: toBreakGlass(policy.breakGlass, lineOfBreakGlass) }),
    rules: policy.rules.map(({ name, when, require, expires, remind = policy.remind, escalate, reason }, index) => ({
      name,
      line: lineOfRule(index),
      when: {
        action: list(when.action),
        environment: list(when.environment),
        service: list(when.service),
        direction: list(when.direction),
        plan: planFields(when),
      },
      require: toRequire(require),
      expiresSeconds: expires === undefined ? expiresSeconds : seconds(expires),
      ...(remind !== undefined && { remindSeconds: seconds(remind) }),
      ...(escalate && { escalate: { afterSeconds: seconds(escalate.after), to: escalate.to } }),
      reasonRequired: reason === 'required',
    })),
  };
}

function remindMinutes(remind: NonNullable<NonNullable<CompanyFile['incidents']>['remind']>) {
  return Object.fromEntries(
    Object.entries(remind).flatMap(([severity, every]) => (every ? [[severity, seconds(every) / 60]] : [])),
  );
}

/** Entra object IDs are compared without case; Bot Framework sends them in lower case. */
function toPerson(
  id: string,
  { name, slack, teams, discord, email, github, pagerduty, groups }: CompanyFile['people'][string],
): Person {
  return {
    id,
    name,
    email,
    github,
    ...(pagerduty && { pagerduty }),
    groups: groups ?? [],
    accounts: { slack, teams: teams?.toLowerCase(), discord },
  };
}

/** `entra:group/ID` in its parts; Graph tells IDs in lower case. */
function toSource(source: string): GroupSourceRef {
  const [, kind, id = ''] = /^(\w+):\w+\/(.+)$/.exec(source) ?? [];
  return { kind: kind as GroupSourceRef['kind'], id: kind === 'entra' ? id.toLowerCase() : id };
}

function toService(id: string, service: CompanyFile['services'][string]): Service {
  const { repository, deploy, migrate, dashboard, scale, health, status, logs, pager, statusComponents, timeZone } =
    service;
  return {
    id,
    repository,
    deploy,
    ...(migrate && { migrate: { ...migrate, path: migrate.path ?? 'migrations/{migration}.sql' } }),
    dashboard,
    scale,
    health: (health?.checks ?? []).map((check) => ({ ...check, whenEmpty: check.whenEmpty ?? 'fail' })),
    settleSeconds: health ? seconds(health.settle) : 0,
    healthTimeoutSeconds: health ? seconds(health.timeout) : 0,
    status,
    logs,
    pager,
    statusComponents,
    timeZone,
  };
}

/** `severity` is a field of an incident's plan. */
function planFields({ plan, severity }: CompanyFile['policy']['rules'][number]['when']): Selector['plan'] {
  const fields = { ...plan, ...(severity !== undefined && { 'desired.severity': severity }) };
  if (Object.keys(fields).length === 0) return undefined;
  return Object.fromEntries(Object.entries(fields).map(([path, values]) => [path, [values].flat().map(String)]));
}

function toBreakGlass(
  { group, review, within = '24h', alert }: NonNullable<CompanyFile['policy']['breakGlass']>,
  line: number,
): BreakGlass {
  return { line, group, review: toApproval(review), withinSeconds: seconds(within), alert };
}

function toRequire(require: string | string[]): Rule['require'] {
  return require === 'none' ? [] : (list(require) ?? []).map(toApproval);
}

function toApproval(text: string): Rule['require'][number] {
  const asked = approvalFrom(text);
  if (!asked) throw new TypeError(`"${text}" passed the schema but is no approval.`);
  return asked;
}

function list<Item extends string>(value: Item | Item[] | undefined): Item[] | undefined {
  return typeof value === 'string' ? [value] : value;
}
