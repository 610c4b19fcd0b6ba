import { type FormField } from '../src/model/form';
import { type View } from '../src/model/view';
import { cleanLine } from '../src/platforms/shared/clean-text';
import { type Api, type State, type Taken } from './api';
import { type Io } from './console-io';
import { EXIT, EXIT_OF } from './exit-codes';
import { type Confirm, follow } from './follow';
import { renderView } from './render-view';
import { toJson } from './to-json';

/** Asks a line, and watches it to its end unless told not to. @returns the exit code */
export async function askCommand(api: Api, io: Io, line: string, wait: boolean): Promise<number> {
  const taken = await filledIn(api, io, await api.ask(line));
  if (taken.answer && (!taken.done || !isAsked(taken.answer))) return answered(io, line, taken, taken.answer);
  if (wait) return watch(api, io, taken.id);
  if (io.json) io.say(toJson({ version: 1, id: taken.id, line, state: 'running' }));
  else io.say(`Asked. To see what becomes of it: countersign watch ${taken.id}`);
  return EXIT.success;
}

/** A form that was taken is answered with words of its own; what it asked is under way. */
function isAsked({ headline }: View): boolean {
  return headline[0] === 'Asked: ';
}

function answered(io: Io, line: string, { id, done = false }: Taken, answer: View): number {
  const text = renderView(answer, io.style);
  const result = done ? 'success' : 'invalid';
  if (io.json) io.say(toJson({ version: 1, id, line, state: 'ended', result, text }));
  else io.terminal.show(text);
  return done ? EXIT.success : EXIT.usage;
}

const TRIES = 3;

/** Whoever sits at a terminal is asked for what the line lacks. */
async function filledIn(api: Api, io: Io, taken: Taken): Promise<Taken> {
  const { question } = io;
  let now = taken;
  for (let tries = 0; question && !io.json && !now.done && now.answer?.form && tries < TRIES; tries++) {
    const { form, faults = {} } = now.answer;
    io.terminal.show(renderView(now.answer, io.style));
    io.terminal.settle();
    const values: Record<string, string> = {};
    for (const field of form.fields) {
      const missing = field.value === undefined && !field.optional;
      const said = missing || faults[field.name] !== undefined ? await question(questionOf(field)) : field.value;
      if (said) values[field.name] = said;
    }
    now = await api.fill(form.command, values);
  }
  return now;
}

function questionOf({ label, hint, choices = [] }: FormField): string {
  const about = choices.length ? choices.join(', ') : hint;
  return `${cleanLine(label)}${about ? ` (${cleanLine(about)})` : ''}: `;
}

/** Watches a request to its end. @returns the exit code */
export async function watch(api: Api, io: Io, id: string): Promise<number> {
  const hinted = new Set<string>();
  const show = (state: State) => {
    if (io.json) return;
    io.terminal.show(linesOf(state, io));
    const hint = hintFor(state);
    if (hint === undefined || hinted.has(hint)) return;
    hinted.add(hint);
    io.note(hint);
    io.terminal.settle();
  };
  const state = await follow(api, id, show, confirmWith(api, io));
  const { outcome } = state;
  if (io.json) io.say(toJson(documentOf(state, io)));
  else if (state.messages.length + state.told.length === 0)
    io.say(cleanLine(outcome?.message ?? outcome?.reasonCode ?? ''));
  return outcome ? EXIT_OF[outcome.result] : EXIT.failure;
}

/** What is waited for, and what is typed to go on. */
function hintFor({ id, yours, messages }: State): string | undefined {
  const kinds = (messages.at(-1)?.view.actions ?? []).map(({ kind }) => kind);
  if (kinds.includes('approve')) return `It waits for somebody who may decide it: countersign approve ${short(id)}`;
  if (!kinds.includes('confirm')) return undefined;
  return yours ? `It waits for you: countersign confirm ${short(id)}` : 'It waits for the one who asked.';
}

export function short(id: string): string {
  return id.slice(0, 8);
}

function linesOf({ state, messages, told, files }: State, { style }: Io): string[] {
  const last = messages.slice(-1).flatMap(({ view, replies }) => [view, ...replies]);
  return [
    ...[...last, ...told].flatMap((view) => renderView(view, style)),
    ...(state === 'running' ? [] : files).flatMap(({ title, content }) => [
      style.dim(cleanLine(title)),
      ...content.split('\n').map(cleanLine),
    ]),
  ];
}

/** What `--json` writes. Fields are only ever added; `version` changes when one had to change its meaning. */
function documentOf(state: State, io: Io) {
  const { id, line, requester, platform, channel, askedAt, outcome, files } = state;
  return {
    version: 1,
    id,
    line,
    requester,
    platform,
    channel,
    asked_at: askedAt,
    state: state.state,
    result: outcome?.result,
    reason_code: outcome?.reasonCode,
    message: outcome?.message,
    text: linesOf({ ...state, files: [] }, io),
    files: files.map(({ name, content }) => ({ name, text: content })),
  };
}

function confirmWith(api: Api, { question, json, terminal, note, style }: Io): Confirm | undefined {
  if (!question || json) return undefined;
  return async ({ ballot, type }) => {
    terminal.settle();
    const words =
      type === undefined ? 'Confirm? (yes/no) ' : `Type ${cleanLine(type)} to confirm, or nothing to cancel: `;
    const said = (await question(words)).trim();
    const confirmed = type === undefined ? /^y(es)?$/i.test(said) : said !== '';
    const { instanceId: id, round, planHash } = ballot;
    const decision = confirmed ? 'confirm' : 'cancel';
    const { done = false, answer } = await api.vote({
      id,
      round,
      planHash,
      decision,
      ...(type !== undefined && confirmed && { typed: said }),
    });
    if (answer) note(renderView(answer, style).join('\n'));
    return done;
  };
}
