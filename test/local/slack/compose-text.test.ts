import { demoWorkspace } from '../../../local/slack/demo-workspace';
import { composeText } from '../../../local/slack/people/compose-text';

const compose = (typed: string, labelled = false) => composeText(typed, demoWorkspace(), labelled);

it.each([
  ['@bob and @nobody', '<@U0BOB> and @nobody'],
  ['<@U0BOT> deploy', '<@U0BOT> deploy'],
  ['in #deployments, not #elsewhere', 'in <#C0DEPLOY|deployments>, not #elsewhere'],
  ['@here look', '<!here> look'],
  ['see https://x.y/z.', 'see <https://x.y/z>.'],
  ['see example.com/a, order-service v2.4.1', 'see <http://example.com/a|example.com/a>, order-service v2.4.1'],
  ['mail bob@demo.example', 'mail <mailto:bob@demo.example|bob@demo.example>'],
  ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
  ['<!channel>', '<!channel>'],
  ['"payment timeouts" --severity sev1', '"payment timeouts" --severity sev1'],
])('%s is sent as %s', (typed, sent) => {
  expect(compose(typed)).toBe(sent);
});

it('names people in slash commands that ask for it', () => {
  expect(compose('ping <@U0BOB> @carol', true)).toBe('ping <@U0BOB|bob> <@U0CAROL|carol>');
});
