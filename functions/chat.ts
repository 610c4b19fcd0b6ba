import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { input } from 'durable-functions';
import { takeEvent } from '../src/intake/take-event';
import { unlessBusy } from '../src/intake/unless-busy';
import { behind, discord, intakeWith, slack, teams } from '../src/app';
import { durableOf } from '../src/durable-client';
import { type Platform } from '../src/platforms/platform';
import { measuredRequest } from '../src/telemetry/measured-request';
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
  const kind = request.params['kind'] ?? '';
  const received = {
    platform: platform.name,
    kind: KINDS.has(kind) ? kind : 'messages',
    parent: context.traceContext?.traceParent,
  };
  return measuredRequest(received, async () => {
    const body = Buffer.from(await request.arrayBuffer());
    const receipt = await platform.receive({ kind, headers: request.headers, body, now: receivedAt });
    if ('answer' in receipt) return { event: 'none', answer: receipt.answer };
    const { event } = receipt;
    const intake = intakeWith(durableOf(context), receivedAt);
    const answer = await unlessBusy(platform, event, () =>
      takeEvent(intake, platform, event, (error) => context.error(error)),
    );
    return { event: event.kind, answer };
  });
}

/** Last segments of our routes; a caller may put anything there. */
const KINDS = new Set(['commands', 'interactions', 'events', 'options']);
