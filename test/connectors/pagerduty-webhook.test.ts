import fc from 'fast-check';
import { type Happening, Inbox } from '../../local/sandbox/pagerduty/inbox';
import { demoOnCall } from '../../local/sandbox/pagerduty/on-call';
import { webhookBody, webhookSignature } from '../../local/sandbox/pagerduty/webhook-body';
import { readPagerDutyWebhook } from '../../src/connectors/pagerduty-webhook';

const SECRET = 'subscription-secret';
const onCall = demoOnCall();
const NOW = Date.parse('2026-03-04T15:00:00Z');

/** What PagerDuty sends when Bob does this to a page of ours. */
function delivered(deed: (inbox: Inbox, happened: Happening[]) => void) {
  const happened: Happening[] = [];
  const inbox = new Inbox(
    onCall,
    () => NOW,
    (one) => happened.push(one),
  );
  inbox.trigger('inc-20260304-payment', { summary: 'Payments fail', severity: 'critical', source: 'payment-service' });
  deed(inbox, happened);
  return Buffer.from(webhookBody(happened.at(-1)!, onCall, NOW));
}

const bob = onCall.user('PBOB')!;
const acknowledged = delivered((inbox) => inbox.acknowledge(inbox.alerts[0]!, bob));
const sign = (body: Buffer, secrets = [SECRET]) => webhookSignature(secrets, body.toString());
const read = (body: Buffer, signature: string | null = sign(body), secrets = [SECRET]) =>
  readPagerDutyWebhook(secrets, signature, body);

it('tells what happened to a page, who did it and where it is read', () => {
  expect(read(acknowledged)).toEqual({
    kind: 'news',
    news: {
      id: expect.any(String) as string,
      what: 'acknowledged',
      key: 'inc-20260304-payment',
      at: '2026-03-04T15:00:00.000Z',
      by: { id: 'PBOB', name: 'Bob' },
      to: [{ id: 'PDAVE', name: 'Dave' }],
      url: expect.stringMatching(/^https:\/\//) as string,
    },
  });
});

it('tells whom it is with now, and that no person did what an event of an integration did', () => {
  const reassigned = delivered((inbox) => inbox.assign(inbox.alerts[0]!, bob, ['PERIN'], 'incident.reassigned'));
  expect(read(reassigned)).toMatchObject({ news: { what: 'reassigned', to: [{ name: 'Erin' }] } });
  const ours = delivered((inbox) => inbox.resolve(inbox.alerts[0]!, 'integration'));
  const delivery = read(ours);
  expect(delivery).toMatchObject({ news: { what: 'resolved' } });
  expect('news' in delivery && delivery.news.by).toBeUndefined();
});

it('keeps no more of an event than a row takes', () => {
  const event = JSON.parse(acknowledged.toString()) as { event: { data: object } };
  const assignees = Array.from({ length: 5_000 }, (_, index) => ({ id: `P${index}`, type: 'user_reference' }));
  Object.assign(event.event.data, { assignees, html_url: `https://x/${'y'.repeat(500_000)}` });
  const delivery = read(Buffer.from(JSON.stringify(event)));
  expect(JSON.stringify(delivery).length).toBeLessThan(5_000);
});

it.each(['pagey.ping', 'incident.annotated', 'constructor', '__proto__'])('%s changes nothing', (type) => {
  const body = Buffer.from(JSON.stringify({ event: { id: 'E1', event_type: type, data: {} } }));
  expect(read(body)).toMatchObject({ kind: 'nothing' });
});

it.each(['', 'null', '[]', '{"event":[]}', '{"event":{"id":1}}', '\ufeff{}', '{"event":{"id":"E","event_type":7}}'])(
  'signed bytes that are no event (%j) are unreadable, and nothing is thrown',
  (text) => {
    expect(read(Buffer.from(text)).kind).toBe('unreadable');
  },
);

it('takes any one of several signatures, by any one of several secrets', () => {
  expect(read(acknowledged, sign(acknowledged, ['old', SECRET])).kind).toBe('news');
  expect(read(acknowledged, sign(acknowledged, ['other']), ['one', 'other']).kind).toBe('news');
  expect(read(acknowledged, ` ${sign(acknowledged)} , v2=abc`).kind).toBe('news');
});

it('without a secret of ours nothing is taken', () => {
  expect(read(acknowledged, sign(acknowledged), []).kind).toBe('forged');
  expect(read(acknowledged, sign(acknowledged, ['']), []).kind).toBe('forged');
});

it.each([null, '', 'v1=', `v1=${'0'.repeat(64)}`, sign(acknowledged).toUpperCase(), sign(acknowledged).slice(3)])(
  'a signature such as %j is forged',
  (signature) => {
    expect(readPagerDutyWebhook([SECRET], signature, acknowledged).kind).toBe('forged');
  },
);

it('one changed bit of the bytes, of the signature or of the secret is forged', () => {
  const bit = fc.record({ where: fc.nat(), bit: fc.nat(7) });
  const flipped = (bytes: Buffer, { where, bit }: { where: number; bit: number }) => {
    const copy = Buffer.from(bytes);
    copy[where % copy.length]! ^= 1 << bit;
    return copy;
  };
  fc.assert(
    fc.property(bit, (one) => {
      const digest = Buffer.from(sign(acknowledged).slice(3), 'hex');
      expect(read(flipped(acknowledged, one), sign(acknowledged)).kind).toBe('forged');
      expect(read(acknowledged, `v1=${flipped(digest, one).toString('hex')}`).kind).toBe('forged');
    }),
  );
});

it('whatever is sent, unsigned or signed, is read without an error', () => {
  fc.assert(
    fc.property(fc.string(), fc.json(), (signature, text) => {
      expect(read(Buffer.from(text), signature).kind).toBe('forged');
      expect(['nothing', 'unreadable']).toContain(read(Buffer.from(text)).kind);
    }),
  );
});
