import { validateSuggestions } from '../../../local/slack/block-kit/validate-suggestions';
import { validateView } from '../../../local/slack/block-kit/validate-view';
import { commands } from '../../../src/commands/index';
import { type Form, type FormField } from '../../../src/model/form';
import { formOf } from '../../../src/model/form-of';
import { type View } from '../../../src/model/view';
import { commandForm } from '../../../src/platforms/slack/command-form';
import { answerOf, eventOf, fixture, SECRET, sendCommand, sendInteraction, slack } from './signed-request';

const names = { services: ['order-service', 'api-gateway'], environments: ['staging', 'production'] };
const place = { channel: 'C0DEPLOY', channelName: 'deployments', thread: '1.1' };
const deploySpec = commands.find(({ spec }) => spec.name === 'deploy')!.spec;
const deploy = formOf(deploySpec, names, '/deploy', { service: 'order-service' });
const option = (value: string) => ({ selected_option: { text: { type: 'plain_text', text: value }, value } });
const entered = {
  service: { service: { type: 'static_select', ...option('api-gateway') } },
  version: { version: { type: 'external_select', ...option('v2.4.1') } },
  environment: { environment: { type: 'static_select', ...option('staging') } },
  reason: { reason: { type: 'plain_text_input', value: null } },
  flags: { flags: { type: 'checkboxes', selected_options: [{ value: 'dry-run' }] } },
};
const payload = (type: string, over: object = {}, view: object = {}) => {
  const { view: template, ...rest } = fixture('view-submission');
  const { callback_id, private_metadata } = commandForm(deploy, place);
  const state = { values: entered };
  return { ...rest, type, ...over, view: { ...template, id: 'V1', callback_id, private_metadata, state, ...view } };
};
const origin = { platform: 'slack', tenant: 'T0DEMO', account: 'U0BOB', ...place };

test.each(commands.map(({ spec }) => [spec.name, spec] as const))(
  'the form of /%s is one that Slack takes',
  (_, spec) => {
    const empty = formOf(spec, names, `/${spec.name}`);
    const full = formOf(
      spec,
      names,
      '',
      Object.fromEntries(
        empty.fields.map(({ name, kind, choices }) => [name, kind === 'flag' ? 'true' : (choices?.[0] ?? '3')]),
      ),
    );
    for (const form of [empty, full]) expect(validateView(commandForm(form, place), 'modal')).toEqual([]);
  },
);

test('a form of hostile names, and of many, is one that Slack takes', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => `service-${index}`);
  const field = (more: Partial<FormField>): FormField => ({
    name: 'x',
    label: 'X',
    kind: 'choice',
    optional: false,
    ...more,
  });
  const form = (...fields: FormField[]): Form => ({ command: 'a'.repeat(40), summary: '', line: '', fields });
  const forms = [
    form(field({ choices: many, value: 'service-4999' })),
    form(field({ choices: [] })),
    form(field({ choices: ['<!channel>', 'x'.repeat(151), '  ', '\u202e'] })),
    form(field({ kind: 'version', value: '*bold*' })),
    form(field({ kind: 'text', value: 'x'.repeat(4_000), hint: 'y'.repeat(400) })),
  ];
  for (const one of forms) expect(validateView(commandForm(one, place), 'modal')).toEqual([]);
});

test('what is sent is read by its fields, where the command was asked', async () => {
  expect(await eventOf(sendInteraction(payload('view_submission')))).toEqual({
    kind: 'form',
    key: { scope: 'form', key: 'V1' },
    command: 'deploy',
    values: { service: 'api-gateway', version: 'v2.4.1', environment: 'staging', 'dry-run': 'true' },
    origin,
  });
});

test('a forged, an old and a foreign form are refused; one sent again has the same key', async () => {
  const form = payload('view_submission');
  expect((await answerOf(sendInteraction(form, { secret: `${SECRET}x` }))).status).toBe(401);
  expect((await answerOf(sendInteraction(form, { signedAt: new Date('2026-11-24T09:54:00Z') }))).status).toBe(401);
  expect((await answerOf(sendInteraction({ ...form, team: { id: 'T0OTHER' } }))).status).toBe(403);
  const [once, again] = await Promise.all([sendInteraction(form), sendInteraction(form)].map(eventOf));
  expect(once).toEqual(again);
});

test.each([{ private_metadata: '{}' }, { private_metadata: 'x' }, { id: '' }])(
  'a form with %j is unsupported',
  async (view) => {
    expect((await eventOf(sendInteraction(payload('view_submission', {}, view)))).kind).toBe('unsupported');
  },
);

test('a menu asks for choices with the service that was last told, as Slack tells it no other field', async () => {
  const asked = payload(
    'block_suggestion',
    { block_id: 'version', action_id: 'version', value: 'v2' },
    { state: { values: {} } },
  );
  expect(await eventOf(sendInteraction(asked))).toEqual({
    kind: 'choices-wanted',
    command: 'deploy',
    field: 'version',
    typed: 'v2',
    values: { service: 'order-service' },
    origin,
  });
});

test('a service that is chosen is told at once', async () => {
  const { blocks } = commandForm(deploy, place);
  expect(blocks).toMatchObject([
    {},
    { block_id: 'service', dispatch_action: true },
    { block_id: 'version' },
    {},
    {},
    {},
  ]);
  expect(await eventOf(sendInteraction(payload('block_actions')))).toMatchObject({
    kind: 'form-changed',
    formHandle: 'V1',
    values: { service: 'api-gateway' },
  });
});

test('a menu of somebody else is offered nothing', async () => {
  const asked = payload('block_suggestion', {}, { callback_id: 'other' });
  expect((await eventOf(sendInteraction(asked))).kind).toBe('unsupported');
});

test('choices are an answer that Slack takes, and a version longer than it takes is left out', () => {
  const { body = '' } = slack.offer([
    'v2.4.1',
    '<!channel>',
    'x'.repeat(151),
    ...Array.from({ length: 200 }, (_, n) => `v${n}`),
  ]);
  const answer: unknown = JSON.parse(body);
  expect(validateSuggestions(answer)).toEqual([]);
  const { options } = answer as { options: { value: string }[] };
  expect(options.slice(0, 3).map(({ value }) => value)).toEqual(['v2.4.1', '<!channel>', 'v0']);
});

test('faults are shown at their fields, flags at theirs; a form that was taken is closed', async () => {
  const event = await eventOf(sendInteraction(payload('view_submission')));
  const view: View = { kind: 'notice', tone: 'bad', icon: '⚠️', headline: ['No'], form: deploy };
  const { body = '' } = slack.acknowledge(event, { ...view, faults: { version: 'Which?', wait: 'No.' } });
  expect(JSON.parse(body)).toEqual({ response_action: 'errors', errors: { version: 'Which?', flags: 'No.' } });
  expect(slack.acknowledge(event, { ...view, form: undefined })).toEqual({ status: 200 });
});

test('the answer in words has a button that opens the form', async () => {
  const event = await eventOf(sendCommand(fixture('slash-command')));
  const form = { ...deploy, line: '/deploy api-gateway' };
  const view: View = { kind: 'notice', tone: 'bad', icon: '⚠️', headline: ['No'], form };
  expect(slack.acknowledge(event, view).body).toContain('"action_id":"form"');
  const { actions, ...click } = fixture('block-actions');
  const pressed = { ...click, actions: [{ ...actions[0], action_id: 'form', value: '/deploy api-gateway' }] };
  expect(await eventOf(sendInteraction(pressed))).toMatchObject({
    kind: 'form-wanted',
    text: '/deploy api-gateway',
    formHandle: click.trigger_id,
  });
});
