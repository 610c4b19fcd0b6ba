import { type LogLinks } from '../../model/company';

/** Grafana's Explore with the query and its window: what its "Share > Copy link" gives since Grafana 10. */
export function exploreLink(
  { grafana, datasource }: NonNullable<LogLinks['loki']>,
  expr: string,
  from: Date,
  to: Date,
): string {
  const source = { type: 'loki', uid: datasource };
  const panes = {
    logs: {
      datasource,
      queries: [{ refId: 'A', expr, queryType: 'range', datasource: source }],
      range: { from: String(from.getTime()), to: String(to.getTime()) },
    },
  };
  const parameters = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes), orgId: '1' });
  return `${grafana.replace(/\/+$/, '')}/explore?${parameters.toString()}`;
}
