import { VendorError } from '../connectors/vendor-error';

/** What a source gave, or why it gave nothing. */
export type Reading<T> = { value: T } | { missing: Missing };

export interface Missing {
  source: string;
  /** In what way: two of one source that are alike are one trouble. */
  how: string;
  /** In words that name the source. */
  text: string;
}

/** How long one source may take, in milliseconds: a whole answer has 2 s. */
const PATIENCE = 1_500;

/** Asks one source of several. One that is away or slow is told in the answer, and holds up none of the others. */
export async function inTime<T>(source: string, ask: (signal: AbortSignal) => Promise<T>): Promise<Reading<T>> {
  const given = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Reading<T>>((resolve) => {
    timer = setTimeout(() => {
      resolve({ missing: { source, how: 'late', text: `${source} did not answer within ${PATIENCE / 1000} s.` } });
      given.abort();
    }, PATIENCE);
  });
  const asked = ask(given.signal).then(
    (value) => ({ value }),
    (error: unknown) => whyMissing(source, error),
  );
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

export function valueOf<T>(reading: Reading<T>): T | undefined {
  return 'value' in reading ? reading.value : undefined;
}

function whyMissing(source: string, error: unknown): { missing: Missing } {
  if (error instanceof VendorError) {
    const { name, status, temporary, message: text } = error;
    return { missing: { source, how: `${name} ${status ?? ''} ${temporary}`, text } };
  }
  // Rows may lie in another account than those without which nothing is answered at all.
  if (error instanceof Error && error.name === 'StorageError') {
    return { missing: { source, how: error.name, text: `${source} cannot be read just now.` } };
  }
  throw error;
}
