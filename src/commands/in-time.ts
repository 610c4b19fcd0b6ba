import { VendorError } from '../connectors/vendor-error';

/** What a source gave, or why it gave nothing, in words that name it. */
export type Reading<T> = { value: T } | { missing: string };

/** How long one source may take, in milliseconds: a whole answer has 2 s. */
const PATIENCE = 1_500;

/** Asks one source of several. One that is away or slow is told in the answer, and holds up none of the others. */
export async function inTime<T>(source: string, ask: (signal: AbortSignal) => Promise<T>): Promise<Reading<T>> {
  const given = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Reading<T>>((resolve) => {
    timer = setTimeout(() => {
      resolve({ missing: `${source} did not answer within ${PATIENCE / 1000} s.` });
      given.abort();
    }, PATIENCE);
  });
  const asked = ask(given.signal).then((value) => ({ value }), whyMissing);
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

export function valueOf<T>(reading: Reading<T>): T | undefined {
  return 'value' in reading ? reading.value : undefined;
}

function whyMissing(error: unknown): { missing: string } {
  if (error instanceof VendorError) return { missing: error.message };
  throw error;
}
