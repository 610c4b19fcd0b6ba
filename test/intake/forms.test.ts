import fc from 'fast-check';
import { commands } from '../../src/commands/index';
import { choicesFor } from '../../src/intake/choices-for';
import { type Intake } from '../../src/intake/intake';
import { showForm } from '../../src/intake/show-form';
import { takeCommand } from '../../src/intake/take-command';
import { takeForm } from '../../src/intake/take-form';
import { type ChatEvent } from '../../src/model/chat-event';
import { type CommandRequest, type Origin } from '../../src/model/command-request';
import { type Form } from '../../src/model/form';
import { formOf } from '../../src/model/form-of';
import { lineOfForm } from '../../src/parser/line-of-form';
import { parseCommand } from '../../src/parser/parse-command';
import { ChatError } from '../../src/platforms/chat-error';
import { type Outbox } from '../../src/platforms/platform';
import { context } from '../parser/context';

const alice: Origin = { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C0DEPLOY' };
const stranger: Origin = { ...alice, account: 'U0STRANGE' };
const language = { ...context, commands: commands.map(({ spec }) => spec) };
const specOf = (name: string) => language.commands.find((spec) => spec.name === name)!;

interface Room {
  versions?: string[];
  rows?: Record<string, object>;
  opens?: boolean;
}

function room({ versions = ['v2.4.1', 'v2.4.0'], rows, opens = true }: Room = {}) {
  const started: CommandRequest[] = [];
  const opened: Form[] = [];
  const intake = {
    company: {
      people: [{ id: 'alice', name: 'Alice', groups: [], accounts: { slack: 'U0ALICE' } }],
      services: context.services.map((id) => ({ id, repository: `demo/${id}`, deploy: { connector: 'github' } })),
      environments: context.environments.map((id) => ({ id })),
    },
    tenants: { slack: 'T0DEMO' },
    commands,
    language,
    requests: { get: async (id: string) => rows?.[id] },
    durable: { start: async (_: string, __: string, request: CommandRequest) => void started.push(request) },
    recentVersions: async ({ id }: { id: string }) => (id === 'order-service' ? versions : []),
    receivedAt: new Date('2026-11-27T12:00:00Z'),
  } as unknown as Intake;
  const outbox = async () =>
    ({
      openForm: async (_: string, form: Form) => {
        if (!opens) throw new ChatError('Slack refused views.open: expired_trigger_id.', 'expired_trigger_id', false);
        opened.push(form);
      },
      changeForm: async (_: string, form: Form) => void opened.push(form),
    }) as unknown as Outbox;
  const type = (text: string, event: Partial<Extract<ChatEvent, { kind: 'command' }>> = {}) =>
    takeCommand(
      intake,
      { kind: 'command', key: { scope: 'command', key: 't1' }, text, origin: alice, answerable: true, ...event },
      outbox,
    );
  const send = (
    command: string,
    values: Record<string, string>,
    event: Partial<Extract<ChatEvent, { kind: 'form' }>> = {},
  ) => takeForm(intake, { kind: 'form', key: { scope: 'form', key: 'V1' }, command, values, origin: alice, ...event });
  const offered = (field: string, typed: string, values: Record<string, string> = {}, origin = alice) =>
    choicesFor(intake, { kind: 'choices-wanted', command: 'deploy', field, typed, values, origin });
  const show = (event: Extract<ChatEvent, { kind: 'form-wanted' | 'form-changed' }>) => showForm(intake, event, outbox);
  return { started, opened, type, send, offered, show };
}

describe('a line that lacks something', () => {
  it('opens a form with what was understood filled in, beside the answer in words', async () => {
    const { type, opened, started } = room();
    const view = await type('/deploy order-service --reason "a hot fix"', { formHandle: 'trigger' });
    expect(view?.headline).toEqual(['The version is missing.']);
    expect(view?.form?.line).toBe('/deploy order-service --reason "a hot fix"');
    expect(opened).toHaveLength(1);
    const { fields } = opened[0]!;
    expect(fields.filter(({ kind }) => kind !== 'flag')).toMatchObject([
      { name: 'service', kind: 'choice', choices: context.services, value: 'order-service', optional: false },
      { name: 'version', kind: 'version', optional: false },
      { name: 'environment', kind: 'choice', choices: context.environments },
      { name: 'reason', kind: 'text', value: 'a hot fix', optional: true },
    ]);
    expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['dry-run', 'wait']));
    expect(started).toMatchObject([{ problem: { code: 'missing_argument' }, answered: true }]);
  });

  it('is answered in words all the same when the form does not open', async () => {
    const { type, started } = room({ opens: false });
    expect((await type('/deploy', { formHandle: 'trigger' }))?.headline).toEqual([
      expect.stringContaining('The service is missing'),
    ]);
    expect(started).toHaveLength(1);
  });

  it.each([
    ['by somebody we do not know', '/deploy', { origin: stranger, formHandle: 'trigger' }],
    ['where nothing can be opened', '/deploy', {}],
    ['that lacks nothing', '/deploy order-service v1 staging', { formHandle: 'trigger' }],
    ['that is only wrong', '/deploy order-service v1 stagin', { formHandle: 'trigger' }],
    ['of no command', '/launch', { formHandle: 'trigger' }],
  ])('opens none %s', async (_, line, event) => {
    const { type, opened } = room();
    await type(line, event);
    expect(opened).toEqual([]);
  });

  it('opens it again by its button, and records nothing then', async () => {
    const { show, opened, started } = room();
    await show({ kind: 'form-wanted', text: '/scale api-gateway', formHandle: 'trigger', origin: alice });
    expect(opened[0]?.fields[0]).toMatchObject({ name: 'service', value: 'api-gateway' });
    await show({ kind: 'form-wanted', text: '/scale', formHandle: 'trigger', origin: stranger });
    expect(opened).toHaveLength(1);
    expect(started).toEqual([]);
  });
});

