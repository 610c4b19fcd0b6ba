import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';
import { type CliSettings } from './settings';
import { writePrivately } from './write-privately';

interface Kept {
  accessToken: string;
  refreshToken?: string;
  /** ms since 1970. */
  expiresAt: number;
}

interface Answer {
  error?: string;
  error_description?: string;
  access_token?: string;
  refresh_token?: string;
  expires_in?: number;
  device_code?: string;
  verification_uri?: string;
  user_code?: string;
  interval?: number;
}

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** A token that is over while a request is under way is of no use. */
const MARGIN_MS = 120_000;
const ANSWER_MS = 15_000;

/**
 * Signs a person in with a device code, and keeps what comes of it in a file that only they can read.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
export class Tokens {
  constructor(
    private readonly settings: CliSettings,
    private readonly home: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param show takes where to go and which code to enter there */
  async signIn(show: (page: string, code: string) => void): Promise<void> {
    const { client } = this.settings;
    const begun = await this.ask('devicecode', { client_id: client, scope: this.scope() });
    const { device_code: code, verification_uri: page, user_code: shown, expires_in: life = 900 } = begun;
    if (!code || !page || !shown)
      throw new CliError(`Entra does not sign anybody in: ${saidBy(begun)}`, EXIT.unreachable);
    show(page, shown);
    const end = this.now() + life * 1_000;
    let seconds = begun.interval ?? 5;
    while (this.now() < end) {
      await sleep(seconds * 1_000);
      const answer = await this.ask('token', { client_id: client, grant_type: DEVICE_GRANT, device_code: code });
      if (answer.access_token) return this.keep(answer);
      if (answer.error === 'slow_down') seconds += 5;
      else if (answer.error !== 'authorization_pending') {
        throw new CliError(`Not signed in: ${saidBy(answer)}`, EXIT.unreachable);
      }
    }
    throw new CliError('Not signed in: the code is over.', EXIT.unreachable);
  }

  /** A token that is good for a while yet. @throws CliError where nobody is signed in */
  async current(): Promise<string> {
    const kept = this.read();
    if (kept && kept.expiresAt - MARGIN_MS > this.now()) return kept.accessToken;
    if (!kept?.refreshToken) throw new CliError('You are not signed in: countersign login', EXIT.unreachable);
    return this.renew(kept.refreshToken);
  }

  forget(): void {
    rmSync(this.path(), { force: true });
  }

  private async renew(refreshToken: string): Promise<string> {
    const answer = await this.ask('token', {
      client_id: this.settings.client,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      scope: this.scope(),
    });
    if (!answer.access_token) {
      throw new CliError(`Your sign-in is over (${saidBy(answer)}): countersign login`, EXIT.unreachable);
    }
    this.keep({ refresh_token: refreshToken, ...answer });
    return answer.access_token;
  }

  private scope(): string {
    return `${this.settings.client}/access_as_user offline_access`;
  }

  private async ask(what: 'devicecode' | 'token', form: Record<string, string>): Promise<Answer> {
    const { authority, tenant } = this.settings;
    try {
      const response = await fetch(`${authority}/${tenant}/oauth2/v2.0/${what}`, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return (await response.json()) as Answer;
    } catch {
      throw new CliError(`Entra does not answer at ${authority}.`, EXIT.unreachable);
    }
  }

  private keep({
    access_token: accessToken = '',
    refresh_token: refreshToken,
    expires_in: life = 3_600,
  }: Answer): void {
    const kept: Kept = { accessToken, refreshToken, expiresAt: this.now() + life * 1_000 };
    writePrivately(this.path(), JSON.stringify({ for: this.owner(), ...kept }));
  }

  /** A token for one app is never sent to another. */
  private read(): Kept | undefined {
    try {
      const kept = JSON.parse(readFileSync(this.path(), 'utf8')) as Kept & { for?: string };
      return kept.for === this.owner() ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  private owner(): string {
    const { url, authority, tenant, client } = this.settings;
    return [url, authority, tenant, client].join(' ');
  }

  private path(): string {
    return join(this.home, 'token.json');
  }
}

function saidBy({ error, error_description: description }: Answer): string {
  return (description ?? error ?? 'its answer cannot be read').split('\r\n')[0] ?? '';
}
