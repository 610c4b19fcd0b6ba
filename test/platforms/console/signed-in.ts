import { type EntraServer } from '../../../local/sandbox/entra/start-entra';
import { type Claims } from '../../../local/teams/identity/jwt';
import { type SigningKey } from '../../../local/teams/identity/keys';
import { createConsole } from '../../../src/platforms/console/index';
import { createConsoleBoard } from '../../../src/state/console-board';
import { memoryTables } from '../../kit/memory-tables';

export const KEY = 'a-key-of-16-characters';

/** The command line's side of the product, for whom this Entra lets in. */
export function openConsole(entra: EntraServer) {
  const { ENTRA_URL: authority = '', ENTRA_TENANT_ID: tenantId, ENTRA_CLIENT_ID: clientId } = entra.settings;
  const board = createConsoleBoard(memoryTables(), () => new Date());
  const console = createConsole(
    { authority, tenantId, clientId, channels: () => ['deployments', 'incidents'] },
    () => board,
  );
  const send = (
    kind: string,
    body: object | string,
    {
      token,
      headers = {},
      now = new Date(),
    }: { token?: string | null; headers?: Record<string, string>; now?: Date } = {},
  ) => {
    const bearer = token === undefined ? entra.signIns.accessToken('alice') : token;
    const all: Record<string, string> = {
      'content-type': 'application/json',
      ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      ...headers,
    };
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    return console.receive({ kind, headers: { get: (name) => all[name] ?? null }, body: bytes, now });
  };
  return {
    entra,
    console,
    board,
    send,
    token: (over?: Claims, key?: SigningKey) => entra.signIns.accessToken('alice', over, key),
  };
}
