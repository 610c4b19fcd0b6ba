import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { input } from 'durable-functions';
import { takeEvent } from '../src/intake/take-event';
import { behind, discord, intakeWith, slack, teams } from '../src/app';
import { durableOf } from '../src/durable-client';
import { type Platform } from '../src/platforms/platform';

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

app.hook.appTerminate(() => behind.flush());

async function receive(
  platform: Platform,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  const receivedAt = new Date();
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return { status: 413 };
  const body = Buffer.from(await request.arrayBuffer());
  const kind = request.params['kind'] ?? '';
  const receipt = await platform.receive({ kind, headers: request.headers, body, now: receivedAt });
  if ('answer' in receipt) return receipt.answer;
  return takeEvent(intakeWith(durableOf(context), receivedAt), platform, receipt.event, (error) =>
    context.error(error),
  );
}
