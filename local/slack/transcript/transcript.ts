import { isObject, type Json } from '../block-kit/check';
import { type Content, type Moment } from '../state/model';
import { type Store } from '../state/store';
import { renderEmoji, renderMrkdwn, type Reading } from './mrkdwn';
import { renderBlocks } from './render-blocks';
import { ansiStyle, plainStyle } from './style';

export interface TranscriptOptions {
  /** Only what this person saw; without it, all that anybody saw, with a note on what only one person did. */
  viewer?: string;
  /** Bold and dim by terminal codes. */
  ansi?: boolean;
}

const nameWidth = 12;
const clock = (at: number) => new Date(at).toISOString().slice(11, 19);

/** The channel as people saw it, in order, each version of an edited message where it appeared. Times are UTC. */
export function transcript(store: Store, channel: string, { viewer, ansi }: TranscriptOptions = {}): string {
  const reading: Reading = { state: store.state, style: ansi ? ansiStyle : plainStyle, now: store.now() };
  const submitted = new Set<string>();
  return store.state.moments
    .filter((moment) => moment.channel === channel && (!viewer || !moment.onlyFor || moment.onlyFor === viewer))
    .flatMap((moment) => {
      if (moment.kind === 'submitted') submitted.add(moment.viewId);
      if (moment.kind === 'closed' && submitted.has(moment.viewId)) return [];
      const lines = describe(store, moment, reading);
      return lines.length ? [entry(store, moment, lines, reading, viewer)] : [];
    })
    .join('\n');
}

function entry(store: Store, moment: Moment, lines: string[], { style }: Reading, viewer?: string): string {
  const name = nameOf(store, moment.user);
  const watched = moment.onlyFor && (viewer ? 'only you see this' : `only ${nameOf(store, moment.onlyFor)} sees this`);
  const [first = '', ...rest] = watched
    ? [`${lines[0] ?? ''}  ${style.dim(`(${watched})`)}`, ...lines.slice(1)]
    : lines;
  const indent = ' '.repeat(10 + nameWidth + 1);
  return [`${clock(moment.at)}  ${style.bold(name.padEnd(nameWidth))} ${first}`, ...rest.map((line) => indent + line)]
    .map((line) => line.trimEnd())
    .join('\n');
}

const nameOf = (store: Store, id: string) => store.user(id)?.name ?? id;

function describe(store: Store, moment: Moment, reading: Reading): string[] {
  const { dim } = reading.style;
  const about = 'ts' in moment && moment.channel && moment.ts ? store.message(moment.channel, moment.ts) : undefined;
  const when = about ? clock(Number(about.ts) * 1000) : '';
  switch (moment.kind) {
    case 'posted': {
      const lines = renderContent(about?.versions[0], reading);
      if (about?.subtype === 'slash') return lines.map(dim);
      return about?.threadTs ? [dim(`↳ in the thread of ${clock(Number(about.threadTs) * 1000)}`), ...lines] : lines;
    }
    case 'edited':
      return [dim(`(edited, was posted ${when})`), ...renderContent(about?.versions[moment.version], reading)];
    case 'deleted':
      return [dim(`deleted the message of ${when}`)];
    case 'reacted':
      return [`reacted ${renderEmoji(moment.name)} ${dim(`to the message of ${when}`)}`];
    case 'unreacted':
      return [`took back ${renderEmoji(moment.name)} ${dim(`on the message of ${when}`)}`];
    case 'typed':
      return [moment.text];
    case 'noted':
      return [renderMrkdwn(moment.text, reading)];
    case 'clicked':
      return [`clicked [${moment.label}]${when ? dim(` on the message of ${when}`) : ''}`];
    case 'opened':
      return [dim('shows a form'), ...renderView(moment.body, reading)];
    case 'updated':
      return [dim('changes the form'), ...renderView(moment.body, reading)];
    case 'submitted':
      return [dim('submitted the form'), ...renderValues(moment.values ?? {})];
    case 'closed':
      return [dim('closed the form')];
    case 'joined':
      return [dim('joined the channel')];
    case 'created':
      return [dim('created the channel')];
    case 'topic':
      return [`${dim('set the topic to')} ${store.channel(moment.channel ?? '')?.topic ?? ''}`];
  }
}

function renderContent(content: Content | undefined, reading: Reading): string[] {
  if (!content) return [];
  const attached = (content.attachments ?? []).flatMap((attachment) =>
    (Array.isArray(attachment.blocks)
      ? renderBlocks(attachment.blocks as Json[], reading)
      : renderMrkdwn((attachment.text ?? attachment.fallback ?? '') as string, reading).split('\n')
    ).map((line) => `┃ ${line}`),
  );
  const own = content.blocks ? renderBlocks(content.blocks, reading) : renderMrkdwn(content.text, reading).split('\n');
  return [...own, ...attached];
}

function renderView(body: Json, reading: Reading): string[] {
  const label = (value: unknown) => (isObject(value) ? [`[${String(value.text)}]`] : []);
  const buttons = [...label(body.submit), ...label(body.close)].join(' ');
  return [
    `┌ ${isObject(body.title) ? reading.style.bold(String(body.title.text)) : 'Home'}`,
    ...renderBlocks(body.blocks as Json[], reading).map((line) => `│ ${line}`),
    `└ ${buttons}`,
  ];
}

const renderValues = (values: Json): string[] =>
  Object.values(values)
    .filter(isObject)
    .flatMap((actions) => Object.values(actions).filter(isObject))
    .map(({ type: _, ...state }) => Object.values(state)[0])
    .filter((value) => value !== null && value !== undefined)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
