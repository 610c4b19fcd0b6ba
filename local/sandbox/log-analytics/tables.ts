import { demoLines, demoSources } from '../logs/demo-logs';
import type { Row, Table } from './kql/evaluate';

const columns = {
  TimeGenerated: 'datetime',
  PodNamespace: 'string',
  PodName: 'string',
  ContainerName: 'string',
  LogMessage: 'dynamic',
  LogLevel: 'string',
};

export interface ContainerLog {
  TimeGenerated: string;
  PodNamespace: string;
  PodName: string;
  ContainerName: string;
  LogMessage: string;
  LogLevel: string;
}

/** `ContainerLogV2` as Container insights fills it: the demo company's lines, and what was added. */
export class ContainerLogs {
  private readonly added: Row[] = [];

  constructor(
    private readonly seed: number | undefined,
    private readonly now: () => number,
  ) {}

  add(...rows: ContainerLog[]): void {
    this.added.push(...rows.map((row) => ({ ...row, TimeGenerated: new Date(row.TimeGenerated) })));
  }

  count(): number {
    return this.added.length;
  }

  /** @param timespan ISO 8601, `start/end`, as the request has it; without one the last day */
  table(timespan: string | undefined): Table {
    const [from, to] = bounds(timespan, this.now());
    return { columns, rows: this.rows(from, to) };
  }

  private *rows(from: number, to: number): Generator<Row> {
    for (const row of this.added) {
      const time = (row['TimeGenerated'] as Date).getTime();
      if (time >= from && time < to) yield row;
    }
    if (this.seed === undefined) return;
    for (const source of demoSources)
      for (const line of demoLines(source, this.seed, from, to))
        yield {
          TimeGenerated: new Date(line.time),
          PodNamespace: source.environment,
          PodName: source.pod,
          ContainerName: source.service,
          get LogMessage() {
            return line.text;
          },
          LogLevel: line.level,
        };
  }
}

function bounds(timespan: string | undefined, now: number): [from: number, to: number] {
  const [from = NaN, to = NaN] = (timespan ?? '').split('/').map((time) => Date.parse(time));
  return Number.isNaN(from) || Number.isNaN(to) ? [now - 86_400_000, now] : [from, to];
}
