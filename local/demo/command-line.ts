import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Stack } from '../stack';

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** The program `countersign` as built, as one person runs it. */
export function commandLineOf({ host, entra }: Pick<Stack, 'host' | 'entra'>, folder: string, person: string) {
  const { ENTRA_URL, ENTRA_TENANT_ID, ENTRA_CLIENT_ID } = entra.settings;
  const home = join(folder, `cli-${person}`);

  async function run(words: string[], heard: (err: string) => void = () => undefined): Promise<Ran> {
    const child = spawn(process.execPath, ['.build/cli.mjs', ...words], {
      env: {
        PATH: process.env['PATH'],
        COUNTERSIGN_CLI_HOME: home,
        COUNTERSIGN_URL: host().url,
        COUNTERSIGN_AUTHORITY: ENTRA_URL,
        COUNTERSIGN_TENANT_ID: ENTRA_TENANT_ID,
        COUNTERSIGN_CLIENT_ID: ENTRA_CLIENT_ID,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ran: Ran = { code: null, out: '', err: '' };
    child.stdout.on('data', (data: Buffer) => (ran.out += data.toString()));
    child.stderr.on('data', (data: Buffer) => heard((ran.err += data.toString())));
    ran.code = await new Promise((resolve) => child.once('close', resolve));
    return ran;
  }

  return {
    home,
    run: (...words: string[]) => run(words),
    /** Signs in by the code that the program shows, as in a browser beside it. */
    login(decides: 'accept' | 'decline' = 'accept'): Promise<Ran> {
      const { people } = entra.signIns;
      const who = decides === 'accept' ? people.find(({ name }) => name === person) : undefined;
      return run(['login'], (err) => {
        const code = /enter the code (\w+)\./.exec(err)?.[1];
        if (code) entra.signIns.decide(code, who ?? null);
      });
    },
  };
}
