import { messageText, quotedMessage } from '../../../src/platforms/teams/message-text';

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
  ['quotes', '<blockquote '],
  ['replies', '<blockquote schema.skype.com/Reply '],
])('a megabyte of %s that never end is read in time', (_, piece) => {
  const content = piece.repeat((1024 * 1024) / piece.length);
  const before = process.cpuUsage();
  messageText({ text: content }, []);
  quotedMessage(html(content));
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
});
