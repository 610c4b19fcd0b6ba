import { CODE_SHOWN } from '../../../model/attachment';
import { type Inline, type View, type ViewAction } from '../../../model/view';
import { writeBallot } from '../ballot';
import { BLOCKS_JSON, BUTTON_LABEL, BUTTON_VALUE, CONTEXT_ELEMENTS } from '../limits';
import { cleanCode, cleanLine, cut, cutFront } from '../../shared/clean-text';
import { type FittedInline, fitLine, lineCost } from './fit-line';
import { fitActions } from '../../shared/fit-actions';
import { fitChart } from '../../shared/fit-chart';
import { fitSteps, progressBar } from '../../shared/fit-steps';

type Line = FittedInline[];

/** A view cut down to what one Slack message can hold; whatever was left out is said. Both renderings start from it. */
export interface FittedView {
  headline: Line;
  lines: Line[];
  facts: Line[];
  lists: { title: string; items: Line[]; more: Line[] }[];
  /** Its title and the row of blocks. */
  chart: Line[];
  /** Progress bar and steps. */
  progress: Line[];
  code?: { title: string; text: string };
  links: Line;
  actions: ViewAction[];
  /** The line whose form a button opens. */
  form?: string;
  footer: Line[];
}

/** How much of each part is shown at most. Ours: nobody reads more in a chat. */
const SHOWN = { lines: 20, facts: 20, lists: 4, items: 15, steps: 20, links: 8, code: CODE_SHOWN };
const LINE = 600;
const TITLE = 100;
/** What the blocks around the contents take at least, with and without buttons; and the most that buttons may take. */
const FRAME = 3500;
const FRAME_ALONE = 800;
const ACTIONS = 6500;
/** A button without its texts. */
const BUTTON = 200;

/** The parts that matter most are given room first. */
export function fitView(view: View): FittedView {
  // A line that was cut would be another one: it gets no button.
  const whole = (view.actions ?? []).filter(
    (action) => action.kind !== 'run' || (action.line && action.line.length <= BUTTON_VALUE),
  );
  const { shown: actions, left } = fitActions(whole, (first) => actionsCost(first) <= ACTIONS);
  const room = new Room(BLOCKS_JSON - Math.max(FRAME, FRAME_ALONE + actionsCost(actions)));
  const fitted = {
    headline: [`${cut(cleanLine(view.icon), 10)} `, ...room.take([view.headline], 1).flat()],
    lines: room.take([...(view.lines ?? []), ...(view.reactionHint ? [view.reactionHint] : [])], SHOWN.lines),
    facts: room.take((view.facts ?? []).map(factLine), SHOWN.facts),
    links: room.take(
      (view.links ?? []).map(({ text, url }) => [{ link: cut(text, TITLE), url }]),
      SHOWN.links,
    ),
    footer: room.take([...left, ...(view.footer ?? [])], CONTEXT_ELEMENTS - 1),
    code: view.code && room.takeCode(view.code),
    chart: room.takeFitted(chartLines(view.chart)),
    progress: room.takeFitted([
      ...(view.progress ? [[progressBar(view.progress)]] : []),
      ...fitSteps(view.steps ?? [], SHOWN.steps).map(({ words }) => [words]),
    ]),
    lists: fitLists(room, view.lists ?? []),
  };
  return {
    ...fitted,
    links: fitted.links
      .filter(({ length }) => length > 0)
      .flatMap((link, index) => [...(index ? [' · '] : []), ...link]),
    actions,
    form: view.form && view.form.line.length <= BUTTON_VALUE ? view.form.line : undefined,
  };
}

function fitLists(room: Room, lists: NonNullable<View['lists']>): FittedView['lists'] {
  const shown = lists.slice(0, SHOWN.lists).map(({ title, items, more }) => ({
    title: cut(cleanLine(title), TITLE),
    items: room.take(items, SHOWN.items),
    more: room.take(more ? [more] : [], 1),
  }));
  const left = lists.length - shown.length;
  return left ? [...shown, { title: `… ${left} more lists`, items: [], more: [] }] : shown;
}

function chartLines(chart: View['chart']): Line[] {
  const blocks = chart ? fitChart(chart) : '';
  const title = cut(cleanLine(chart?.title ?? '').trim(), TITLE);
  return blocks ? [...(title ? [[{ bold: title }]] : []), [{ code: blocks }]] : [];
}

function factLine({ label, value }: { label: string; value: Inline[] }): Inline[] {
  return [{ bold: label }, ': ', ...value];
}

/** What is left of a message's length while it is filled. */
class Room {
  constructor(private left: number) {}

  take(lines: Inline[][], most: number): Line[] {
    return this.takeFitted(
      lines.slice(0, most).map((line) => fitLine(line, LINE)),
      Math.max(0, lines.length - most),
    );
  }

  /** Keeps what fits, and says how many do not; `beyond` were left out before. */
  takeFitted(lines: Line[], beyond = 0): Line[] {
    const kept: Line[] = [];
    for (const line of lines) {
      if (lineCost(line) > this.left) break;
      this.left -= lineCost(line);
      kept.push(line);
    }
    const more = beyond + lines.length - kept.length;
    return more ? [...kept, [`… ${more} more`]] : kept;
  }

  takeCode({ title, text }: { title: string; text: string }): FittedView['code'] {
    const half = Math.floor(this.left / 2);
    let shown = cutFront(cleanCode(text).trimEnd(), SHOWN.code);
    while (shown && lineCost([shown]) > half)
      shown = shown.length < 20 ? '' : cutFront(shown, Math.floor(shown.length * 0.7));
    if (!shown.trim()) return undefined;
    this.left -= lineCost([shown]);
    return { title: cut(cleanLine(title), TITLE), text: shown };
  }
}

/** A label may be said twice: a second time for who does not see it. */
function actionsCost(actions: ViewAction[]): number {
  const said = actions.flatMap((action) =>
    action.kind === 'run'
      ? [action.label.slice(0, BUTTON_LABEL), action.line]
      : [writeBallot(action.ballot), ...Array.from({ length: 2 }, () => (action.about ?? '').slice(0, BUTTON_LABEL))],
  );
  return actions.length * BUTTON + said.reduce((sum, text) => sum + JSON.stringify(text).length, 0);
}
