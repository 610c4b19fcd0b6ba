import { type IncidentStatus } from '../model/incident';
import { type PlotSize } from './plot-svg';

export interface Timeline {
  title: string;
  /** ISO 8601: from the opening to the resolution, or until now. */
  from: string;
  to: string;
  /** Oldest first. */
  entries: { at: string; text: string }[];
  /** ISO 8601. */
  phases: { status: IncidentStatus; from: string; to: string }[];
}

const WIDTH = 680;
const ROW = 26;
const HEAD = 88;
const FOOT = 32;
/** As many rows as one picture shows well: the first, and the newest. */
const ROWS = 21;
const LABEL = 330;
const DAY_MS = 24 * 3_600_000;
/** Below it minutes alone would be the same word again and again. */
const SHORT_MS = 5 * 60_000;

const COLOURS: Record<IncidentStatus, string> = {
  investigating: '#e03131',
  identified: '#e8780c',
  monitoring: '#2c7be5',
  resolved: '#2b9348',
};

/** What happened, a row each from top to bottom, against the time, with the status behind it; as options of ECharts. */
export function timelinePlot({ title, from, to, entries, phases }: Timeline): {
  option: Record<string, unknown>;
  size: PlotSize;
} {
  const shown = entries.length > ROWS ? [...entries.slice(0, 1), ...entries.slice(1 - ROWS)] : entries;
  const cut = entries.length - shown.length;
  const [start, end] = [Date.parse(from), Math.max(Date.parse(to), ...entries.map(({ at }) => Date.parse(at)))];
  const margin = Math.max((end - start) * 0.03, 1_000);
  const [long, short] = [end - start > DAY_MS, end - start < SHORT_MS];
  const names = shown.map((_, index) => String(index));
  return {
    option: {
      useUTC: true,
      title: {
        text: oneLine(title),
        subtext: `${from.slice(0, 16).replace('T', ' ')} to ${to.slice(0, 16).replace('T', ' ')}, UTC${cut > 0 ? `; ${cut} entries after the first are left out` : ''}`,
        left: 16,
        top: 10,
        textStyle: { width: WIDTH - 32, overflow: 'truncate' },
      },
      grid: { left: LABEL + 24, right: 24, top: HEAD, bottom: FOOT },
      xAxis: {
        type: 'time',
        min: start - margin,
        max: end + margin,
        splitNumber: 4,
        splitLine: { show: true },
        axisLabel: {
          formatter: long ? '{MM}-{dd} {HH}:{mm}' : short ? '{HH}:{mm}:{ss}' : '{HH}:{mm}',
          hideOverlap: true,
        },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: {
          interval: 0,
          align: 'left',
          margin: LABEL,
          width: LABEL - 24,
          overflow: 'truncate',
          formatter: (_: string, index: number) => {
            const { at, text } = shown[index] ?? { at: '', text: '' };
            return `${at.slice(11, short ? 19 : 16)}  ${oneLine(text)}`;
          },
        },
      },
      series: [
        {
          type: 'scatter',
          symbolSize: 10,
          data: shown.map(({ at }, index) => [Date.parse(at), String(index)]),
          markArea: {
            silent: true,
            label: { position: 'top', fontSize: 12 },
            data: phases.map(({ status, from: begin, to: until }) => [
              {
                name: wide(begin, until, start, end) ? status : '',
                xAxis: Date.parse(begin),
                itemStyle: { color: COLOURS[status], opacity: 0.18 },
                label: { color: COLOURS[status] },
              },
              { xAxis: Date.parse(until) },
            ]),
          },
        },
      ],
    },
    size: { width: WIDTH, height: HEAD + FOOT + ROW * Math.max(shown.length, 3) },
  };
}

/** What our font has no letters for, and what would turn the direction of the rest, is left out. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\p{Extended_Pictographic}\p{Cf}\ufe0f]/gu, '')
    .trim();
}

/** Whether a phase has room for its name. */
function wide(begin: string, until: string, start: number, end: number): boolean {
  return (Date.parse(until) - Date.parse(begin)) / Math.max(end - start, 1) > 0.28;
}
