import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';
import { writePrivately } from './write-privately';

/** Where the app is, and who says who the user is. */
export interface CliSettings {
  /** Of the function app, without `/api`. */
  url: string;
  /** Where Entra is. */
  authority: string;
  tenant: string;
  /** The app registration. */
  client: string;
}

type Environment = Record<string, string | undefined>;
type Parts = Partial<Record<keyof CliSettings, unknown>>;

const ENTRA = 'https://login.microsoftonline.com';

export function homeOf(env: Environment): string {
  return env['COUNTERSIGN_CLI_HOME'] ?? join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'countersign');
}

/**
 * From the environment, else as `countersign login` was told, else as `npm start` in this folder says: that file is only believed
 * about this machine, so that nobody is sent elsewhere by a folder that they were given.
 * @throws CliError that says what is missing
 */
export function readSettings(env: Environment): CliSettings {
  const given: Parts = {
    url: env['COUNTERSIGN_URL'],
    authority: env['COUNTERSIGN_AUTHORITY'],
    tenant: env['COUNTERSIGN_TENANT_ID'],
    client: env['COUNTERSIGN_CLIENT_ID'],
  };
  if (given.url !== undefined) return checked(given);
  const own = readFile(settingsPath(env));
  if (own) return checked(own);
  const here = readFile(join(env['COUNTERSIGN_HOME'] ?? '.countersign', 'cli.json'));
  if (here && [here.url, here.authority].every(isLoopback)) return checked(here);
  throw new CliError(
    'It is not known where Countersign is. Once: countersign login --url https://… --tenant ID --client ID (docs/cli.md)',
    EXIT.unreachable,
  );
}

export function saveSettings(env: Environment, given: Parts): CliSettings {
  const settings = checked(given);
  writePrivately(settingsPath(env), JSON.stringify(settings, null, 2));
  return settings;
}

function settingsPath(env: Environment): string {
  return join(homeOf(env), 'settings.json');
}

function checked({ url, authority = ENTRA, tenant, client }: Parts): CliSettings {
  const settings = { url: address(url, 'url'), authority: address(authority, 'authority'), tenant, client };
  for (const name of ['tenant', 'client'] as const) {
    if (typeof settings[name] === 'string' && /^[0-9a-fA-F-]{36}$/.test(settings[name])) continue;
    throw new CliError(`The ${name} ID is missing or is no GUID: countersign login --${name} ID`, EXIT.usage);
  }
  return settings as CliSettings;
}

/** A token goes there: in the clear on this machine only. */
function address(value: unknown, name: string): string {
  const text = String(value)
    .replace(/\/+$/, '')
    .replace(/\/api$/, '');
  const secure = URL.canParse(text) && new URL(text).protocol === 'https:';
  if (!secure && !isLoopback(value)) throw new CliError(`The ${name} has to be an https:// address.`, EXIT.usage);
  return text;
}

function isLoopback(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'http:' && /^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}

function readFile(path: string): Parts | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Parts;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CliError(`${path} cannot be read: ${(error as Error).message}`, EXIT.usage);
  }
}
