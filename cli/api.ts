import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TextFile } from '../src/model/console-board';
import { type FormValues } from '../src/model/form';
import { type Result } from '../src/model/outcome';
import { type View } from '../src/model/view';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';

/** What the app answers at once; without `answer`, what comes of it is found at `id`. */
export interface Taken {
  id: string;
  done?: boolean;
  answer?: View;
}

export interface State {
  id: string;
  line: string;
  requester: string | null;
  yours: boolean;
  askedAt: string;
  platform: string;
  channel?: string;
  state: 'running' | 'ended';
  outcome?: { result: Result; reasonCode: string; message?: string };
  messages: { id: string; view: View; replies: View[] }[];
  told: View[];
  files: TextFile[];
  revision: string;
}

export interface Pending {
  id: string;
  line: string;
  requester: string;
  round: number;
  planHash: string;
  openedAt: string;
  expiresAt: string;
  waitsFor: string;
  may: Decision[];
  type?: string;
}

export type Decision = 'approve' | 'reject' | 'confirm' | 'cancel';

export interface Ballot {
  id: string;
  round: number;
  planHash: string;
  decision: Decision;
  reason?: string;
  typed?: string;
}

const LOOK_SECONDS = 25;
const ANSWER_MS = 30_000;
/** How long an app that does not answer is tried again. */
const PATIENCE_MS = 60_000;

/** The app's HTTP API, as docs/openapi.json describes it. Whatever is sent twice is done once. */
export class Api {
  constructor(
    private readonly url: string,
    private readonly token: () => Promise<string>,
    private readonly options: { channel?: string; patienceMs?: number; fetch?: typeof fetch } = {},
  ) {}

  /** @param key the same for the same request; made anew for each */
  ask(line: string, key: string = randomUUID()): Promise<Taken> {
    return this.send('commands', { key, line, channel: this.options.channel });
  }

  fill(command: string, values: FormValues): Promise<Taken> {
    return this.send('commands', { key: randomUUID(), command, values, channel: this.options.channel });
  }

  vote(ballot: Ballot): Promise<Taken> {
    return this.send('votes', { key: randomUUID(), ...ballot, channel: this.options.channel });
  }

  async choices(command: string, field: string, typed: string, values: FormValues): Promise<string[]> {
    return (await this.send<{ choices: string[] }>('choices', { command, field, typed, values })).choices;
  }

  pending(): Promise<{ you: string; requests: Pending[] }> {
    return this.call('pending');
  }

  /** With the revision that was seen last, waits a while for another. Undefined for what is not there. */
  async state(id: string, seen?: string): Promise<State | undefined> {
    const query = seen === undefined ? 'wait=5' : `wait=${LOOK_SECONDS}&revision=${seen}`;
    try {
      return await this.call<State>(`commands/${encodeURIComponent(id)}?${query}`);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  private send<T>(path: string, body: object): Promise<T> {
    return this.call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  private async call<T>(path: string, init: RequestInit = {}): Promise<T> {
    const began = Date.now();
    const { patienceMs = PATIENCE_MS, fetch: send = fetch } = this.options;
    for (let attempt = 0; ; attempt++) {
      const token = await this.token();
      const wait = Math.min(8_000, 500 * 2 ** attempt);
      let response: Response;
      try {
        // An answer that breaks off, or is a proxy's page, is none.
        response = await send(`${this.url}/api/${path}`, {
          ...init,
          headers: { ...init.headers, authorization: `Bearer ${token}` },
          redirect: 'error',
          signal: AbortSignal.timeout(ANSWER_MS + LOOK_SECONDS * 1_000),
        });
        if (response.ok) return (await response.json()) as T;
      } catch {
        if (Date.now() - began + wait > patienceMs) {
          throw new CliError(`Countersign does not answer at ${this.url}.`, EXIT.unreachable);
        }
        await sleep(wait);
        continue;
      }
      const error = await errorOf(response);
      const asked = Number(response.headers.get('retry-after')) * 1_000;
      if (!error.temporary || Date.now() - began + (asked || wait) > patienceMs) throw error;
      await sleep(asked || wait);
    }
  }
}

class ApiError extends CliError {
  constructor(
    message: string,
    code: number,
    readonly status: number,
  ) {
    super(message, code);
  }

  get temporary(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const { status } = response;
  const said = (await response.json().catch(() => ({}))) as { error?: unknown };
  const message = typeof said.error === 'string' ? said.error : `Countersign answered ${status}.`;
  const code =
    status === 403 ? EXIT.refused : status === 401 || status === 429 || status >= 500 ? EXIT.unreachable : EXIT.usage;
  return new ApiError(message, code, status);
}
