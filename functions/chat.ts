import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { input } from 'durable-functions';
import { takeEvent } from '../src/intake/take-event';
import { unlessBusy } from '../src/intake/unless-busy';
import { behind, discord, intakeWith, slack, teams } from '../src/app';
import { durableOf } from '../src/durable-client';
import { type Platform } from '../src/platforms/platform';
import { telemetry } from '../src/telemetry/telemetry';

/** Requests of chat platforms are a few KB; the largest is far below this. */
const MAX_BODY_BYTES = 1024 * 1024;

app.http('slack', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'slack/{kind}',
  extraInputs: [input.durableClient()],
  handler: (request, context) => receive(slack(), request, context),
});

app.http('teams', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'messages',
  extraInputs: [input.durableClient()],
  handler: (request, context) => receive(teams(), request, context),
});

app.http('discord', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'discord/{kind}',
  extraInputs: [input.durableClient()],
  handler: (request, context) => receive(discord(), request, context),
});

app.hook.appTerminate(async () => {
  await behind.flush();
  await telemetry.flush();
});

async function receive(
  platform: Platform,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const receivedAt = new Date();
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return { status: 413 };
  const began = performance.now();
  const kind = request.params['kind'] ?? '';
  const parent = context.traceContext?.traceParent;
  const attributes = { 'countersign.platform': platform.name };
  // Where the host makes the server's span itself, this one is inside it.
  const options = { kind: parent ? 'internal' : 'server', attributes, parent } as const;
  return telemetry.span(`${platform.name} ${KINDS.has(kind) ? kind : 'messages'}`, options, async (span) => {
    const body = Buffer.from(await request.arrayBuffer());
    const receipt = await platform.receive({ kind, headers: request.headers, body, now: receivedAt });
    const event = 'answer' in receipt ? 'none' : receipt.event.kind;
    const answer =
      'answer' in receipt
        ? receipt.answer
        : await unlessBusy(platform, receipt.event, () =>
            takeEvent(intakeWith(durableOf(context), receivedAt), platform, receipt.event, (error) =>
              context.error(error),
            ),
          );
    span.attributes['countersign.event'] = event;
    span.attributes['http.response.status_code'] = answer.status;
    const seconds = (performance.now() - began) / 1_000;
    telemetry.measure('countersign.ack.duration', seconds, { platform: platform.name, event });
    return answer;
  });
}

/** Last segments of our routes; a caller may put anything there. */
const KINDS = new Set(['commands', 'interactions', 'events', 'options']);
