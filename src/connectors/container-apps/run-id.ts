/** A scaling has no ID in Azure; what stands for it is when it was asked for (ISO 8601) and, when told, the path of its operation. */
export function runIdOf(since: string, operation?: string): string {
  return operation ? `${since} ${operation}` : since;
}

export function readRunId(runId: string): { since: string; operation?: string } {
  const [since = '', operation] = runId.split(' ');
  return { since, operation };
}
