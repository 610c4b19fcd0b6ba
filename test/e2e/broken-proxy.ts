import { createServer, request } from 'node:http';
import { type AddressInfo } from 'node:net';

interface Refusal {
  /** Of method, address and body together. */
  matching: RegExp;
  status: number;
  headers?: Record<string, string>;
  /** How often; always, where it is not said. */
  times?: number;
}

/** Stands before a server and refuses some of what it is asked; the first refusal that matches. */
export async function startBrokenProxy(target: string) {
  let refused = 0;
  let refusals: Refusal[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const asked = `${incoming.method} ${incoming.url}\n${body.toString()}`;
      const refusal = refusals.find(({ matching, times = Infinity }) => times > 0 && matching.test(asked));
      if (refusal) {
        refused += 1;
        if (refusal.times !== undefined) refusal.times -= 1;
        outgoing.writeHead(refusal.status, refusal.headers).end();
        return;
      }
      const { method, headers } = incoming;
      const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Replaces what was refused before. */
    refuse: (...next: Refusal[]) => {
      refusals = next;
    },
    refused: () => refused,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
