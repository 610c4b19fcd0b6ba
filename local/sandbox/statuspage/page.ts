import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const status = z.enum(['investigating', 'identified', 'monitoring', 'resolved']);
const componentState = z.enum(['operational', 'degraded_performance', 'partial_outage', 'major_outage']);

const opening = z.object({
  incident: z.object({
    name: z.string().trim().min(1).max(255),
    status: status.default('investigating'),
    impact_override: z.enum(['none', 'minor', 'major', 'critical']).default('none'),
    body: z.string().max(25_000).default(''),
    component_ids: z.array(z.string()).default([]),
    components: z.record(z.string(), componentState).default({}),
    metadata: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  }),
});

const change = z.object({
  incident: z.object({
    status: status.optional(),
    body: z.string().max(25_000).optional(),
    components: z.record(z.string(), componentState).default({}),
  }),
});

interface PageUpdate {
  id: string;
  incident_id: string;
  status: z.infer<typeof status>;
  body: string;
  created_at: string;
}

/** As the API has it. */
export interface PageIncident {
  id: string;
  page_id: string;
  name: string;
  status: z.infer<typeof status>;
  impact: string;
  impact_override: string;
  created_at: string;
  updated_at: string;
  resolved_at: string | null;
  shortlink: string;
  metadata: Record<string, unknown>;
  components: { id: string; name: string }[];
  /** Newest first. */
  incident_updates: PageUpdate[];
}

const NAMES: Record<string, string> = { cmp0orders00: 'Orders', cmp0payments: 'Payments', cmp0api00000: 'API' };

/** One status page: its components and its incidents, oldest first. */
export class StatusPage {
  readonly incidents: PageIncident[] = [];
  readonly components: Record<string, string> = Object.fromEntries(Object.keys(NAMES).map((id) => [id, 'operational']));

  constructor(
    private readonly pageId: string,
    private readonly now: () => number,
  ) {}

  nameOf(component: string): string {
    return NAMES[component] ?? component;
  }

  open(body: unknown): PageIncident | { error: string[] } {
    const given = opening.safeParse(body);
    if (!given.success) return { error: errorsOf(given.error) };
    const { name, impact_override, metadata, component_ids, components, ...first } = given.data.incident;
    const unknown = [...component_ids, ...Object.keys(components)].find((id) => !(id in NAMES));
    if (unknown) return { error: [`Component ${unknown} does not belong to this page`] };
    const id = newId();
    const at = this.at();
    const incident: PageIncident = {
      id,
      page_id: this.pageId,
      name,
      status: first.status,
      impact: impact_override,
      impact_override,
      created_at: at,
      updated_at: at,
      resolved_at: null,
      shortlink: `https://stspg.io/${id}`,
      metadata,
      components: component_ids.map((component) => ({ id: component, name: this.nameOf(component) })),
      incident_updates: [],
    };
    this.incidents.push(incident);
    this.add(incident, first.status, first.body);
    Object.assign(this.components, components);
    return incident;
  }

  change(incident: PageIncident, body: unknown): PageIncident | { error: string[] } {
    const given = change.safeParse(body);
    if (!given.success) return { error: errorsOf(given.error) };
    const { status: next = incident.status, body: text = '', components } = given.data.incident;
    incident.status = next;
    incident.updated_at = this.at();
    if (next === 'resolved') incident.resolved_at ??= this.at();
    this.add(incident, next, text);
    Object.assign(this.components, components);
    return incident;
  }

  private add(incident: PageIncident, state: PageUpdate['status'], body: string): void {
    const update = { id: newId(), incident_id: incident.id, status: state, body, created_at: this.at() };
    incident.incident_updates.unshift(update);
  }

  private at(): string {
    return new Date(this.now()).toISOString();
  }
}

function newId(): string {
  return randomBytes(6).toString('hex');
}

function errorsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.slice(1).join('.')} ${message}`);
}
