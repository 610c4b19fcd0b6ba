import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports by setting, from the environment or the default.
 * @throws Error with one line for each setting that is no port, or whose port is in use on 127.0.0.1
 */
export async function readPorts<Name extends string>(
  settings: Record<Name, { setting: string; otherwise: number }>,
  env: Record<string, string | undefined>,
): Promise<Record<Name, number>> {
  const ports = {} as Record<Name, number>;
  const problems: string[] = [];
  for (const [name, { setting, otherwise }] of Object.entries(settings) as [Name, (typeof settings)[Name]][]) {
    const given = env[setting] ?? String(otherwise);
    const port = Number(given);
    if (!/^\d{1,5}$/.test(given) || port > 65_535) problems.push(`${setting} is "${given}", which is no port.`);
    else if (!(await isFree(port))) problems.push(`Port ${port} is in use. Set ${setting} to a free one.`);
    ports[name] = port;
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
