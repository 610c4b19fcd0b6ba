import { cleanLine } from '../src/platforms/shared/clean-text';
import { type Api, type Decision, type Pending } from './api';
import { short } from './ask-command';
import { CliError } from './cli-error';
import { type Io } from './console-io';
import { EXIT } from './exit-codes';
import { renderView } from './render-view';
import { toJson } from './to-json';

const PREFIX = 4;

/** Lists what waits. */
export async function listPending(api: Api, io: Io): Promise<number> {
  const { you, requests } = await api.pending();
  if (io.json) io.say(toJson({ version: 1, you, requests }));
  else if (requests.length === 0) io.say('Nothing waits.');
  else for (const request of requests) for (const line of pendingLines(request, you, io)) io.say(line);
  return EXIT.success;
}

function pendingLines(
  { id, line, requester, waitsFor, expiresAt, may }: Pending,
  you: string,
  { style }: Io,
): string[] {
  const yours = requester === you ? ' (you)' : '';
  const minutes = Math.max(0, Math.round((Date.parse(expiresAt) - Date.now()) / 60_000));
  return [
    `${style.code(short(id))}  ${style.bold(cleanLine(line))}`,
    `          by @${cleanLine(requester)}${yours}, waits for ${cleanLine(waitsFor)}, ${minutes} min left${may.length ? `; you may ${may.join(', ')}` : ''}`,
  ];
}

/** Says approve, reject or confirm of one request; without its ID, of the only one that can be meant. @returns the exit code */
export async function decide(
  api: Api,
  io: Io,
  decision: Exclude<Decision, 'cancel'>,
  [which, ...words]: string[],
): Promise<number> {
  const { requests } = await api.pending();
  const request = which === undefined ? onlyOne(requests, decision) : await byId(api, requests, which);
  const { id, round, planHash, type } = request;
  const rest = words.join(' ').trim();
  const typed =
    type === undefined || decision !== 'confirm'
      ? undefined
      : rest || (await io.question?.(`Type ${cleanLine(type)} to confirm: `)) || '';
  const { done = false, answer } = await api.vote({
    id,
    round,
    planHash,
    decision,
    ...(decision === 'reject' && rest && { reason: rest }),
    ...(typed !== undefined && { typed }),
  });
  const text = answer ? renderView(answer, io.style) : [];
  if (io.json) io.say(toJson({ version: 1, id, line: request.line, decision, counted: done, text }));
  else {
    io.say(io.style.dim(cleanLine(request.line)));
    for (const line of text) io.say(line);
  }
  return done ? EXIT.success : EXIT.refused;
}

/** The whole ID of a request that waits, from its beginning. @throws CliError where none does */
export async function wholeId(api: Api, given: string): Promise<string> {
  if (isWhole(given)) return given;
  return (await byId(api, (await api.pending()).requests, given)).id;
}

function isWhole(id: string): boolean {
  return /^[a-z2-7]{52}$/.test(id);
}

function onlyOne(requests: Pending[], decision: Decision): Pending {
  const [only, ...others] = requests.filter(({ may }) => may.includes(decision));
  if (only && others.length === 0) return only;
  if (!only) throw new CliError(`Nothing waits that you may ${decision}: countersign pending`, EXIT.usage);
  throw new CliError(
    `Say which: countersign ${decision} ${short(only.id)} (countersign pending lists them)`,
    EXIT.usage,
  );
}

async function byId(api: Api, requests: Pending[], which: string): Promise<Pending> {
  const [found, ...others] = which.length >= PREFIX ? requests.filter(({ id }) => id.startsWith(which)) : [];
  if (found && others.length === 0) return found;
  if (others.length > 0) throw new CliError(`${which} begins more than one request: give more of it.`, EXIT.usage);
  const over = isWhole(which) && (await api.state(which));
  if (over) throw new CliError(`That request is no longer open: countersign watch ${which}`, EXIT.refused);
  throw new CliError(`No request that waits begins with ${which}: countersign pending lists them.`, EXIT.usage);
}
