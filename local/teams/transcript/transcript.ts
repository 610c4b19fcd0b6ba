import { type Moment } from '../state/model';
import { type Store } from '../state/store';
import { renderCard } from './render-card';
import { textOf } from './text-of';

const nameWidth = 12;
const clock = (at: number) => new Date(at).toISOString().slice(11, 19);

/**
 * A conversation as people saw it, in order, each version of a message where it appeared. Times are UTC.
 * @param viewer only what this person saw; without it, all that anybody saw, with a note on what only one person did
 */
export function transcript(store: Store, conversation: string, viewer?: string): string {
  return store.state.moments
    .filter(
      (moment) => moment.conversation === conversation && (!viewer || !moment.onlyFor || moment.onlyFor === viewer),
    )
    .map((moment) => entry(store, moment))
    .join('\n');
}

function entry(store: Store, moment: Moment): string {
  const [first = '', ...rest] = describe(store, moment);
  const watched = moment.onlyFor ? `  (only ${nameOf(store, moment.onlyFor)} sees this)` : '';
  const indent = ' '.repeat(10 + nameWidth + 1);
  const author = moment.kind === 'refreshed' || moment.kind === 'noted' ? store.state.bot.id : moment.who;
  return [
    `${clock(moment.at)}  ${nameOf(store, author).padEnd(nameWidth)} ${first}${watched}`,
    ...rest.map((line) => indent + line),
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}

const nameOf = (store: Store, id: string) => store.person(id)?.name ?? store.state.bot.name;

function describe(store: Store, moment: Moment): string[] {
  const message = 'message' in moment ? store.message(moment.conversation, moment.message) : undefined;
  const of = message ? `the message of ${clock(Number(message.id))}` : '';
  const version = (index: number) => textOf(message?.versions[index] ?? {}).split('\n');
  switch (moment.kind) {
    case 'posted':
      return message?.root && message.root !== message.id
        ? [`↳ in the thread of ${clock(Number(message.root))}`, ...version(0)]
        : version(0);
    case 'edited':
      return [`(edited, was posted ${clock(Number(moment.message))})`, ...version(moment.version)];
    case 'deleted':
      return [`deleted ${of}`];
    case 'clicked': {
      const inputs = Object.entries(moment.inputs).map(([name, value]) => `${name}: ${String(value)}`);
      return [`clicked [${moment.label}] on ${of}`, ...inputs];
    }
    case 'refreshed':
      return [`shows ${of} anew`, ...renderCard(moment.card)];
    case 'noted':
      return moment.text.split('\n');
    case 'installed':
      return ['added the app'];
    case 'uninstalled':
      return ['removed the app'];
    case 'joined':
      return ['joined'];
  }
}
