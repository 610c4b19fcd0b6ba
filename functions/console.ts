import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { input } from 'durable-functions';
import { company, commandLine, consoleBoard, intakeWith, tenants } from '../src/app';
import { durableOf } from '../src/durable-client';
import { commandState } from '../src/intake/command-state';
import { instanceId } from '../src/intake/instance-id';
import { pendingRequests } from '../src/intake/pending-requests';
import { takeEvent } from '../src/intake/take-event';
import { type Intake } from '../src/intake/intake';
import { type ChatEvent } from '../src/model/chat-event';
import { type Person } from '../src/model/person';
import { lineOfForm } from '../src/parser/line-of-form';
import { parseCommand } from '../src/parser/parse-command';
import { toWire } from '../src/platforms/console/to-wire';
import { personOf } from '../src/policy/person-of';

/** Azure cuts a request off after 230 s; a client asks again. */
const MOST_WAIT_SECONDS = 60;
const LOOK_MS = 500;
const MAX_BODY_BYTES = 64 * 1024;

for (const kind of ['commands', 'votes', 'choices']) {
  app.http(kind, {
    methods: ['POST'],
    authLevel: 'anonymous',
    route: kind,
    extraInputs: [input.durableClient()],
    handler: (request, context) => take(kind, request, context),
  });
}

/** With `revision`, answers when anything is different from it, or after `wait` seconds. */
app.http('commandState', {
  methods: ['GET'],
  authLevel: 'anonymous',
  route: 'commands/{id}',
  extraInputs: [input.durableClient()],
  handler: async (request, context) => {
    const known = await personBehind(request);
    if (!('person' in known)) return known;
    const id = request.params['id'] ?? '';
    if (!/^[a-z2-7]{52}$/.test(id)) return problem(404, 'That is no ID of a request.');
    const wait = Math.min(MOST_WAIT_SECONDS, Math.max(0, Number(request.query.get('wait')) || 0)) * 1_000;
    const seen = request.query.get('revision');
    const { person, receivedAt } = known;
    const intake = intakeWith(durableOf(context), receivedAt);
    for (;;) {
      const found = await commandState(intake, consoleBoard(), id, person);
      const state = found && {
        ...found,
        messages: found.messages.map(({ view, replies, ...rest }) => ({
          ...rest,
          view: toWire(view),
          replies: replies.map(toWire),
        })),
        told: found.told.map(toWire),
      };
      const revision = state ? digest(state) : 'none';
      const late = Date.now() - receivedAt.getTime() >= wait;
      if (late || (state && revision !== seen)) {
        return state ? { jsonBody: { ...state, revision } } : problem(404, 'There is no such request, or not yet.');
      }
      await sleep(LOOK_MS);
    }
  },
});

app.http('pending', {
  methods: ['GET'],
  authLevel: 'anonymous',
  route: 'pending',
  extraInputs: [input.durableClient()],
  handler: async (request, context) => {
    const known = await personBehind(request);
    if (!('person' in known)) return known;
    const requests = await pendingRequests(intakeWith(durableOf(context), known.receivedAt), known.person);
    return { jsonBody: { you: known.person.id, requests } };
  },
});

async function take(kind: string, request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const now = new Date();
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return problem(413, 'The body is over 32 KiB.');
  const platform = commandLine();
  const body = Buffer.from(await request.arrayBuffer());
  const receipt = await platform.receive({ kind, headers: request.headers, body, now });
  if ('answer' in receipt) return receipt.answer;
  const { event } = receipt;
  const intake = intakeWith(durableOf(context), now);
  let failed = false;
  const taken = () =>
    takeEvent(intake, platform, event, (error) => {
      failed = true;
      context.error(error);
    });
  // It is safe to ask again with the same key.
  const uncertain = () => problem(500, 'It is not certain that this was taken: send it again with the same key.');
  if (event.kind !== 'command' && event.kind !== 'form') {
    const answer = await taken();
    return failed ? uncertain() : answer;
  }
  const id = instanceId(event.origin, event.key);
  const before = await intake.requests.get(id);
  if (before && before.request.text !== lineSaid(event, intake)) {
    return problem(409, `This key was used for another line: ${before.request.text}`);
  }
  const answer = await taken();
  if (failed) return uncertain();
  return {
    status: answer.status,
    headers: { ...answer.headers, location: `/api/commands/${id}` },
    body: JSON.stringify({ id, ...(JSON.parse(answer.body ?? '{}') as object) }),
  };
}

/** The line as it is recorded. */
function lineSaid(event: Extract<ChatEvent, { kind: 'command' | 'form' }>, { language }: Intake): string {
  if (event.kind === 'command') return parseCommand(event.text, language).text;
  const spec = language.commands.find(({ name }) => name === event.command);
  return spec ? parseCommand(lineOfForm(spec, event.values), language).text : '';
}

async function personBehind(request: HttpRequest): Promise<{ person: Person; receivedAt: Date } | HttpResponseInit> {
  const receivedAt = new Date();
  const caller = await commandLine().identify({ headers: request.headers, now: receivedAt }, 'looks');
  if ('status' in caller) return caller;
  const person = personOf(company(), tenants, { platform: 'console', ...caller });
  if (person) return { person, receivedAt };
  return problem(
    403,
    'I do not know you: ask for an entry under people in the company file, with your object ID as teams.',
  );
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

function problem(status: number, error: string): HttpResponseInit {
  return { status, jsonBody: { error } };
}
