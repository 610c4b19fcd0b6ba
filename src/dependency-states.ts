import { connect } from 'node:net';

/** What one of the things that the bot needs is like now. */
interface DependencyState {
  state: 'ok' | 'failing' | 'not set';
  /** Figures, or what is wrong. */
  says?: string;
}

/** Asks each at once; one that does not answer within `deadlineMs` is failing. */
export async function dependencyStates(
  checks: Record<string, () => Promise<string | undefined>>,
  addresses: Record<string, string | undefined>,
  deadlineMs = 3_000,
): Promise<Record<string, DependencyState>> {
  const asked = Object.entries(checks).map(([name, check]) => [name, stateOf(check, deadlineMs)] as const);
  const reached = Object.entries(addresses).map(([name, address]) => [name, reach(address, deadlineMs)] as const);
  const found = await Promise.all([...asked, ...reached].map(async ([name, state]) => [name, await state] as const));
  return Object.fromEntries(found);
}

async function stateOf(check: () => Promise<string | undefined>, deadlineMs: number): Promise<DependencyState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${deadlineMs / 1_000} s.`)), deadlineMs);
  });
  try {
    const says = await Promise.race([Promise.resolve().then(check), late]);
    return { state: 'ok', ...(says !== undefined && { says }) };
  } catch (error) {
    return { state: 'failing', says: (error as Error).message };
  } finally {
    clearTimeout(timer);
  }
}

/** Whether something listens there; nothing is asked of it, so no token is needed and nothing is used up. */
async function reach(address: string | undefined, deadlineMs: number): Promise<DependencyState> {
  if (!address) return { state: 'not set' };
  const { protocol, hostname, port } = new URL(address);
  const to = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
  const open = () =>
    new Promise<undefined>((resolve, reject) => {
      const socket = connect(to, () => {
        socket.end();
        resolve(undefined);
      });
      socket.once('error', (error: NodeJS.ErrnoException) =>
        reject(new Error(`It cannot be reached (${error.code ?? 'no answer'}).`)),
      );
      socket.setTimeout(deadlineMs, () => socket.destroy());
    });
  return stateOf(open, deadlineMs);
}
