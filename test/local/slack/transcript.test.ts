import { WebClient } from '@slack/web-api';
import { startSlack, type SlackServer } from '../../../local/slack';
import { renderDate } from '../../../local/slack/transcript/date-token';
import { renderMrkdwn, type Reading } from '../../../local/slack/transcript/mrkdwn';
import { plainStyle } from '../../../local/slack/transcript/style';
import { demoWorkspace } from '../../../local/slack/demo-workspace';
import { actions, button, fakeApp, reasonView, section, type FakeApp } from './fake-app';
import { silent } from './silent';

const start = Date.parse('2026-11-24T10:00:00Z');

describe('mrkdwn', () => {
  const reading: Reading = { state: demoWorkspace(), style: plainStyle, now: start };
  it.each([
    ['*Deploy* by <@U0ALICE>', 'Deploy by @alice'],
    ['<#C0DEPLOY|x> <@U0NOBODY> <!here>', '#deployments @U0NOBODY @here'],
    ['<https://x.y|the run>, <https://x.y>', 'the run (https://x.y), https://x.y'],
    ['a &lt;b&gt; &amp; _c_ ~d~ `e_f_g`', 'a <b> & c d `e_f_g`'],
    ['&amp;lt; 3 * 4 * 5', '&lt; 3 * 4 * 5'],
    [':white_check_mark: :unknown_thing:', '✅ :unknown_thing:'],
    [`until <!date^${start / 1000}^{time} on {date_num}|later>`, 'until 10:00 on 2026-11-24'],
    ['<!date^nonsense^{time}|later>', 'later'],
  ])('%s reads %s', (text, read) => {
    expect(renderMrkdwn(text, reading)).toBe(read);
  });

  it('renders each date format in UTC', () => {
    const render = (format: string) => renderDate(start / 1000, format, '', start + 125_000);
    expect(render('{date} {time_secs}')).toBe('24 November 2026 10:00:00');
    expect(render('{date_short_pretty}, {date_long}')).toBe('24 Nov 2026, Tuesday, 24 November 2026');
    expect(render('{ago} {nonsense}')).toBe('2 minutes ago {nonsense}');
  });
});

describe('the transcript', () => {
  let slack: SlackServer;
  let client: WebClient;
  let app: FakeApp;
  let clock = start;

  beforeEach(async () => {
    clock = start;
    app = await fakeApp();
    slack = await startSlack({ appUrl: app.url, now: () => (clock += 100) });
    client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, logger: silent });
  });
  afterEach(async () => {
    await slack.close();
    await app.close();
  });

  const play = async () => {
    const { workspace } = slack;
    await workspace.as('alice').command('C0DEPLOY', '/deploy', 'order-service v2.4.1 production');
    const { ts } = await client.chat.postMessage({
      channel: 'C0DEPLOY',
      text: 'Deploy?',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Deploy order-service' } },
        section('Asked by <@U0ALICE>'),
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'plan `a1b2`' }] },
        actions(button('Approve', 'approve'), button('Reject', 'reject')),
      ],
    });
    await client.chat.postEphemeral({ channel: 'C0DEPLOY', user: 'U0MALLORY', text: 'You may not approve this.' });
    await workspace.as('carol').click('C0DEPLOY', ts!, 'reject');
    await client.views.open({ trigger_id: app.last().json.trigger_id, view: reasonView as never });
    await workspace.as('carol').submit(workspace.as('carol').modal()!.id, { reason: 'too late' });
    await workspace.as('bob').react('C0DEPLOY', ts!, 'white_check_mark');
    await client.chat.update({ channel: 'C0DEPLOY', ts: ts!, text: 'Deployed.', blocks: [section('*Deployed.*')] });
    await client.chat.postMessage({ channel: 'C0DEPLOY', thread_ts: ts!, text: 'Reason?' });
  };
  const withoutTimes = (text: string) => text.replace(/\d\d:\d\d:\d\d/g, 'hh:mm:ss');

  it('shows in order what everybody saw, every version, forms and ephemerals', async () => {
    await play();
    expect(withoutTimes(slack.workspace.transcript('C0DEPLOY'))).toBe(
      [
        'hh:mm:ss  alice        /deploy order-service v2.4.1 production  (only alice sees this)',
        'hh:mm:ss  countersign  Deploy order-service',
        '                       Asked by @alice',
        '                       plan `a1b2`',
        '                       [Approve] [Reject]',
        'hh:mm:ss  countersign  You may not approve this.  (only mallory sees this)',
        'hh:mm:ss  carol        clicked [Reject] on the message of hh:mm:ss',
        'hh:mm:ss  countersign  shows a form  (only carol sees this)',
        '                       ┌ Reject',
        '                       │ Why?: […]',
        '                       └ [Reject] [Back]',
        'hh:mm:ss  carol        submitted the form  (only carol sees this)',
        '                       too late',
        'hh:mm:ss  bob          reacted ✅ to the message of hh:mm:ss',
        'hh:mm:ss  countersign  (edited, was posted hh:mm:ss)',
        '                       Deployed.',
        'hh:mm:ss  countersign  ↳ in the thread of hh:mm:ss',
        '                       Reason?',
      ].join('\n'),
    );
  });

  it('for one person leaves out what only others saw', async () => {
    await play();
    const mallorys = slack.workspace.transcript('C0DEPLOY', { viewer: 'U0MALLORY' });
    expect(mallorys).toContain('You may not approve this.  (only you see this)');
    expect(mallorys).not.toContain('/deploy');
    expect(mallorys).not.toContain('too late');
    expect(slack.workspace.transcript('C0DEPLOY', { viewer: 'U0BOB' })).not.toContain('You may not');
  });

  it('dims and emboldens in a terminal', async () => {
    await play();
    expect(slack.workspace.transcript('C0DEPLOY', { ansi: true })).toContain('\u001b[1mDeployed.\u001b[22m');
    expect(slack.workspace.transcript('C0DEPLOY', { ansi: true })).toContain('\u001b[2mplan `a1b2`\u001b[22m');
  });
});
