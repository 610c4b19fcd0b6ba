import { type Service } from './company';
import { type Incident, type IncidentInput, type IncidentStatus, type IncidentStep, type Severity } from './incident';
import { type PagerNews } from './pager-news';

/** An incident as its inputs have made it. */
export interface IncidentStory {
  incident: Incident;
  /** In the order of their time. */
  inputs: IncidentInput[];
  status: IncidentStatus;
  severity: Severity;
  /** Person. */
  commander: string;
  /** The input that resolved it; absent while it is open. */
  resolved?: IncidentInput;
  /** The input by which somebody took it; absent while nobody has. */
  acknowledged?: IncidentInput;
  /** How often it was reopened. */
  reopened: number;
  /** When the status was last told, or the incident opened. */
  toldAt: string;
}

/** What the inputs say, in the order of their time; what came after a resolution changes nothing until it is reopened. */
export function incidentStory(incident: Incident, inputs: IncidentInput[]): IncidentStory {
  const story: IncidentStory = {
    incident,
    inputs: [...inputs].sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id)),
    status: 'investigating',
    severity: incident.severity,
    commander: incident.commander,
    reopened: 0,
    toldAt: incident.openedAt,
  };
  for (const input of story.inputs) {
    if (input.kind === 'reopen') {
      Object.assign(story, {
        resolved: undefined,
        acknowledged: undefined,
        status: 'investigating',
        reopened: story.reopened + 1,
      });
      story.toldAt = input.at;
    } else if (!story.resolved) take(story, input);
  }
  return story;
}

function take(story: IncidentStory, input: IncidentInput): void {
  if (input.kind === 'update') {
    story.status = input.status ?? story.status;
    story.toldAt = input.at;
  }
  if (input.kind === 'severity' && input.severity) story.severity = input.severity;
  if (input.kind === 'commander' && input.whom) story.commander = input.whom;
  if (input.kind === 'ack') story.acknowledged ??= input;
  if (input.kind === 'pager' && input.pager) takeNews(story, input, input.pager.what);
  if (input.kind === 'resolve') Object.assign(story, { resolved: input, status: 'resolved', toldAt: input.at });
}

/** Whom the pager gives it to next has not taken it yet. */
function takeNews(story: IncidentStory, input: IncidentInput, what: PagerNews['what']): void {
  if (what === 'acknowledged') story.acknowledged = input;
  else if (what !== 'resolved') delete story.acknowledged;
}

/** What the public is told, in its order: the updates with a status, and each resolution and reopening. */
export function publicInputs({ incident, inputs }: IncidentStory): IncidentInput[] {
  if (incident.private) return [];
  let over = false;
  return inputs.filter(({ kind, status }) => {
    if (kind === 'reopen') over = false;
    const told = kind === 'reopen' || kind === 'resolve' || (kind === 'update' && status !== undefined && !over);
    if (kind === 'resolve') over = true;
    return told;
  });
}

/** What a step has to reach, as a word that changes with it; undefined where there is nothing for it to do. */
export function wanted(story: IncidentStory, step: IncidentStep): string | undefined {
  const { incident, resolved, reopened, severity, commander, status, inputs } = story;
  switch (step) {
    case 'channel':
      return [severity, commander, status, ...joined(story)].join(' ');
    case 'statusPage':
      return incident.private ? undefined : ['open', ...publicInputs(story).map(({ id }) => id)].join(' ');
    case 'pager': {
      const pages = inputs.filter(({ kind }) => kind === 'page').map(({ whom }) => whom);
      const acks = inputs.filter(({ kind }) => kind === 'ack').map(({ id }) => id);
      return [resolved ? 'resolve' : 'trigger', severity, reopened, ...pages, ...acks].join(' ');
    }
    case 'postmortem':
      return resolved?.postmortem && `${reopened} ${resolved.postmortem.at}`;
  }
}

