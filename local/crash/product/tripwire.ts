import { createServer, request } from 'node:http';
import { type AddressInfo } from 'node:net';

/** Where the product is killed: around its n-th write to a table, or its n-th call to a vendor. */
export interface Point {
  kind: 'write' | 'call';
  /** From 1. */
  index: number;
  when: 'before' | 'after';
  /** Counts only what this matches, of method and path. */
  matching?: RegExp;
}

/** Counts what passes between the product and the servers around it, and kills at one point. */
export class Tripwire {
  /** What was under way when it tripped, e.g. `write 7: POST …/CountersignMarks`. */
  tripped: string | undefined;
  private point: Point | undefined;
  private readonly counts = { write: 0, call: 0 };

  constructor(private readonly kill: () => void) {}

  arm(point: Point): void {
    this.point = point;
    this.tripped = undefined;
    this.counts.write = this.counts.call = 0;
  }

  disarm(): void {
    this.point = undefined;
  }

  /** Gives what to do when the answer comes. Each says whether the wire has tripped: nothing goes any further then. */
  pass(kind: Point['kind'], what: string): { before: boolean; after: () => boolean } {
    if (this.point?.matching?.test(what) === false) return { before: false, after: () => false };
    const count = ++this.counts[kind];
    const isHere = this.point?.kind === kind && this.point.index === count;
    const trip = (when: Point['when']): boolean => {
      if (!isHere || this.point?.when !== when) return false;
      this.tripped = `${when} ${kind} ${count}: ${what}`;
      this.kill();
      return true;
    };
    return { before: trip('before'), after: () => trip('after') };
  }
}

/**
 * Stands before a server and lets everything pass the wire.
 * @param kindOf undefined for what is not counted
 */
export async function startWiredProxy(
  target: string,
  wire: Tripwire,
  kindOf: (method: string, path: string) => Point['kind'] | undefined,
) {
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const kind = kindOf(method, url);
    const passing = kind && wire.pass(kind, `${method} ${url.split('?')[0]}`);
    if (passing?.before) return void incoming.destroy();
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        if (passing?.after()) return void incoming.destroy();
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(chunks));
      });
      answer.on('error', () => outgoing.destroy());
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