describe('a form that is sent', () => {
  it('asks the line that it says, as if it had been typed', async () => {
    const { send, started } = room();
    await send('deploy', { service: 'order-service', version: 'v2.4.1', environment: 'staging', 'dry-run': 'true' });
    expect(started).toMatchObject([
      {
        text: '/deploy order-service v2.4.1 staging --dry-run',
        args: { 'dry-run': true },
        origin: alice,
        answered: false,
      },
    ]);
  });

  it('is told what is wrong at each field, and starts nothing', async () => {
    const { send, started } = room();
    const { faults, form } = await send('scale', { service: 'nowhere', replicas: 'many', environment: 'staging' });
    expect(faults).toEqual({
      service: expect.stringContaining('There is no service "nowhere"'),
      replicas: 'The replicas "many" is not a whole number such as 3.',
    });
    expect(form?.fields[1]?.value).toBe('many');
    expect(started).toEqual([]);
  });

  it('is told at its first field what is wrong with all of it', async () => {
    const { send } = room();
    const { faults } = await send('deploy', {
      service: 'order-service',
      version: 'x'.repeat(4_000),
      environment: 'staging',
    });
    expect(faults).toEqual({ service: expect.stringContaining('are the most a command may have') });
  });

  it('of a command that is gone starts nothing', async () => {
    const { send, started } = room();
    expect((await send('constructor', {})).tone).toBe('bad');
    expect(started).toEqual([]);
  });

  it('is asked where its line was, for its asker alone', async () => {
    const there = { ...alice, channel: 'C0INCID', thread: '1.1' };
    const rows = { first: { request: { origin: there } } };
    const values = { service: 'order-service', version: 'v1', environment: 'staging' };
    const { send, started } = room({ rows });
    await send('deploy', values, { from: 'first' });
    await send('deploy', values, { from: 'first', origin: { ...alice, account: 'U0MALLORY' } });
    await send('deploy', values, { from: 'another' });
    expect(started.map(({ origin }) => origin)).toEqual([there, { ...alice, account: 'U0MALLORY' }, alice]);
  });

  it('says one line only, whatever is typed in its fields', () => {
    fc.assert(
      fc.property(
        fc.record({
          version: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
          reason: fc.string({ maxLength: 80 }),
        }),
        ({ version, reason }) => {
          const line = lineOfForm(specOf('deploy'), {
            service: 'order-service',
            version,
            environment: 'staging',
            reason,
          });
          const parsed = parseCommand(line, language);
          if (!parsed.ok)
            return Object.keys(parsed.faults ?? {}).every((name) => name === 'version' || name === 'reason');
          const { service, environment, ...rest } = parsed.args;
          return (
            service === 'order-service' &&
            environment === 'staging' &&
            Object.keys(rest).every((name) => name === 'version' || name === 'reason')
          );
        },
      ),
    );
  });
});

describe('a field', () => {
  it('offers the recent versions of the service that is chosen, and what is typed', async () => {
    const { offered } = room();
    const values = { service: 'order-service' };
    expect(await offered('version', '', values)).toEqual(['v2.4.1', 'v2.4.0']);
    expect(await offered('version', '.1', values)).toEqual(['.1', 'v2.4.1']);
    expect(await offered('version', 'v2.4.1', values)).toEqual(['v2.4.1']);
    expect(await offered('version', 'my-branch')).toEqual(['my-branch']);
  });

  it('of names offers those that are like what is typed', async () => {
    expect(await room().offered('service', 'ORDER')).toEqual(['order-service']);
  });

  it.each([
    ['a stranger', 'version', { service: 'order-service' }, stranger],
    ['a field that there is not', 'constructor', {}, alice],
    ['a text', 'reason', {}, alice],
  ])('offers nothing to %s', async (_, field, values, origin) => {
    expect(await room().offered(field, '', values as never, origin)).toEqual([]);
  });
});

test('every command has a form, whose fields are its own arguments and options', () => {
  for (const { spec } of commands) {
    const { fields } = formOf(spec, language, `/${spec.name}`);
    expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(spec.arguments.map(({ name }) => name)));
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
  }
});
