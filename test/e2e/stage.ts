import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Audience, buttons, CHANNEL, readable } from '../../local/demo/audience';
import { ANY_PORTS, type Stack, startStack } from '../../local/stack';
import { type Rule, type Variant, writeCompany } from './test-company';

/** One line that somebody typed, and when, to look for what came of it. */
export interface Asked {
  /** A moment in the channel's time. */
  since: string;
  /** ISO 8601. */
  at: string;
  line: string;
  delivery: NonNullable<Awaited<ReturnType<ReturnType<Audience['as']>['command']>>['delivery']>;
  /** What the asker saw as the answer itself. */
  shown: string;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** The product as built, or as in the folder `app` with the company file there, its vendors and its chat, on free ports, in a folder that is removed at the end. */
export async function openStage({
  runSeconds = 1,
  rules,
  app,
  env,
  ...variant
}: { runSeconds?: number; rules?: Rule[]; app?: string; env?: Record<string, string> } & Variant = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-e2e-'));
  const said: string[] = [];
  const stack = await startStack({
    home: join(folder, 'home'),
    keep: false,
    ports: ANY_PORTS,
    runSeconds,
    app,
    env: { COUNTERSIGN_CONFIG: app ? join(app, 'countersign.yaml') : writeCompany(folder, rules, variant), ...env },
    onLine: (line) => said.push(line),
  });
  const audience = new Audience(stack);
  return {
    folder,
    stack,
    audience,
    /** What the host and the app wrote. */
    said,
    /** Types a slash command in #deployments. */
    async ask(who: string, text: string, command = '/deploy'): Promise<Asked> {
      const asked = { since: audience.now(), at: new Date().toISOString(), line: `${command} ${text}`.trim() };
      const { delivery, shown } = await audience.as(who).command(CHANNEL, command, text);
      if (!delivery) throw new Error(`Slack did not deliver ${asked.line}: ${JSON.stringify(shown)}`);
      return { ...asked, delivery, shown: JSON.stringify(shown?.versions ?? '') };
    },
    /** Types a deploy that has to be approved, and waits for its message. */
    async request(who: string, text: string) {
      const asked = await this.ask(who, text);
      const message = await audience.until(
        () => audience.posts(asked.since).find((post) => buttons(post).includes('approve')),
        15,
      );
      if (!message)
        throw new Error(`${asked.line} shows no buttons: ${audience.posts(asked.since).map(readable).join()}`);
      return { ...asked, ts: message.ts };
    },
    /** What the command's message says now. */
    textAt(ts: string): string {
      const message = audience.posts(ts).find((post) => post.ts === ts);
      return message ? readable(message) : '';
    },
    /** Refused votes on what was asked. */
    async refusalsOf({ line, at }: Asked) {
      return (await audience.entries()).filter(
        ({ kind, command, timestamp }) => kind === 'refusal' && command === line && timestamp >= at,
      );
    },
    /** Every dispatch that GitHub was asked for so far. */
    dispatches: () => dispatchesOf(stack),
    /** The one outcome of what was asked. */
    outcomeOf: ({ line, at }: Asked) => audience.outcome(line, at),
    async close() {
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function dispatchesOf({ github }: Stack) {
  return github.requests
    .list()
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/dispatches'))
    .map(({ body }) => (body as { inputs: { version: string; environment: string; correlation: string } }).inputs);
}
