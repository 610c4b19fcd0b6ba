import { type Inline, type View } from '../src/model/view';
import { cleanCode, cleanLine } from '../src/platforms/shared/clean-text';
import { fitChart } from '../src/platforms/shared/fit-chart';
import { fitSteps, progressBar } from '../src/platforms/shared/fit-steps';
import { webAddress } from '../src/platforms/shared/web-address';
import { type Style } from './style';

const STEPS = 30;
const URL_LENGTH = 2_000;

/** A view as lines of text. Nothing that a user or vendor wrote can steer the terminal: control characters are taken out. */
export function renderView(view: View, style: Style): string[] {
  const line = (parts: Inline[]) => parts.map((part) => inline(part, style)).join('');
  const { facts = [], lists = [], progress, steps = [], chart, code, links = [], footer = [], faults = {} } = view;
  const width = Math.max(0, ...facts.map(({ label }) => cleanLine(label).length));
  const drawn = chart && fitChart(chart);
  return [
    `${cleanLine(view.icon)} ${style.tone(view.tone, line(view.headline))}`,
    ...(view.lines ?? []).map((one) => `  ${line(one)}`),
    ...facts.map(({ label, value }) => `  ${style.dim(cleanLine(label).padEnd(width))}  ${line(value)}`),
    ...lists.flatMap(({ title, items, more }) => [
      ...(title ? [`  ${style.bold(cleanLine(title))}`] : []),
      ...items.map((item) => `    ${line(item)}`),
      ...(more ? [`    ${style.dim(line(more))}`] : []),
    ]),
    ...(chart && drawn ? [`  ${style.dim(cleanLine(chart.title))}  ${drawn}`] : []),
    ...(progress ? [`  ${progressBar(progress)}`] : []),
    ...fitSteps(steps, STEPS).map(({ words, state }) => `  ${style.step(state, words)}`),
    ...(code
      ? [
          `  ${style.dim(cleanLine(code.title))}`,
          ...cleanCode(code.text)
            .split('\n')
            .map((one) => `  │ ${one}`),
        ]
      : []),
    ...links.flatMap(({ text, url }) => {
      const address = webAddress(url, URL_LENGTH);
      return address ? [`  ${cleanLine(text)}: ${cleanLine(address)}`] : [];
    }),
    ...Object.entries(faults).map(([field, fault]) => `  ${style.bold(cleanLine(field))}: ${cleanLine(fault)}`),
    ...footer.map((one) => `  ${style.dim(line(one))}`),
  ];
}

function inline(part: Inline, style: Style): string {
  if (typeof part === 'string') return cleanLine(part);
  if ('bold' in part) return style.bold(cleanLine(part.bold));
  if ('code' in part) return style.code(cleanLine(part.code));
  if ('person' in part) return style.bold(`@${cleanLine(part.person.id)}`);
  if ('time' in part) return instant(part.time);
  const address = webAddress(part.url, URL_LENGTH);
  return address ? `${cleanLine(part.link)} (${cleanLine(address)})` : cleanLine(part.link);
}

/** In the terminal's own time zone, to the second, with its name. */
function instant(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return cleanLine(time);
  return date.toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });
}
