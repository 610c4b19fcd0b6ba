import { incidentId } from '../../../src/commands/incident/incident-id';
import { inferStatus } from '../../../src/commands/incident/infer-status';
import { readSeverity } from '../../../src/commands/incident/read-severity';
import { serviceMeant } from '../../../src/commands/incident/service-meant';

test.each([
  ['Root cause identified: Stripe API key expired', 'identified'],
  ['We found the cause', 'identified'],
  ['Root cause identified and fixed, monitoring now', 'monitoring'],
  ['The fix is deployed', 'monitoring'],
  ['Still investigating', 'investigating'],
  ['The cause is not yet identified', undefined],
  ['Root cause unknown', undefined],
  ["We haven't identified it", undefined],
  ['Card payments fail', undefined],
  ['An unidentified object', undefined],
])('“%s” says %s', (text, status) => {
  expect(inferStatus(text)).toBe(status);
});

const services = [{ id: 'order-service' }, { id: 'payment-service' }, { id: 'api-gateway' }];

test.each([
  ['Payment processing failures', 'payment-service', 'payment'],
  ['Payments are failing', 'payment-service', 'payment'],
  ['api-gateway answers 502', 'api-gateway', 'api-gateway'],
  ['The gateway is slow', 'api-gateway', 'gateway'],
])('“%s” points to %s', (title, id, word) => {
  expect(serviceMeant(title, services)).toEqual({ id, word });
});

test.each(['Checkout failing', 'Payments of orders fail', 'A service is down', '支払い', ''])(
  '“%s” points to none',
  (title) => {
    expect(serviceMeant(title, services)).toBeUndefined();
  },
);

const day = new Date('2026-03-04T23:59:59Z');

test.each([
  ['payment', '', 'inc-20260304-payment'],
  ['Checkout failing', '', 'inc-20260304-checkout-failing'],
  ['Über <!channel> & *Zürich*', '', 'inc-20260304-uber-channel-zurich'],
  ['支払いの失敗', 'payment-service', 'inc-20260304-payment-service'],
  ['🔥 支払い', '', 'inc-20260304-incident'],
])('an incident “%s” gets a name that every platform takes', (title, otherwise, id) => {
  expect(incidentId('inc', day, title, otherwise)).toBe(id);
});

test('a long name leaves room for the number of another', () => {
  const id = incidentId('inc', day, 'a'.repeat(300), '');
  // Up to 999 of one day may be called alike, and Slack takes 80 characters.
  expect(`${id}-999`.length).toBeLessThanOrEqual(80);
});

test.each([
  ['sev1', 'sev1'],
  ['SEV-2', 'sev2'],
  ['sev 3', 'sev3'],
  ['1', 'sev1'],
  ['sev4', undefined],
  ['critical', undefined],
  [undefined, undefined],
])('the severity %s is read as %s', (given, severity) => {
  expect(readSeverity(given)).toBe(severity);
});
