const known: Record<string, string> = {
  trace: 'trace',
  trc: 'trace',
  debug: 'debug',
  dbg: 'debug',
  info: 'info',
  inf: 'info',
  information: 'info',
  warn: 'warn',
  wrn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  critical: 'critical',
  fatal: 'fatal',
};

/** `detected_level` as Loki 3 finds it (pkg/distributor/field_detection.go): a label, a field of JSON or logfmt, marked words. */
export function detectLevel(labels: Record<string, string>, line: string): string {
  const label = labels['level'] ?? labels['severity'];
  if (label !== undefined) return known[label.toLowerCase()] ?? label;
  const field = /["\s{](?:level|severity|lvl)["]?\s*[:=]\s*"?([A-Za-z]+)/i.exec(` ${line}`)?.[1];
  const named = known[field?.toLowerCase() ?? ''];
  if (named) return named;
  if (/info|INFO/.test(line)) return 'info';
  if (/err:|ERR:|\[(?:err|ERR|error|ERROR)\]/.test(line)) return 'error';
  if (/warn:|WARN:|\[(?:warn|WARN)\]|warning|WARNING/.test(line)) return 'warn';
  if (/critical:|CRITICAL:|\[(?:critical|CRITICAL)\]/.test(line)) return 'critical';
  return /debug|DEBUG/.test(line) ? 'debug' : 'unknown';
}
