import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Writing } from './audit-writer';

/** Processes that write to one audit log at once. */
interface WriterProcesses {
  /** Each writes so much; gives the entries per second of all together. */
  write: (writing: Writing) => Promise<number>;
  close: () => void;
}

/** Forks `.build/audit-writer.mjs`, which `npm run build` makes. */
export async function startWriters(processes: number, connectionString: string): Promise<WriterProcesses> {
  const children = Array.from({ length: processes }, () => fork('.build/audit-writer.mjs', [connectionString]));
  await Promise.all(children.map(said));
  return {
    async write(writing) {
      const took = children.map((child) => said(child) as Promise<number>);
      for (const child of children) child.send(writing);
      return ((processes * writing.times) / Math.max(...(await Promise.all(took)))) * 1_000;
    },
    close() {
      for (const child of children) if (child.connected) child.disconnect();
    },
  };
}

async function said(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const heard = { signal: over.signal };
  const ended = once(child, 'exit', heard).then(([code]: unknown[]) => {
    throw new Error(`A writer ended with ${String(code)}.`);
  });
  // What is no longer listened for ends in an error that is nobody's.
  ended.catch(() => undefined);
  try {
    const [message] = (await Promise.race([once(child, 'message', heard), ended])) as [unknown];
    return message;
  } finally {
    over.abort();
  }
}
