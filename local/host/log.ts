import { format } from 'node:util';

const levels = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'] as const;
export type LogLevel = (typeof levels)[number];

export function isLogLevel(text: string): text is LogLevel {
  return (levels as readonly string[]).includes(text);
}

/** Writes `<ISO time> <level> <source> <message>` to stderr, one line for each entry, so that stdout stays free for `ready`. */
export class Logger {
  private readonly threshold: number;

  constructor(level: LogLevel) {
    this.threshold = levels.indexOf(level);
  }

  write(level: LogLevel, source: string, message: string): void {
    if (levels.indexOf(level) < this.threshold || level === 'none') return;
    process.stderr.write(`${new Date().toISOString()} ${level} ${source} ${message.replaceAll(/\r?\n/g, '\\n')}\n`);
  }

  info(source: string, ...parts: unknown[]): void {
    this.write('information', source, format(...parts));
  }

  warn(source: string, ...parts: unknown[]): void {
    this.write('warning', source, format(...parts));
  }

  error(source: string, ...parts: unknown[]): void {
    this.write('error', source, format(...parts));
  }
}
