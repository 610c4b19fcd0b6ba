import { type Inline } from '../../model/view';
import { type IncidentSummary } from '../../state/incidents';
import { severityName, statusName } from '../../views/incident-view';
import { noticeView } from '../../views/notice-view';
import { personRef } from '../person-ref';
import { type Subcommand } from './subcommand';
import { isKnownTo } from './which-incident';

const SHOWN = 10;

export const list: Subcommand = {
  name: 'list',
  usage: '',
  summary: 'what is open, and what was resolved last',
  options: [],
  changes: false,

  async run(asked, tools) {
    const all = (await tools.incidents.list()).filter((one) => isKnownTo(one, asked));
    const open = all.filter(({ resolvedAt }) => !resolvedAt);
    const over = all.filter(({ resolvedAt }) => resolvedAt);
    if (all.length === 0) return { view: noticeView('good', ['There has been no incident.']) };
    const item = ({ id, title, severity, status, commander, openedAt, resolvedAt }: IncidentSummary): Inline[] => [
      { bold: `${severityName(severity)} ${title}` },
      ` · ${statusName(status)} · `,
      { person: personRef(commander, tools) },
      resolvedAt ? ' · resolved ' : ' · since ',
      { time: resolvedAt ?? openedAt },
      ' · ',
      { code: id },
    ];
    return {
      view: {
        kind: 'incident',
        tone: open.length ? 'bad' : 'good',
        icon: open.length ? '🚨' : '✅',
        headline: [
          open.length
            ? `${open.length} ${open.length === 1 ? 'incident is' : 'incidents are'} open`
            : 'No incident is open',
        ],
        lists: [
          ...(open.length ? [{ title: 'Open', items: open.slice(0, SHOWN).map(item), ...more(open.length) }] : []),
          ...(over.length ? [{ title: 'Resolved', items: over.slice(0, SHOWN).map(item), ...more(over.length) }] : []),
        ],
        actions: open.slice(0, 3).map(({ id }) => ({ kind: 'run', label: id, line: `/incident show --id ${id}` })),
      },
    };
  },
};

function more(total: number): { more?: Inline[] } {
  return total > SHOWN ? { more: [`and ${total - SHOWN} more`] } : {};
}
