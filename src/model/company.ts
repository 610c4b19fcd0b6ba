import { type Person, type PlatformName } from './person';

/** The company file after it was read and checked. */
export interface Company {
  name: string;
  people: Person[];
  groups: Group[];
  services: Service[];
  environments: Environment[];
  rules: Rule[];
  strictest: Strictest;
  /** Groups whose people may lock a service in production by hand. */
  lockers: string[];
  /** Absent: nobody breaks the glass. */
  breakGlass?: BreakGlass;
  /** Whether Slack user groups and Discord roles count in production: whoever may edit them there then decides who approves. */
  trustChatGroups?: boolean;
  channels: Channel[];
  /** Name of the channel that is told of commands that are stuck; absent: the log alone has it. */
  operationsChannel?: string;
  /** How long the histories of ended orchestrations are kept. */
  historyDays: number;
  incidents: IncidentRules;
  /** Regular expressions of what is hidden beside the known secrets. */
  mask?: string[];
  links?: LogLinks;
  audit?: {
    /** Groups that may read entries of every conversation. */
    readers: string[];
    /** Absent: entries are kept for ever. */
    retentionDays?: number;
  };
}

export interface Group {
  id: string;
  /** Singular, for people's eyes, e.g. `team lead`. */
  title: string;
  /** Where more of its members are told, beside those whom the company file puts there. */
  source?: GroupSourceRef;
}

export interface GroupSourceRef {
  kind: 'pagerduty' | 'entra' | 'slack' | 'discord';
  /** A schedule's ID, a group's object ID, a user group's ID, a role's ID. */
  id: string;
}

export interface Environment {
  id: string;
  /** Whether unlisted changes here need the strictest approval. */
  production: boolean;
  /** The environment where a version must have been deployed before it may be deployed here. */
  after?: string;
  freezes: Freeze[];
  /** A rollback here is confirmed by typing the service's name, not by a button. */
  typedConfirmation?: boolean;
}

/** When nothing may change, again and again. */
export interface Freeze {
  name: string;
  /** When it begins: a cron pattern, in `timeZone`. */
  cron: string;
  seconds: number;
  /** IANA name. */
  timeZone: string;
  /** Actions that go on; rollbacks always do. */
  exempt: string[];
}

export interface Service {
  id: string;
  /** `owner/name`; on Azure DevOps `organization/project/repository`. */
  repository: string;
  deploy: WorkflowOfService;
  /** Absent: it cannot be migrated. */
  migrate?: WorkflowOfService & {
    /** Where a migration's file lies in the repository; its last part holds `{migration}`. */
    path: string;
  };
  dashboard?: string;
  /** Absent: it cannot be scaled. */
  scale?: ScalingOfService;
  /** Empty: a deploy is not verified, and its result says so. */
  health: HealthCheck[];
  /** Wait after the run before the first look, seconds. */
  settleSeconds: number;
  /** How long checks may stay red before the deploy counts as failed, seconds. */
  healthTimeoutSeconds: number;
  /** Absent: `/logs` says that none are configured. */
  logs?: ServiceLogs;
  status?: StatusQueries;
  /** Who is paged; absent: nobody. `routingKey` absent: the one that is set for all. */
  pager?: { team: string; routingKey?: string };
  /** Of the status page; absent: an incident of this service names none. */
  statusComponents?: string[];
  /** IANA name, of the service's team; absent: that of incidents. */
  timeZone?: string;
}

export interface IncidentRules {
  /** Where each incident's card is shown beside the channel where it was opened. */
  channel?: string;
  channelPrefix: string;
  /** Groups. */
  invite: string[];
  /** Group whose member on call commands a new incident; absent: whoever opens it. */
  commander?: string;
  /** IANA name. */
  timeZone: string;
  /** `2026-12-25` */
  holidays: string[];
  /** Template of postmortem documents, Markdown; absent: ours. */
  postmortem?: string;
  /** Microsoft 365 user whose calendar postmortems are put in. */
  calendar?: string;
  /** How often a status update is asked for, minutes; a severity that is absent: never. */
  remindMinutes: Partial<Record<'sev1' | 'sev2' | 'sev3', number>>;
}

/** Where a service's lines are; `{environment}` and `{service}` in selectors are filled in when it is asked. */
export type ServiceLogs =
  | { source: 'loki'; selector: Record<string, string> }
  | { source: 'log-analytics'; table: string; selector: Record<string, string>; message: string; level: string };

/** PromQL; `{environment}` and `{service}` are filled in when it is asked. */
export interface StatusQueries {
  instancesUp?: string;
  /** 0 to 1. */
  errorRatio?: string;
  p95Seconds?: string;
  requestsPerSecond?: string;
  /** Labels by which Alertmanager knows the service's alerts, filled in as well. */
  alerts?: Record<string, string>;
}

/** Where people look at logs themselves; absent: no link. */
export interface LogLinks {
  /** `datasource` is its UID in Grafana. */
  loki?: { grafana: string; datasource: string };
  /** `workspace` is its resource ID. */
  logAnalytics?: { workspace: string };
}

/** What the CI/CD connector is asked to run in the service's repository. */
interface WorkflowOfService {
  connector: 'github' | 'azure-devops';
  /** File name of a GitHub workflow; number, name or `folder\\name` of an Azure DevOps pipeline. */
  workflow: string;
}

/** `{environment}` and `{service}` in name and namespace are filled when they are used. */
interface ScalingOfService {
  scaler: 'kubernetes' | 'container-apps';
  namespace: string;
  name: string;
  /** By environment; it cannot be scaled in one that is not here. */
  bounds: Record<string, { min: number; max: number }>;
}

/** One query; `{environment}` and `{service}` in it are filled when it is asked. */
export interface HealthCheck {
  name: string;
  query: string;
  /** What no sample means; absent: fail. */
  whenEmpty?: 'pass' | 'fail';
  atLeast?: number;
  atMost?: number;
}

export interface Channel {
  /** Without `#`. */
  name: string;
  /** The platforms' own IDs of the conversation. */
  places: Partial<Record<PlatformName, string>>;
  /** Whether a request made here is shown in the channel's other places too. */
  mirrored: boolean;
  /** Whether only who has to act is called here, and nothing else is said beside the commands' own messages. */
  quiet?: boolean;
}

/** A row of the approval matrix. The first whose selectors all match decides. */
export interface Rule {
  name: string;
  line: number;
  when: Selector;
  /** Empty: no approval needed. */
  require: { count: number; groups: string[]; people: string[] }[];
  expiresSeconds: number;
  /** When those who have not voted are reminded, once. */
  remindSeconds?: number;
  /** When, and by which group, the request may be decided too. */
  escalate?: { afterSeconds: number; to: string };
  reasonRequired: boolean;
}

/** What decides where no rule matches: 2 of the group in production and unknown environments, else 1. */
interface Strictest {
  group: string;
  expiresSeconds: number;
}

/** How a change is run at once without approval, and who has to review it afterwards. */
export interface BreakGlass {
  line: number;
  /** Whose people may. */
  group: string;
  review: Rule['require'][number];
  withinSeconds: number;
  /** Name of the channel that is told at once. */
  alert: string;
}

/** Absent field = any value. */
export interface Selector {
  action?: string[];
  environment?: string[];
  service?: string[];
  direction?: string[];
  /** By path in the sealed part of a plan, e.g. `desired.replicas`. Numbers are compared as text. */
  plan?: Record<string, string[]>;
}
