import { type APIEmbed, type APIEmbedField } from 'discord-api-types/v10';
import { type Inline, type View } from '../../../model/view';
import { cleanCode, cleanLine, cut, cutFront } from '../../shared/clean-text';
import { fitChart } from '../../shared/fit-chart';
import { fitSteps, progressBar } from '../../shared/fit-steps';
import { DESCRIPTION, EMBEDS_TOTAL, FIELD_NAME, FIELD_VALUE, FIELDS, FOOTER } from '../limits';
import { escapeMarkdown } from './escape-markdown';
import { markdownLine, plainLine } from './markdown-line';
import { Room } from './room';

const COLORS = { neutral: 0x5865f2, waiting: 0xf0b232, good: 0x23a55a, bad: 0xda373c };

/** How much of each part is shown at most. Ours: nobody reads more in a chat. Together they fit a description. */
const HEADLINE = 600;
const LINES = 1600;
const CHART = 200;
const PROGRESS = 1000;
const LINKS = 650;
const SHOWN = { lines: 20, facts: 20, lists: 4, items: 15, steps: 20, links: 8, code: 2500 };
const LINE = 500;

/** Line breaks between the parts, and dashes where there is nothing. */
const JOINTS = 50;

/** A view as embeds: one, and a second with the text that is quoted. The parts that matter most are given room first. */
export function renderEmbeds(view: View, mark?: string): APIEmbed[] {
  const room = new Room(EMBEDS_TOTAL - JOINTS);
  const color = COLORS[view.tone];
  const small = footerText(view, mark);
  const footer = small && room.has(small.length) ? { footer: { text: small } } : {};
  const headline = room.take(
    [`**${escapeMarkdown(cut(cleanLine(view.icon), 10))} ${headlineText(view)}**`],
    HEADLINE + 20,
  );
  const lines = room.take(
    [...(view.lines ?? []), ...faultLines(view)].map((line) => markdownLine(line, LINE)),
    LINES,
    SHOWN.lines,
  );
  const facts = fields(room, (view.facts ?? []).slice(0, SHOWN.facts).map(factField));
  const links = room.take([linksText(view)].filter(Boolean), LINKS);
  const code = view.code && codeEmbed(room, view.code);
  const chart = room.take(chartLines(view.chart), CHART);
  const progress = room.take(
    [
      ...(view.progress ? [progressBar(view.progress)] : []),
      ...fitSteps(view.steps ?? [], SHOWN.steps).map(({ words }) => escapeMarkdown(words)),
    ],
    PROGRESS,
  );
  const lists = listFields(room, view.lists ?? []);
  const description = [headline, lines, chart, progress, links].filter(Boolean).join('\n');
  const all = [...facts, ...lists].slice(0, FIELDS);
  return [
    { color, description: description.slice(0, DESCRIPTION), ...(all.length ? { fields: all } : {}), ...footer },
    ...(code ? [{ color, ...code }] : []),
  ];
}

/** Discord's form is gone once it is sent: what is wrong with it stands beside the button that opens it again. */
function faultLines({ faults = {}, headline }: View): Inline[][] {
  return Object.entries(faults).flatMap(([field, problem]) =>
    headline.includes(problem) ? [] : [[{ bold: field }, `: ${problem}`]],
  );
}

/** A headline is bold already. */
function headlineText({ headline }: View): string {
  return markdownLine(
    headline.map((inline) => (typeof inline === 'object' && 'bold' in inline ? inline.bold : inline)),
    HEADLINE,
  );
}

function footerText({ footer = [] }: View, mark?: string): string {
  const lines = footer.map((line) => plainLine(line, LINE)).filter((line) => line.trim());
  return [cut(lines.join('\n'), FOOTER - 100), ...(mark ? [`ref ${mark}`] : [])].filter(Boolean).join('\n');
}

/** What is longer stands in a row of its own, not beside others. */
const BESIDE = 90;

function factField({ label, value }: NonNullable<View['facts']>[number]): APIEmbedField {
  const text = orDash(markdownLine(value, FIELD_VALUE / 2));
  return { name: fieldName(label), value: text, inline: text.length <= BESIDE };
}

function listFields(room: Room, lists: NonNullable<View['lists']>): APIEmbedField[] {
  const shown = lists.slice(0, SHOWN.lists).flatMap(({ title, items, more }) => {
    const name = fieldName(title);
    if (!room.has(name.length)) return [];
    const lines = items.map((item) => markdownLine(item, LINE)).filter(Boolean);
    const value = room.take(
      [...lines.map((line) => `• ${line}`), ...(more ? [markdownLine(more, LINE)] : [])],
      FIELD_VALUE,
      SHOWN.items + 1,
    );
    return [{ name, value: orDash(value) }];
  });
  const left = lists.length - shown.length;
  return left && room.has(30) ? [...shown, { name: `… ${left} more lists`, value: '–' }] : shown;
}

/** Field names show markdown as well. */
function fieldName(label: string): string {
  return orDash(escapeMarkdown(cut(cleanLine(label), FIELD_NAME / 3)).trim());
}

/** Discord takes no field without a name and a value. */
function orDash(text: string): string {
  return text.trim() ? text : '–';
}

function fields(room: Room, all: APIEmbedField[]): APIEmbedField[] {
  const kept = all.filter(({ name, value }) => room.has(name.length + value.length));
  const left = all.length - kept.length;
  return left && room.has(20) ? [...kept, { name: `… ${left} more`, value: '–', inline: true }] : kept;
}

function linksText({ links = [] }: View): string {
  const shown = links
    .slice(0, SHOWN.links)
    .map(({ text, url }) => markdownLine([{ link: cut(text, 100), url }], LINKS));
  const text = shown.filter(Boolean).join(' · ');
  return text.length <= LINKS ? text : (shown[0] ?? '');
}

function chartLines(chart: View['chart']): string[] {
  const blocks = chart ? fitChart(chart) : '';
  const title = cleanLine(chart?.title ?? '').trim();
  return blocks ? [...(title ? [markdownLine([{ bold: cut(title, 90) }], 120)] : []), `\`${blocks}\``] : [];
}

const FENCE = '```';

/** The end of it matters most. A fence within it is taken apart. */
function codeEmbed(room: Room, { title, text }: NonNullable<View['code']>): APIEmbed | undefined {
  const name = plainLine([title], FIELD_NAME).trim();
  const most = Math.min(SHOWN.code, room.share(0.6)) - name.length - 2 * FENCE.length - 2;
  if (most < 20) return undefined;
  let shown = cleanCode(text).trimEnd().replaceAll(FENCE, '`\u200b``');
  shown = cutFront(shown, most);
  const description = `${FENCE}\n${shown}\n${FENCE}`;
  if (!shown.trim() || !room.has(name.length + description.length)) return undefined;
  return { ...(name ? { title: name } : {}), description };
}
