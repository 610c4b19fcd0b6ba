import { htmlText, messageText, quotedMessage } from '../../../src/platforms/teams/message-text';
import { leastMs } from '../../kit/least-ms';

const html = (content: string) => ({ attachments: [{ contentType: 'text/html', content }] });

test.each([
  ['<blockquote itemid="1">old</blockquote> approve', 'approve'],
  ['<BLOCKQUOTE>a</BLOCKQUOTE>reject <blockquote>b</blockquote>no', 'reject no'],
  ['deploy <blockquote unfinished', 'deploy <blockquote unfinished'],
  ['<blockquote>a</blockquote>one <blockquote>two', 'one <blockquote>two'],
])('of %j somebody typed %j', (text, typed) => expect(messageText({ text }, [])).toBe(typed));

test('the quoted message is the one that is replied to', () => {
  const reply = '<blockquote itemtype="http://schema.skype.com/Reply" itemid="17">x</blockquote>';
  expect(quotedMessage(html(`<blockquote itemid="9">y</blockquote>${reply}`))).toBe('17');
  expect(quotedMessage(html('<blockquote itemid="9">y</blockquote>'))).toBeUndefined();
});

test.each([
  ['<p>Errors began</p><p>at <b>14:58</b></p>', 'Errors began  at 14:58'],
  ['<at id="0">Bob Brown</at>&nbsp;look &lt;b&gt; &amp;lt;', '@Bob Brown look <b> &lt;'],
  ['<emoji id="fire" alt="🔥" title="Fire"></emoji> it <img src="x" alt="🙂"><img src="y">burns', '🔥 it 🙂burns'],
  ['<blockquote>old</blockquote><attachment id="1"></attachment>new <a href="https://a.example">link</a>', 'new link'],
  ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
])('of %j people see %j', (content, seen) => expect(htmlText(content)).toBe(seen));

test.each([
  ['quotes', '<blockquote '],
  ['pictures', '<img alt="" '],
  ['descriptions', ' alt="'],
  ['replies', '<blockquote schema.skype.com/Reply '],
])('a megabyte of %s that never end is read in time', (_, piece) => {
  const content = piece.repeat((1024 * 1024) / piece.length);
  const read = () => {
    messageText({ text: content }, []);
    htmlText(`<img ${content}`);
    quotedMessage(html(content));
  };
  expect(leastMs(read, 1_000)).toBeLessThan(1_000);
});
