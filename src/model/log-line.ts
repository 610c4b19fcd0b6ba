/** What is logged for machines: one JSON object a line. Alerts and the workbook (bicep/) find lines by `event`. */
export type LogLine =
  | {
      event: 'command.ended';
      instance: string;
      command: string;
      service?: string;
      environment?: string;
      result: string;
      reason_code: string;
      seconds: number;
    }
  | { event: 'activity.failed'; instance?: string; activity: string; error: string }
  | { event: 'break_glass.used'; instance: string; command: string; service?: string; environment?: string }
  | { event: 'instance.stuck'; instance: string; how: string; since: string }
  | { event: 'sweep.failed'; sweep: string; of: string; error: string }
  | { event: 'pager.news'; what: string; key: string; taken: string };

export function logLine(line: LogLine): string {
  return JSON.stringify(line);
}
