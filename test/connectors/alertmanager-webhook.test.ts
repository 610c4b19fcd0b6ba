import fc from 'fast-check';
import { readAlertmanagerWebhook } from '../../src/connectors/alertmanager-webhook';
import { ownMasks } from '../../src/connectors/own-masks';

const NOW = new Date('2026-03-04T15:00:00Z');
const alert = (alertname: string, over: object = {}) => ({
  status: 'firing',
  labels: { alertname, service: 'payment-service' },
  annotations: { summary: `${alertname} it is` },
  startsAt: '2026-03-04T14:50:00Z',
  ...over,
});
const payload = (alerts: unknown[], over: object = {}) => ({
  version: '4',
  groupKey: '{}:{service="payment-service"}',
  status: 'firing',
  truncatedAlerts: 0,
  alerts,
  commonLabels: { service: 'payment-service' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager.internal',
  ...over,
});
const read = (value: unknown, authorization: string | null = 'Bearer right', tokens = ['right']) =>
  readAlertmanagerWebhook(tokens, authorization, Buffer.from(JSON.stringify(value)), NOW);
const group = (value: unknown) => {
  const delivery = read(value);
  if (delivery.kind !== 'group') throw new Error(JSON.stringify(delivery));
  return delivery.group;
};

it('tells what fires, by name, since when, and where it is looked at', () => {
  expect(group(payload([alert('Slow'), alert('Down'), alert('Slow')]))).toEqual({
    key: '{}:{service="payment-service"}',
    title: 'Slow, Down of payment-service',
    firing: 3,
    alerts: [
      { name: 'Slow', count: 2, summary: 'Slow it is' },
      { name: 'Down', count: 1, summary: 'Down it is' },
    ],
    moreNames: 0,
    since: '2026-03-04T14:50:00.000Z',
    labels: { service: 'payment-service' },
    link: 'http://alertmanager.internal',
  });
});

it('takes the title from what all have to say', () => {
  const commonAnnotations = { summary: 'Payments\n fail' };
  expect(group(payload([alert('Slow')], { commonAnnotations })).title).toBe('Payments fail');
  expect(group(payload([alert('🔥')], { commonAnnotations: { summary: '🔥' }, commonLabels: {} })).title).toBe(
    'Alerts fire',
  );
  expect([...group(payload([], { commonAnnotations: { summary: '🔥a'.repeat(9_000) } })).title]).toHaveLength(150);
});

it('counts those that were left out, and not those that are resolved', () => {
  expect(group(payload([alert('Slow'), alert('Old', { status: 'resolved' })], { truncatedAlerts: 498 })).firing).toBe(
    499,
  );
  expect(
    group(payload([alert('Old', { status: 'resolved' })], { status: 'resolved', truncatedAlerts: 3 })).firing,
  ).toBe(0);
  expect(group(payload([alert('Slow')], { truncatedAlerts: -5 })).firing).toBe(1);
  expect(group(payload([alert('Slow')], { truncatedAlerts: 1e300 })).firing).toBe(1);
});

it('a storm stays small', () => {
  const storm = Array.from({ length: 500 }, (_, index) =>
    alert(`Kind${index % 100}`, { annotations: { summary: 'x'.repeat(9_000) } }),
  );
  const { alerts, moreNames, firing } = group(payload(storm));
  expect({ shown: alerts.length, moreNames, firing }).toEqual({ shown: 8, moreNames: 92, firing: 500 });
  expect(JSON.stringify(alerts).length).toBeLessThan(3_000);
});

it('of a group of any size little is masked and kept, so that it is read at once and fits into a row', () => {
  const long = 'http://a:b '.repeat(100_000);
  const bare = Array.from({ length: 150_000 }, (_, index) => ({
    status: 'firing',
    labels: { alertname: `Kind${index}` },
  }));
  const alerts = [alert('Slow', { annotations: { summary: long } }), ...bare];
  const storm = payload(alerts, { commonLabels: { alertname: long, service: 'payment-service' } });
  const masking = jest.spyOn(ownMasks, 'apply');
  const { title, alerts: shown, moreNames, labels } = group(storm);
  expect(masking.mock.calls.length).toBeLessThan(50);
  expect(Math.max(...masking.mock.calls.flat(2).map((text) => text.length))).toBeLessThanOrEqual(10_000);
  masking.mockRestore();
  expect({ title, shown: shown.length, moreNames }).toEqual({
    title: expect.stringMatching(/^http:\/\/a:b /) as string,
    shown: 8,
    moreNames: 149_993,
  });
  expect(labels).toEqual({ service: 'payment-service' });
});

it('hides secrets in what was measured', () => {
  const annotations = { summary: 'login with password=hunter2 failed' };
  expect(
    JSON.stringify(group(payload([alert('Slow', { annotations })], { commonAnnotations: annotations }))),
  ).not.toContain('hunter2');
});

it.each([null, '', 'Bearer', 'Bearer ', 'Basic right', 'right', 'Bearer wrong', 'Bearer right2', 'Bearer righ'])(
  'authorization %j is refused',
  (authorization) => {
    expect(read(payload([]), authorization).kind).toBe('forged');
  },
);

it('takes either of two tokens, and none where none is set', () => {
  expect(read(payload([]), 'Bearer old', ['right', 'old']).kind).toBe('group');
  expect(read(payload([]), 'bearer right').kind).toBe('group');
  expect(read(payload([]), 'Bearer ', []).kind).toBe('forged');
  expect(read(payload([]), null, []).kind).toBe('forged');
});

it.each([
  [null, 'no JSON object'],
  [[], 'no JSON object'],
  [payload([], { version: '3' }), 'version'],
  [payload([], { groupKey: undefined }), 'groupKey'],
  [payload([], { groupKey: 'x'.repeat(5_000) }), 'groupKey'],
  [payload([], { alerts: {} }), 'alerts is no list'],
])('%# is told what is wrong with it', (value, words) => {
  expect(read(value)).toMatchObject({ kind: 'unreadable', why: expect.stringContaining(words) as string });
});

it.each<{ startsAt: unknown }>([
  { startsAt: { toString: 1, valueOf: 1 } },
  { startsAt: [] },
  { startsAt: 7 },
  { startsAt: null },
])('a time that is %j is none', ({ startsAt }) => {
  expect(group(payload([alert('Slow', { startsAt })])).since).toBe(NOW.toISOString());
});

it('alerts of any shape are read without an error, and their time is never in the future', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), fc.jsonValue(), (alerts, commonLabels, startsAt) => {
      const { since, title } = group(payload([...alerts, alert('Slow', { startsAt })], { commonLabels }));
      expect(Date.parse(since)).toBeLessThanOrEqual(NOW.getTime());
      expect(title).toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});
