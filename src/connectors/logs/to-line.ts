import { type LogLevel, type LogLine } from '../../model/log-answer';
import { wellFormed } from '../../model/well-formed';
import { maskSecrets } from '../mask-secrets';
import { levelIn, levelOf } from './level';

const longest = 4_000;
/** Colours and cursor movements of terminals. */
const escapes = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g;
const controls = /[^\P{Cc}\n\t]/gu;
/** A line of a PEM body by itself: collectors that split at line breaks tear private keys apart. */
const pemLine = /^\s*(?=[^\s]*[a-z])(?=[^\s]*[A-Z])[A-Za-z0-9+/]{60,76}={0,2}\s*$/;

/** @param at ISO 8601 or anything that Date reads; @param given the level as the source has it */
export function toLine(at: string | number, given: string | undefined, raw: string): LogLine {
  const clean = raw.replace(escapes, '').replace(/\r\n?/g, '\n').replace(controls, '').trimEnd();
  const level: LogLevel | undefined = levelOf(given) ?? levelIn(clean);
  // Masked before it is cut: half a secret has no shape.
  const masked = pemLine.test(clean) ? '***' : maskSecrets(clean);
  const text = masked.length > longest ? `${masked.slice(0, longest - 1)}…` : masked;
  return { at: new Date(at).toISOString(), ...(level ? { level } : {}), text: wellFormed(text) };
}
