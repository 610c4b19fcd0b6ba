import fc from 'fast-check';
import { unslackText } from '../../../src/platforms/slack/unslack-text';

test.each([
  ['deploy <http://order-service.io|order-service.io> now', 'deploy order-service.io now'],
  ['<https://ci.example/run?a=1&amp;b=2>', 'https://ci.example/run?a=1&b=2'],
  ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
  ['<mailto:a@b.example>', 'a@b.example'],
  ['<@U123|alice> and <@U456>', '<@U123> and <@U456>'],
  ['<#C1|general> <#C2>', '#general <#C2>'],
  ['<!here> <!channel|channel> <!subteam^S1|@leads>', '@here @channel @leads'],
  ['&amp;lt; stays written', '&lt; stays written'],
  ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
])('%s was typed as %s', (rewritten, typed) => {
  expect(unslackText(rewritten)).toBe(typed);
});

test('whatever was typed without markup comes back unchanged', () => {
  const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  fc.assert(fc.property(fc.string(), (typed) => unslackText(escape(typed)) === typed));
});