/** People who took it, to whom the pager gave it, or who were called. */
export function joined({ inputs }: Pick<IncidentStory, 'inputs'>): string[] {
  const people = inputs
    .filter(({ kind, whom }) => kind === 'ack' || kind === 'pager' || (kind === 'page' && whom?.startsWith('@')))
    .flatMap(({ kind, by, whom = '', pager }) => (kind === 'page' ? [whom] : [`@${by}`, ...(pager?.to ?? [])]))
    .filter((one) => one.startsWith('@') && one.length > 1)
    .map((one) => one.slice(1));
  return [...new Set(people)];
}

/** The pagers that are called: of the incident's own service, and of those called since. */
export function pagersCalled(
  { incident, inputs }: Pick<IncidentStory, 'incident' | 'inputs'>,
  services: Pick<Service, 'id' | 'pager'>[],
): ({ id: string } & NonNullable<Service['pager']>)[] {
  const called = [incident.service, ...inputs.filter(({ kind }) => kind === 'page').map(({ whom }) => whom)];
  return services.flatMap(({ id, pager }) => (pager && called.includes(id) ? [{ id, ...pager }] : []));
}

/** What the pager knows a service's page by. One for each service: two of one routing key would be one. */
export function pageKey({ id, service }: Pick<Incident, 'id' | 'service'>, paged: string): string {
  return paged === service || !service ? id : `${id}/${paged}`;
}

/** `wanted`, and how often another try was asked for. */
export function attempt(story: IncidentStory, step: IncidentStep): string | undefined {
  const want = wanted(story, step);
  const retries = story.inputs.filter((input) => input.kind === 'retry' && input.step === step).length;
  return want && `${want} #${retries}`;
}

/** The messages that somebody marks still, each once. */
export function pinsOf({ inputs }: IncidentStory): (IncidentInput & Required<Pick<IncidentInput, 'marked'>>)[] {
  const pins = new Map<string, { pin: ReturnType<typeof pinsOf>[number]; by: Set<string> }>();
  for (const input of inputs) {
    const { kind, marked, by } = input;
    if (!marked) continue;
    const known = pins.get(marked.id) ?? { pin: { ...input, marked }, by: new Set() };
    if (kind === 'pin') known.by.add(by);
    else known.by.delete(by);
    if (known.by.size > 0) pins.set(marked.id, known);
    else pins.delete(marked.id);
  }
  return [...pins.values()].map(({ pin }) => pin);
}

interface Phase {
  status: IncidentStatus;
  /** ISO 8601. */
  from: string;
  to: string;
}

/** Its status over time until `until`, ISO 8601; between a resolution and a reopening there is none. */
export function phasesOf({ incident, inputs }: IncidentStory, until: string): Phase[] {
  const phases: Phase[] = [{ status: 'investigating', from: incident.openedAt, to: until }];
  let over = false;
  for (const { kind, status, at } of inputs) {
    const last = phases.at(-1);
    const told = !over && kind === 'update' && status !== last?.status ? status : undefined;
    const begins = over && kind === 'reopen' ? 'investigating' : told;
    if (!over && last && (begins || kind === 'resolve')) last.to = at;
    if (begins) phases.push({ status: begins, from: at, to: until });
    over = kind === 'resolve' || (over && kind !== 'reopen');
  }
  return phases;
}

/** Seconds from its opening to its resolution, or until now. */
export function secondsOpen({ incident, resolved }: Pick<IncidentStory, 'incident' | 'resolved'>, now: string): number {
  return Math.max(0, Math.round((Date.parse(resolved?.at ?? now) - Date.parse(incident.openedAt)) / 1_000));
}

/** What is to be done afterwards, in the order in which it was said; its number is its place from 1. */
export function actionsOf({ inputs }: IncidentStory): { number: number; action: IncidentInput; done: boolean }[] {
  const done = new Set(inputs.filter(({ kind }) => kind === 'actionDone').map(({ whom }) => whom));
  return inputs
    .filter(({ kind }) => kind === 'action')
    .map((action, index) => ({ number: index + 1, action, done: done.has(action.id) }));
}
