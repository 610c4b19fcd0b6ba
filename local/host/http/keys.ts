import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The keys of a host: `function` opens functions, `master` everything, `system` the Durable management URLs. */
export interface Keys {
  function: string;
  master: string;
  system: string;
}

/** Master and system key are derived from the function key, so that one setting is enough and URLs stay valid over a restart. */
export function deriveKeys(functionKey: string): Keys {
  const derive = (purpose: string): string =>
    createHash('sha256').update(`${purpose}\n${functionKey}`).digest('base64url');
  return { function: functionKey, master: derive('master'), system: derive('durabletask_extension') };
}

export function newFunctionKey(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in constant time for texts of equal length. */
export function sameKey(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
