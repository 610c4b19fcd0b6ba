import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, saveSettings } from '../../cli/settings';
import { Tokens } from '../../cli/tokens';
import { type EntraServer, startEntra } from '../../local/sandbox/entra/start-entra';

const GUID = '00000000-0000-0000-0000-000000000001';
let entra: EntraServer;
let home: string;
let clock: number;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(() => entra.close());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  clock = Date.now();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function tokens(url = 'http://127.0.0.1:1') {
  const { ENTRA_URL: authority = '', ENTRA_TENANT_ID: tenant = '', ENTRA_CLIENT_ID: client = '' } = entra.settings;
  return new Tokens({ url, authority, tenant, client }, home, () => clock);
}
const signIn = (signing: Tokens, name: string | null) =>
  signing.signIn((_page, code) => {
    entra.signIns.decide(code, entra.signIns.people.find((one) => one.name === name) ?? null);
  });

describe('a sign-in', () => {
  it('is kept for its user alone, and used until it is nearly over', async () => {
    await signIn(tokens(), 'bob');
    const first = await tokens().current();
    expect(await tokens().current()).toBe(first);
    expect(statSync(join(home, 'token.json')).mode & 0o777).toBe(0o600);
    clock += 3_500_000;
    expect(await tokens().current()).not.toBe(first);
  });

  it('is never used for another address', async () => {
    await signIn(tokens(), 'bob');
    await expect(tokens('https://evil.example').current()).rejects.toThrow('You are not signed in');
  });

  it('that was declined, forgotten or is over says so', async () => {
    await expect(signIn(tokens(), null)).rejects.toThrow('The user declined');
    await signIn(tokens(), 'bob');
    const file = join(home, 'token.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"refreshToken":"[^"]+"/, '"refreshToken":"x"'));
    clock += 3_600_000;
    await expect(tokens().current()).rejects.toThrow('Your sign-in is over');
    tokens().forget();
    await expect(tokens().current()).rejects.toThrow('You are not signed in');
  });
});

describe('where the app is', () => {
  const env = (more: Record<string, string> = {}) => ({ COUNTERSIGN_CLI_HOME: home, COUNTERSIGN_HOME: home, ...more });
  const written = (settings: object) => writeFileSync(join(home, 'cli.json'), JSON.stringify(settings));
  const ids = { tenant: GUID, client: GUID };

  it('is what login was told, with Entra of the public cloud', () => {
    saveSettings(env(), { url: 'https://app.example/api/', ...ids });
    expect(readSettings(env())).toEqual({
      url: 'https://app.example',
      authority: 'https://login.microsoftonline.com',
      ...ids,
    });
  });

  it('is what npm start wrote into this folder, if that is this machine', () => {
    const here = { url: 'http://127.0.0.1:7071', authority: 'http://127.0.0.1:7097', ...ids };
    written(here);
    expect(readSettings(env())).toEqual(here);
    written({ ...here, url: 'https://evil.example' });
    expect(() => readSettings(env())).toThrow('It is not known where Countersign is');
  });

  it('is never in the clear but on this machine', () => {
    expect(() => saveSettings(env(), { url: 'http://app.example', ...ids })).toThrow('https://');
    expect(() => saveSettings(env(), { url: 'http://localhost.evil.example', ...ids })).toThrow('https://');
    expect(() => saveSettings(env(), { url: 'https://app.example', tenant: 'common', client: GUID })).toThrow('tenant');
  });
});
