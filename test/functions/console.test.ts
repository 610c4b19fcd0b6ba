import { app, HttpRequest, InvocationContext } from '@azure/functions';
import { type ChatEvent } from '../../src/model/chat-event';
import { createConsole } from '../../src/platforms/console/index';

const origin = { platform: 'console' as const, tenant: 't', account: 'a', channel: 'deployments' };
const key = { scope: 'x', key: 'a:key' };
const events: Record<string, ChatEvent> = {
  commands: { kind: 'command', key, text: '/status', origin, answerable: true },
  votes: {
    kind: 'vote',
    key,
    decision: 'approve',
    on: { ballot: { instanceId: 'i', round: 1, planHash: 'h' } },
    at: '2026-03-04T12:00:00.000Z',
    origin,
    by: 'words',
    answerable: true,
  },
};

jest.mock('../../src/app', () => ({
  commandLine: () => ({
    ...createConsole({ authority: '', channels: () => [] }, () => {
      throw new Error('Nothing is said.');
    }),
    receive: async ({ kind }: { kind: string }) => ({ event: events[kind] }),
  }),
  intakeWith: () => ({
    company: { people: [{ id: 'alice', groups: [], accounts: { teams: 'a' } }] },
    tenants: { console: 't' },
    commands: [],
    language: { commands: [], services: [], environments: [] },
    requests: {
      get: async () => undefined,
      round: async () => Promise.reject(new Error('storage is away')),
    },
    durable: { start: async () => Promise.reject(new Error('storage is away')) },
  }),
}));

const handlers = new Map<string, Parameters<typeof app.http>[1]['handler']>();
beforeAll(async () => {
  jest.spyOn(app, 'http').mockImplementation((name, { handler }) => void handlers.set(name, handler));
  await import('../../functions/console');
});

it.each(Object.keys(events))(
  '%s that may not have been taken are answered 500, so that they are sent again',
  async (kind) => {
    const context = new InvocationContext({ functionName: kind, logHandler: () => undefined });
    const request = new HttpRequest({ method: 'POST', url: 'http://127.0.0.1/api', body: { string: '{}' } });
    expect(await handlers.get(kind)!(request, context)).toMatchObject({
      status: 500,
      jsonBody: { error: expect.stringContaining('send it again with the same key') as string },
    });
  },
);
