import { type LogLevel, type LogLine } from '../../model/log-answer';
import { wellFormed } from '../../model/well-formed';
import { maskAll } from '../mask-secrets';
import { levelIn, levelOf } from './level';
import { withoutTornKeys } from './torn-keys';

const longest = 4_000;
/** Colours and cursor movements of terminals. */
const escapes = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g;
const controls = /[^\P{Cc}\n\t]/gu;

export interface LogEntry {
  at: Date;
  /** The level as the source has it. */
  level: string | undefined;
  raw: string;
}

/** @param entries oldest first */
export function toLines(entries: LogEntry[]): LogLine[] {
  const clean = entries.map(({ raw }) =>
    raw.replace(escapes, '').replace(/\r\n?/g, '\n').replace(controls, '').trimEnd(),
  );
  // Masked before they are cut: half a secret has no shape.
  const texts = maskAll(withoutTornKeys(clean));
  return entries.map(({ at, level: given }, index) => {
    const level: LogLevel | undefined = levelOf(given) ?? levelIn(clean[index]!);
    const masked = texts[index]!;
    const text = masked.length > longest ? `${masked.slice(0, longest - 1)}…` : masked;
    return { at: at.toISOString(), ...(level ? { level } : {}), text: wellFormed(text) };
  });
}
