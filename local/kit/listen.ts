import { serve, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ServerEnv } from './server-env';

export interface Listening {
  /** `http://127.0.0.1:PORT`, without a slash at the end */
  url: string;
  port: number;
  /** Stops listening and cuts open connections. */
  close(): Promise<void>;
}

/**
 * Serves a hono app on 127.0.0.1.
 * @param port 0 takes any free port
 * @throws Error that names the port when it is in use
 */
export async function listen<E extends ServerEnv>(app: Hono<E>, port = 0): Promise<Listening> {
  const server = await new Promise<ServerType>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(starting));
    starting.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new Error(`port ${port} is in use on 127.0.0.1`, { cause }) : cause),
    );
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no TCP address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
