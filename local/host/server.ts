import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on loopback; port 0 takes a free one. Throws with `code` EADDRINUSE when the port is taken. */
export async function listen(port: number, handler: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: 65_000 }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Takes no new connection; those that are answering may finish. */
export function stopAccepting(server: Server): void {
  server.close();
  server.closeIdleConnections();
}

/** Lets answers that are being sent go out, a second at most, and cuts what is left. */
export async function disconnect(server: Server): Promise<void> {
  const deadline = Date.now() + 1000;
  while (Date.now() < deadline && (await connections(server)) > 0) {
    server.closeIdleConnections();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  server.closeAllConnections();
}

function connections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
}
