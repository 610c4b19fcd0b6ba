import { gzipSync } from 'node:zlib';

/** Azure's portal with the query and its window, as its "Share > Link to query" gives. @param workspace its resource ID */
export function portalLink(workspace: string, query: string, from: Date, to: Date): string {
  const zipped = gzipSync(query).toString('base64');
  const parts = {
    resourceId: workspace,
    source: 'LogsBlade.AnalyticsShareLinkToQuery',
    q: zipped,
    timespan: `${from.toISOString()}/${to.toISOString()}`,
  };
  const path = Object.entries(parts).map(([name, value]) => `${name}/${encodeURIComponent(value)}`);
  return `https://portal.azure.com/#blade/Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView/${path.join('/')}`;
}
