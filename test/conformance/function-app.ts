import { randomUUID } from 'node:crypto';
import { Instance, type ManagementUrls } from './instance';
import { type Answer, answerDeadlineMs, type Request, send } from './send';

/** The conformance app on some host, spoken to by HTTP alone. */
export class FunctionApp {
  /** `url` is scheme and host; `key` opens functions of authLevel `function`. */
  constructor(
    private readonly url: string,
    readonly key: string | undefined,
  ) {}

  /** Without the key; `path` follows the route prefix. Throws when the connection fails. */
  async call(method: string, path: string, request: Request = {}): Promise<Answer> {
    return send(method, `${this.url}/api/${path}`, request);
  }

  /** The answer's body piece by piece, as it comes. */
  async *pieces(path: string): AsyncGenerator<string> {
    const response = await fetch(`${this.url}/api/${path}`, { signal: AbortSignal.timeout(answerDeadlineMs) });
    const decoder = new TextDecoder();
    for await (const piece of response.body!) yield decoder.decode(piece as Uint8Array, { stream: true });
  }

  /** Asks for a new instance; the answer is as the app gave it. */
  async tryStart(orchestrator: string, id: string, input?: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...(this.key ? { 'x-functions-key': this.key } : {}) };
    const body = input === undefined ? '' : JSON.stringify(input);
    return this.call('POST', `start/${orchestrator}/${id}`, { headers, body });
  }

  /** Starts an instance under an ID of its own. Throws when the app refuses. */
  async start(orchestrator: string, input?: unknown, id = newId()): Promise<Instance> {
    const answer = await this.tryStart(orchestrator, id, input);
    if (answer.status !== 202)
      throw new Error(`"${orchestrator}" could not be started: ${answer.status} ${answer.text.slice(0, 300)}`);
    return new Instance(id, JSON.parse(answer.text) as ManagementUrls);
  }

  /** Starts an instance and waits for its end. */
  async run(orchestrator: string, input?: unknown): Promise<Instance> {
    const instance = await this.start(orchestrator, input);
    await instance.ended();
    return instance;
  }
}

export const newId = (): string => `conformance-${randomUUID()}`;
