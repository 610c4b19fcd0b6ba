import { BrokenRow, unlessBroken } from '../model/broken-row';
import { type Origin } from '../model/command-request';
import {
  type Incident,
  type IncidentInput,
  type IncidentProgress,
  type IncidentStep,
  type StepProgress,
} from '../model/incident';
import { type IncidentStory, incidentStory } from '../model/incident-story';
import { type MessageRef } from '../model/message-ref';
import { insertOnce } from './insert-once';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { type Row } from './table';
import { type Tables } from './tables';

/** A conversation that an incident is talked about in. */
type Place = Pick<Origin, 'platform' | 'tenant' | 'channel' | 'thread'>;

/** What an incident's message shows: `digest` is of its view. */
export interface Said {
  message?: MessageRef;
  digest: string;
}

/** Everything that is known of one incident, in one reading. */
export interface IncidentRows {
  story: IncidentStory;
  progress: IncidentProgress;
  /** By name: `card`, `room`, or the ID of the input that a message answers. */
  said: Map<string, Said>;
}

/** What `/incident list` shows without reading everything. */
export interface IncidentSummary extends Pick<Incident, 'id' | 'title' | 'service' | 'by' | 'private' | 'openedAt'> {
  severity: Incident['severity'];
  status: string;
  commander: string;
  /** ISO 8601; absent while it is open. */
  resolvedAt?: string;
}

/** Incidents are rows that are only ever added to: what was opened, what was said of it, and how far each step is. */
export interface Incidents {
  /** Takes an ID for an incident of this request: again with the same is fine, one of another request is `taken`. */
  open(incident: Incident, request: string): Promise<'opened' | 'taken'>;
  get(id: string): Promise<IncidentRows | undefined>;
  /** Adds an input; the first that resolves or reopens stands, and is given back. */
  add(id: string, input: IncidentInput, reopened: number): Promise<IncidentInput>;
  keepProgress(id: string, step: IncidentStep, progress: StepProgress): Promise<void>;
  keepSaid(id: string, name: string, said: Said): Promise<void>;
  /** Notes that a conversation is this incident's. */
  bind(place: Place, id: string): Promise<void>;
  /** The incident that a conversation is about: its thread, else its channel. */
  at(place: Place): Promise<string | undefined>;
  keepSummary(story: IncidentStory): Promise<void>;
  /** Every incident's ID, with when it was resolved, where its summary can be read. */
  all(): Promise<Pick<IncidentSummary, 'id' | 'resolvedAt'>[]>;
  /** Newest first. */
  list(): Promise<IncidentSummary[]>;
}

const INCIDENT = 'incident';
const SUMMARIES = 'summary';

export function createIncidents(tables: Tables): Incidents {
  const table = tables.table('CountersignIncidents');
  const partition = (id: string) => rowKey('incident', id);
  const summaries = () => table.rows(`PartitionKey eq '${SUMMARIES}'`);

  return {
    async open(incident, request) {
      const key = { partitionKey: partition(incident.id), rowKey: INCIDENT };
      const written = await insertOnce(table, { ...key, request, ...toJsonColumns('value', incident) });
      return written.first || written.row['request'] === request ? 'opened' : 'taken';
    },

    async get(id) {
      let incident: Incident | undefined;
      const inputs: IncidentInput[] = [];
      const progress: IncidentProgress = {};
      const said = new Map<string, Said>();
      for await (const row of table.rows(`PartitionKey eq '${partition(id)}'`)) {
        const [kind] = row.rowKey.split(':', 1);
        if (kind === INCIDENT) incident = valueOf(row);
        if (kind === 'input') inputs.push(valueOf(row));
        if (kind === 'step') progress[row['step'] as IncidentStep] = valueOf(row);
        if (kind === 'said') said.set(String(row['name']), valueOf(row));
      }
      return incident && { story: incidentStory(incident, inputs), progress, said };
    },

    async add(id, input, reopened) {
      const once = input.kind === 'resolve' || input.kind === 'reopen';
      const key = once ? rowKey('input', input.kind, String(reopened)) : rowKey('input', input.id);
      const row = { partitionKey: partition(id), rowKey: key, ...toJsonColumns('value', input) };
      const written = await insertOnce(table, row);
      return written.first ? input : valueOf<IncidentInput>(written.row);
    },

    keepProgress: (id, step, progress) =>
      table.put({
        partitionKey: partition(id),
        rowKey: rowKey('step', step),
        step,
        ...toJsonColumns('value', progress),
      }),

    keepSaid: (id, name, value) =>
      table.put({
        partitionKey: partition(id),
        rowKey: rowKey('said', name),
        name,
        ...toJsonColumns('value', value),
      }),

    async bind(place, id) {
      await table.put({ partitionKey: 'place', rowKey: placeKey(place), incident: id });
    },

    async at(place) {
      const own = await table.get('place', placeKey(place));
      const row =
        own ?? (place.thread ? await table.get('place', placeKey({ ...place, thread: undefined })) : undefined);
      const incident = row?.['incident'];
      return typeof incident === 'string' ? incident : undefined;
    },

    async keepSummary({ incident, severity, status, commander, resolved }) {
      const { id } = incident;
      const value = { ...incident, origin: undefined, severity, status, commander };
      const row = { partitionKey: SUMMARIES, rowKey: rowKey(id) };
      await table.put({ ...row, ...toJsonColumns('value', { ...value, resolvedAt: resolved?.at }) });
    },

    async all() {
      const all: Pick<IncidentSummary, 'id' | 'resolvedAt'>[] = [];
      for await (const row of summaries()) all.push(readable(row) ?? { id: row.rowKey });
      return all;
    },

    async list() {
      const all: IncidentSummary[] = [];
      for await (const row of summaries()) all.push(valueOf(row));
      return all.sort((a, b) => b.openedAt.localeCompare(a.openedAt));
    },
  };
}

function placeKey({ platform, tenant, channel, thread = '' }: Place): string {
  return rowKey(platform, tenant, channel, thread);
}

function readable(row: Row): IncidentSummary | undefined {
  try {
    return valueOf(row);
  } catch (error) {
    return unlessBroken(error);
  }
}

function valueOf<T>(row: Row): T {
  const value = fromJsonColumns<T>('value', row);
  if (value === undefined) throw new BrokenRow(`The row ${row.rowKey} of an incident holds nothing.`);
  return value;
}
