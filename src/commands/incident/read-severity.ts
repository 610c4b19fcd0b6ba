import { SEVERITIES, type Severity } from '../../model/incident';

/** `sev1`, also as people write it: `SEV-1`, `sev 1`, `1`. */
export function readSeverity(given: unknown): Severity | undefined {
  const [, number] = /^(?:sev[-\s]?)?([1-3])$/i.exec(String(given).trim()) ?? [];
  return SEVERITIES.find((severity) => severity === `sev${number}`);
}
