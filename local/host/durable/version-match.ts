/** host.json's `versionMatchStrategy`. */
export type VersionMatchStrategy = 'None' | 'Strict' | 'CurrentOrOlder';

/**
 * Whether a host with this `defaultVersion` runs an instance of that version; instances that it does not run stay as they are
 * until a host comes that does. https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-orchestration-versioning
 */
export function runsVersion(instance: string | null, host: string | null, strategy: VersionMatchStrategy): boolean {
  if (strategy === 'None') return true;
  const order = compareVersions(instance ?? '', host ?? '');
  return strategy === 'Strict' ? order === 0 : order <= 0;
}

/** No version is older than any; numbers parted by dots are compared as numbers, everything else as text without case. */
export function compareVersions(a: string, b: string): number {
  const numbers = /^\d+(\.\d+)*$/;
  if (!numbers.test(a) || !numbers.test(b)) {
    const [left, right] = [a.toLowerCase(), b.toLowerCase()];
    return left === right ? 0 : left < right ? -1 : 1;
  }
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
