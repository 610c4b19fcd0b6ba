import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on loopback; port 0 takes a free one. Throws with `code` EADDRINUSE when the port is taken. */
export async function listen(port: number, handler: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, handler);
  server.maxHeadersCount = 0;
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
