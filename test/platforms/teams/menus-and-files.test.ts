import { type Attachment } from '../../../src/model/attachment';
import { type ChatEvent } from '../../../src/model/chat-event';
import { type Origin } from '../../../src/model/command-request';
import { type View } from '../../../src/model/view';
import { ALICE, BOB, closeAll, openTeams, TENANT, type TeamsStage } from './teams-stage';

const DEPLOYMENTS = '19:demo-deployments@thread.tacv2';

let stage: TeamsStage;
let own: string;
beforeAll(async () => {
  stage = await openTeams();
  own = stage.as('bob').personal;
  await stage.as('bob').say(own, 'help');
  await stage.as('alice').say('deployments', '@Countersign help');
}, 60_000);
afterAll(closeAll);

const chat = (name: string) =>
  stage.sandbox.tenant
    .messages(stage.as(name).personal)
    .filter(({ from, deleted }) => from === 'Countersign' && !deleted);
const bobs: Origin = { platform: 'teams', tenant: TENANT, account: BOB, channel: 'a:1demo_bob', personal: 'chat' };

/** Another activity of bob's in his own chat. */
async function invoke(name: string, value: object, from: object = {}): Promise<ChatEvent | undefined> {
  stage.events.length = 0;
  const invoked = { type: 'invoke', name, id: 'f:1', replyToId: '1700', value, ...from };
  await stage.sandbox.deliver(stage.activity(invoked));
  return stage.last();
}

describe('a field for a version', () => {
  const asksForVersion = async (value?: string) => {
    const view: View = {
      kind: 'notice',
      tone: 'neutral',
      icon: 'ℹ️',
      headline: ['Deploy'],
      form: {
        command: 'deploy',
        summary: '',
        line: '/deploy',
        fields: [
          { name: 'service', label: 'Service', kind: 'choice', choices: ['a', 'b'], optional: false },
          { name: 'version', label: 'Version', kind: 'version', optional: false, ...(value && { value }) },
        ],
      },
    };
    return (await (await stage.outbox()).post(bobs, view, `form ${value}`)).message;
  };

  it('asks what it may offer for what is typed, beside what the other fields hold, and takes what was offered', async () => {
    const card = await asksForVersion();
    stage.offer(Array.from({ length: 20 }, (_, index) => `v2.${index}`));
    const shown = await stage.as('bob').search(own, card, 'field-version', 'v2', { 'field-service': 'a' });
    expect(stage.last()).toMatchObject({
      kind: 'choices-wanted',
      command: 'deploy',
      field: 'version',
      typed: 'v2',
      values: { service: 'a' },
      origin: { account: BOB },
    });
    expect(shown).toHaveLength(15);
    const fill = (version: string) =>
      stage.as('bob').click(own, card, 'form', { 'field-service': 'a', 'field-version': version });
    await expect(fill('v9')).rejects.toThrow('does not offer v9');
    await fill('v2.3');
    expect(stage.last()).toMatchObject({ kind: 'form', command: 'deploy', values: { service: 'a', version: 'v2.3' } });
  });

  it('holds what was typed in the line already', async () => {
    const card = await asksForVersion('v1.0');
    await stage.as('bob').click(own, card, 'form', { 'field-service': 'b' });
    expect(stage.last()).toMatchObject({ values: { service: 'b', version: 'v1.0' } });
  });

  it.each([['xbox'], [''], ['deploy'], ['a.b.c'], ['__proto__. '], [7], [undefined]])(
    'of another menu (%p) is nobody’s',
    async (dataset) => {
      expect(await invoke('application/search', { queryText: 'v', dataset })).toMatchObject({ kind: 'unsupported' });
    },
  );

  it('with endless words in it is cut', async () => {
    const value = { queryText: 'x'.repeat(100_000), dataset: 'deploy.version', data: { 'field-service': {}, x: '1' } };
    const event = await invoke('application/search', value);
    expect(event).toMatchObject({ kind: 'choices-wanted', typed: 'x'.repeat(200), values: {} });
  });
});

