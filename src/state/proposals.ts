import { type AlertGroup, type Decision, type Proposal } from '../model/alert-group';
import { insertOnce } from './insert-once';
import { type Said } from './incidents';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { type Row } from './table';
import { type Tables } from './tables';

/** What is told of a group, and of what service it is. */
interface Telling {
  group: AlertGroup;
  service?: string;
  /** ISO 8601. */
  at: string;
}

/** One row for each group of alerts as it is now, and what was decided and said of it. */
export interface Proposals {
  /**
   * Keeps what was told last. `again` says of a group that fires after it was quiet whether it is asked about anew.
   * @returns undefined when nothing fires that was ever known of
   */
  tell(id: string, telling: Telling, again: (before: Proposal) => boolean): Promise<Proposal | undefined>;
  get(id: string): Promise<Proposal | undefined>;
  /** The first decision on an asking stands, and is given back. */
  decide(id: string, episode: number, decision: Decision): Promise<Decision>;
  /** Notes the incident that came of a decision. */
  opened(id: string, episode: number, decision: Decision, incident: string): Promise<void>;
  said(id: string, episode: number, place: string): Promise<Said | undefined>;
  keepSaid(id: string, episode: number, place: string, said: Said): Promise<void>;
  /** IDs of groups that were told of since then. */
  since(at: string): Promise<string[]>;
}

const GROUP = 'group';

type Kept = Omit<Proposal, 'id' | 'decision'>;

export function createProposals(tables: Tables): Proposals {
  const table = tables.table('CountersignProposals');
  const key = (id: string, ...name: string[]) => ({ partitionKey: rowKey(id), rowKey: rowKey(...name) });
  const decisionOf = (episode: number) => ['decision', String(episode)];

  async function read(id: string): Promise<{ proposal: Proposal; row: Row } | undefined> {
    const { partitionKey, rowKey: name } = key(id, GROUP);
    const row = await table.get(partitionKey, name);
    const kept = row && fromJsonColumns<Kept>('value', row);
    if (!row || !kept) return undefined;
    const decided = key(id, ...decisionOf(kept.episode));
    const decision = await table.get(decided.partitionKey, decided.rowKey);
    return {
      row,
      proposal: { id, ...kept, ...(decision && { decision: fromJsonColumns<Decision>('value', decision) }) },
    };
  }

  return {
    async tell(id, telling, again) {
      for (;;) {
        const before = await read(id);
        const after = told(telling, before?.proposal, again);
        if (!after) return before?.proposal;
        const row = { ...key(id, GROUP), toldAt: telling.at, ...toJsonColumns('value', after) };
        const written = before ? await table.replace(row, before.row.etag) : await table.insert(row);
        if (written === 'replaced' || written === 'inserted') return (await read(id))?.proposal;
      }
    },

    get: async (id) => (await read(id))?.proposal,

    async decide(id, episode, decision) {
      const written = await insertOnce(table, {
        ...key(id, ...decisionOf(episode)),
        ...toJsonColumns('value', decision),
      });
      return written.first ? decision : (fromJsonColumns<Decision>('value', written.row) ?? decision);
    },

    opened: (id, episode, decision, incident) =>
      table.put({ ...key(id, ...decisionOf(episode)), ...toJsonColumns('value', { ...decision, incident }) }),

    async said(id, episode, place) {
      const { partitionKey, rowKey: name } = key(id, 'said', String(episode), place);
      const row = await table.get(partitionKey, name);
      return row && fromJsonColumns<Said>('value', row);
    },

    keepSaid: (id, episode, place, said) =>
      table.put({ ...key(id, 'said', String(episode), place), ...toJsonColumns('value', said) }),

    async since(at) {
      const ids: string[] = [];
      for await (const row of table.rows(`RowKey eq '${GROUP}' and toldAt ge '${at}'`)) ids.push(row.partitionKey);
      return ids;
    },
  };
}

function told(
  { group, service, at }: Telling,
  before: Proposal | undefined,
  again: (before: Proposal) => boolean,
): Kept | undefined {
  const fires = group.firing > 0;
  if (!before && !fires) return undefined;
  // Where all is over its last words still tell what it was.
  const known = fires || !before ? group : { ...before.group, firing: 0 };
  const isNew = !before || (fires && before.quietSince !== undefined && again(before));
  const changed = !before || JSON.stringify(before.group) !== JSON.stringify(known);
  return {
    episode: (before?.episode ?? 0) + (isNew ? 1 : 0),
    group: known,
    revision: (before?.revision ?? 0) + (changed ? 1 : 0),
    ...(service && { service }),
    openedAt: before && !isNew ? before.openedAt : at,
    toldAt: at,
    ...(!fires && { quietSince: before?.quietSince ?? at }),
  };
}
