import { type Inline, type View } from '../../../model/view';
import { cleanCode, cleanLine, cut, cutFront } from '../../shared/clean-text';
import { fitChart } from '../../shared/fit-chart';
import { fitSteps, progressBar } from '../../shared/fit-steps';
import { webAddress } from '../../shared/web-address';
import { actionsFor, button, type Viewer } from './buttons';
import { ADDRESS, REASON, type Room } from './card-limits';
import { formInputs, runForm, typingInputs } from './form-inputs';
import { escapeMarkdown, markdown } from './markdown';
import { Mentions } from './mentions';
import { type Piece, piecesOf, wordsOf } from './piece';
import { type Look, textElement } from './text-element';

const SUMMARY = 500;
const HARD_SPACE = '\u00a0';
const LINKS = 8;
/** Further links are in the menu behind `…`. */
const LINK_BUTTONS = 3;

/** What the template is filled with. Every part is there, an empty one as an empty list: a template cannot ask for what is not. */
export function cardData(view: View, viewer: Viewer, othersRefresh: boolean, room: Room) {
  const mentions = new Mentions();
  const pieces = (line: Inline[]) => piecesOf(line, room, mentions);
  const title = (text: string) => cut(cleanLine(text).trim(), room.title);
  /** As many as there is room for, and how many are left. */
  const some = (lines: Inline[][], most: number): Piece[][] => {
    const shown = lines
      .slice(0, most)
      .map(pieces)
      .filter(({ length }) => length > 0);
    const more = lines.length - most;
    return more > 0 ? [...shown, [{ words: `… ${more} more` }]] : shown;
  };

  const icon = cut(cleanLine(view.icon), 10).trim();
  const headline: Piece[] = [...(icon ? [{ words: `${icon} ` }] : []), ...pieces(view.headline)];
  const lines = some(view.lines ?? [], room.lines);
  const { facts: given = [] } = view;
  const facts = given.slice(0, room.facts).map(({ label, value }) => ({ label: title(label), value: pieces(value) }));
  const links = linkButtons(view.links ?? [], title);
  const { shown: actions, left } = actionsFor(view, viewer, othersRefresh);
  const head = headline.slice(icon ? 1 : 0);
  const summary = [headline, ...lines, ...facts.map(({ label, value }) => [{ words: `${label}: ` }, ...value])]
    .map(wordsOf)
    .slice(0, 8);

  return {
    style: STYLES[view.tone],
    headline: markdown(headline) || '…',
    lines: lines.map((line) => textElement(line, {}, 'Small')),
    facts: [
      ...facts.map(({ label, value }) => ({ title: escapeMarkdown(label), value: markdown(value) })),
      ...(given.length > room.facts ? [{ title: '…', value: `${given.length - room.facts} more` }] : []),
    ],
    lists: lists(view.lists ?? [], room, some, title),
    chart: view.chart ? chartRow(view.chart, title) : [],
    progress: view.progress ? [textElement([{ words: progressBar(view.progress) }], { color: 'Accent' })] : [],
    steps: fitSteps(view.steps ?? [], room.steps).map(({ words, state }) =>
      textElement([{ words: cut(words, room.line) }], STEPS[state], 'None'),
    ),
    code: view.code ? codeBlocks(view.code, room, title) : [],
    form: [...(view.form ? formInputs(view.form, view.faults) : []), ...typingInputs(actions)],
    asksReason: actions.some(({ kind }) => kind === 'reject'),
    reasonLength: REASON,
    actions: [
      ...(view.form ? [runForm(view.form)] : []),
      ...actions.map((action, index) => button(action, wordsOf(head), index + (view.form ? 1 : 0))),
    ],
    links,
    footer: some([...left, ...(view.footer ?? [])], room.footers).map((line) =>
      textElement(line, { size: 'Small', isSubtle: true }, 'None'),
    ),
    fallbackText: escapeMarkdown(cut(summary.join('\n\n'), SUMMARY)) || '…',
    msteams: { ...(WIDE.has(view.kind) && { width: 'Full' }), entities: mentions.all() },
    mentions: mentions.all(),
    summary: cut(summary.join('\n'), SUMMARY) || '…',
  };
}

const STYLES: Record<View['tone'], string> = {
  neutral: 'emphasis',
  waiting: 'warning',
  good: 'good',
  bad: 'attention',
};

const STEPS: Record<NonNullable<View['steps']>[number]['state'], Look> = {
  waiting: { isSubtle: true },
  running: { color: 'Accent', weight: 'Bolder' },
  done: { color: 'Good' },
  failed: { color: 'Attention', weight: 'Bolder' },
  skipped: { isSubtle: true },
};

/** Kinds with rows that a narrow card would break. */
const WIDE = new Set<View['kind']>(['help', 'logs', 'status', 'incident']);

function lists(
  given: NonNullable<View['lists']>,
  room: Room,
  some: (lines: Inline[][], most: number) => Piece[][],
  title: (text: string) => string,
): { title: string; items: object[] }[] {
  const shown = given.slice(0, room.lists).map((list) => ({
    title: escapeMarkdown(title(list.title)),
    items: [
      ...some(list.items, room.items).map((item) => textElement([{ words: '• ' }, ...item], {}, 'None')),
      ...some(list.more ? [list.more] : [], 1).map((more) => textElement(more, { isSubtle: true }, 'None')),
    ],
  }));
  const left = given.length - shown.length;
  return [
    ...shown.filter((list) => list.title || list.items.length),
    ...(left > 0 ? [{ title: `… ${left} more lists`, items: [] }] : []),
  ];
}

function chartRow(chart: NonNullable<View['chart']>, title: (text: string) => string) {
  const blocks = fitChart(chart).replace(/ /g, HARD_SPACE);
  const look: Look = { fontType: 'Monospace', color: 'Accent' };
  return blocks
    ? [{ title: escapeMarkdown(title(chart.title)), row: [textElement([{ words: blocks }], look, 'Small')] }]
    : [];
}

/** A block a line: clients do not agree on line breaks within one. Spaces at a line's start are kept as hard ones. */
function codeBlocks(code: NonNullable<View['code']>, room: Room, title: (text: string) => string) {
  const text = cutFront(cleanCode(code.text).trimEnd(), room.code);
  const lines = text
    .split('\n')
    .filter((line) => line.trim())
    .slice(-room.codeLines);
  return lines.length === 0
    ? []
    : [
        {
          title: escapeMarkdown(title(code.title)),
          lines: lines
            .map((line) =>
              line.replace(/^ +/, (spaces) => HARD_SPACE.repeat(spaces.length)).replace(/\t/g, HARD_SPACE.repeat(2)),
            )
            .map((words) => textElement([{ words }], { size: 'Small', fontType: 'Monospace' }, 'None')),
        },
      ];
}

function linkButtons(links: NonNullable<View['links']>, title: (text: string) => string): object[] {
  return links
    .flatMap(({ text, url }) => {
      const address = webAddress(url, ADDRESS);
      return address ? [{ type: 'Action.OpenUrl', title: title(text) || 'Link', url: address }] : [];
    })
    .slice(0, LINKS)
    .map((link, index) => (index < LINK_BUTTONS ? link : { ...link, mode: 'secondary' }));
}
