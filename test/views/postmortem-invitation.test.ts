import ICAL from 'ical.js';
import { postmortemInvitation } from '../../src/views/postmortem-invitation';

const origin = { platform: 'slack', tenant: 'T', account: 'U', channel: 'C' } as const;

function invitation(title: string, { reopened = 0 } = {}) {
  return postmortemInvitation({
    incident: {
      id: 'inc-20260304-payment',
      title,
      severity: 'sev1',
      by: 'dave',
      commander: 'dave',
      private: false,
      openedAt: '2026-03-04T15:00:47Z',
      origin,
    },
    resolved: {
      id: 'r',
      kind: 'resolve',
      by: 'dave',
      at: '2026-03-04T15:23:50Z',
      text: 'Key rotated; all, well\n',
      origin,
    },
    at: '2026-03-05T13:00:00.000Z',
    commander: 'dave',
    reopened,
    url: 'https://slack.com/app_redirect?team=T0&channel=C1',
  });
}

/** As a calendar reads it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const events = calendar.getAllSubcomponents('vevent');
  return { calendar, events, event: new ICAL.Event(events[0]) };
}

it('is one event of an hour at the instant of the postmortem, read back word for word', () => {
  const { calendar, events, event } = read(invitation('Payment processing failures'));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(events).toHaveLength(1);
  expect(event.uid).toBe('inc-20260304-payment-postmortem@countersign');
  expect(event.startDate.toJSDate().toISOString()).toBe('2026-03-05T13:00:00.000Z');
  expect(event.startDate.zone?.tzid).toBe('UTC');
  expect(event.endDate.toJSDate().toISOString()).toBe('2026-03-05T14:00:00.000Z');
  expect(event.summary).toBe('Postmortem: Payment processing failures');
  expect(event.description).toBe('Led by @dave.\nWhat ended inc-20260304-payment: Key rotated; all, well');
});

it('after a reopening takes the place of the one before', () => {
  expect(read(invitation('x', { reopened: 2 })).event).toMatchObject({
    uid: 'inc-20260304-payment-postmortem@countersign',
    sequence: 2,
  });
});

it.each([
  ['a line of its own', 'Down\r\nATTENDEE:mailto:mallory@evil.example\r\nX-EVIL:1'],
  ['an end of its own', 'Down\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil'],
  ['separators and escapes', 'Down; a, b: \\n \\; "c" \\'],
  ['control characters', 'Down \u0000\u0007\u001b[31m\u0085 red'],
  ['markup', '<script>alert(1)</script> <!channel> [x](http://evil)'],
  ['150 letters of several bytes', '🔥é漢'.repeat(50)],
])('a title with %s is a title', (_what, title) => {
  const text = invitation(title);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\u0000-\u0008]/);
  const { events, event } = read(text);
  expect(events).toHaveLength(1);
  expect(event.attendees).toEqual([]);
  expect(event.component.getAllProperties().map(({ name }) => name)).not.toContain('x-evil');
  expect(event.summary).toBe(`Postmortem: ${title.replace(/[\p{Cc}\s]+/gu, ' ')}`);
});