describe('a file', () => {
  const line = '/logs a production --last=2026-03-04T15:00:00.000Z..2026-03-04T16:00:00.000Z';
  const file: Attachment = {
    name: 'a.log',
    title: 'Logs of a, 1 lines',
    type: 'text/plain',
    content: 'größer\n',
    line,
  };

  it('is offered in the own chat, and whoever accepts asks for it again; then it is there and the offer is gone', async () => {
    const outbox = await stage.outbox();
    expect(await outbox.attach(bobs, file)).toBe('offered');
    const offer = chat('bob').at(-1);
    expect(offer?.text).toBe('📎 Allow the file? a.log');
    const { id } = await stage.as('bob').consent(offer?.id ?? '', 'accept');
    const accepted = stage.last();
    if (accepted?.kind !== 'command') throw new Error(JSON.stringify(accepted));
    expect(accepted).toMatchObject({ text: line, answerable: false });
    await stage.sandbox.redeliver(id);
    expect(stage.last()).toMatchObject({ key: accepted.key });
    expect(await outbox.attach(accepted.origin, file, { account: BOB })).toBe('delivered');
    const [, contentUrl = ''] = /"contentUrl":"([^"]+)"/.exec(JSON.stringify(chat('bob').at(-1)?.versions)) ?? [];
    expect(await (await fetch(contentUrl)).text()).toBe('größer\n');
    expect(chat('bob').some(({ id: still }) => still === offer?.id)).toBe(false);
    const retriedSince = '2026-03-04T15:00:00Z';
    expect(await outbox.attach(accepted.origin, file, { account: BOB, retriedSince })).toBe('delivered');
    await expect(outbox.attach(accepted.origin, file, { account: BOB })).rejects.toMatchObject({
      code: 'upload_failed',
    });
  });

  it('for one who asked in a channel is offered in their own chat; for all of a channel it is at the link', async () => {
    const outbox = await stage.outbox();
    const asked: Origin = { platform: 'teams', tenant: TENANT, account: ALICE, channel: DEPLOYMENTS };
    expect(await outbox.attach(asked, file, { account: ALICE })).toBe('offered');
    expect(chat('alice').at(-1)?.text).toContain('Allow the file?');
    expect(await outbox.attach(asked, file)).toBe('unsupported');
    expect(await outbox.attach(asked, { ...file, line: undefined }, { account: ALICE })).toBe('unsupported');
  });

  it('that is declined is no more', async () => {
    await (await stage.outbox()).attach(bobs, file);
    await stage.as('bob').consent(chat('bob').at(-1)?.id ?? '', 'decline');
    expect(stage.last()).toMatchObject({ kind: 'ignored' });
  });

  const place = { contentUrl: 'https://x.sharepoint.com/a', name: 'a.log', uniqueId: 'A', fileType: 'log' };
  const accept = (uploadUrl: unknown, more: object = {}, from: object = {}) =>
    invoke(
      'fileConsent/invoke',
      { type: 'fileUpload', action: 'accept', context: { line }, uploadInfo: { ...place, uploadUrl }, ...more },
      from,
    );

  it('goes to OneDrive', async () => {
    expect(await accept('https://x-my.sharepoint.com/personal/bob/upload')).toMatchObject({ kind: 'command' });
  });

  it.each([
    ['http://x-my.sharepoint.com/upload'],
    ['https://evil.example/upload'],
    ['https://x.sharepoint.com.evil.example/upload'],
    ['https://evilsharepoint.com/upload'],
    ['https://me:secret@x.sharepoint.com/upload'],
    ['http://169.254.169.254/metadata'],
    ['file:///etc/passwd'],
    ['no address'],
    [7],
  ])('goes nowhere else: %s', async (address) => {
    expect(await accept(address)).toMatchObject({ kind: 'unsupported' });
  });

  it.each([
    ['without its line', { context: {} }, {}],
    ['with neither yes nor no', { action: 'perhaps' }, {}],
    [
      'accepted in a group',
      {},
      { conversation: { id: '19:g@thread.v2', conversationType: 'groupChat', tenantId: TENANT } },
    ],
  ])('%s is none', async (_, more, from) => {
    expect(await accept('https://x.sharepoint.com/u', more, from)).toMatchObject({ kind: 'unsupported' });
  });
});
