import { buttons, readable } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { openStage, type Stage } from './stage';

const INCIDENTS = 'C0INCID';
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    breakGlass: { group: 'on-call', review: '2 of team-leads', within: '12s', alert: 'incidents' },
  });
}, 60_000);
afterAll(() => stage.close());

const inIncidents = (since: string) =>
  stage.stack.slack.workspace
    .messages(INCIDENTS)
    .filter(({ ts, deleted, only_for }) => ts >= since && !deleted && !only_for);
const alertAt = (since: string, words: string) =>
  stage.audience.until(() => inIncidents(since).find((message) => readable(message).includes(words)), 20);
const review = (who: string, ts: string) => stage.audience.as(who).click(INCIDENTS, ts, 'run-0');

it('somebody of the group runs a change at once; the channel is alarmed; two others review it, over a kill', async () => {
  const asked = await stage.ask('dave', 'order-service v2.4.1 production --break-glass --reason "payments are down"');
  const alert = await alertAt(asked.since, 'broke the glass');
  if (!alert) throw new Error('Nobody was alarmed.');
  expect(readable(alert)).toContain('payments are down');
  await stage.stack.slack.redeliver(asked.delivery.id);
  await stage.audience.shown(asked.since, ['Deploy complete.', 'It ran without approval'], 30);
  expect(await stage.outcomeOf(asked)).toMatchObject({
    result: 'success',
    approved_by: null,
    details: { rule: { name: 'break-glass' } },
  });
  await review('dave', alert.ts);
  await review('erin', alert.ts);
  await review('bob', alert.ts);
  await alertAt(asked.since, '1 of 2');
  await stage.stack.host().kill();
  await stage.stack.restartHost();
  await review('carol', alert.ts);
  const reviewed = await alertAt(asked.since, 'Reviewed by');
  expect(reviewed && buttons(reviewed)).toEqual([]);
  expect(inIncidents(asked.since).filter((message) => readable(message).includes('broke the glass'))).toHaveLength(1);
  expect(stage.dispatches().filter(({ version }) => version === 'v2.4.1')).toHaveLength(1);
  const said = async () =>
    (await stage.audience.entries())
      .filter(({ kind, action, timestamp }) => kind === 'outcome' && action === 'review' && timestamp >= asked.at)
      .map(({ user, reason_code }) => `${user} ${reason_code}`)
      .sort();
  await stage.audience.until(async () => (await said()).length === 4, 15);
  expect(await said()).toEqual(['@bob review_noted', '@carol debt_settled', '@dave own_request', '@erin not_reviewer']);
}, 90_000);

it.each([
  ['alice', '--reason "please"', 'break_glass_not_allowed'],
  ['dave', '', 'break_glass_needs_reason'],
])('it is refused to %s with "%s", who is told the normal way, and recorded', async (who, reason, code) => {
  const asked = await stage.ask(who, `order-service v2.4.2 production --break-glass ${reason}`.trim());
  await stage.audience.shown(asked.since, ['The normal way is to ask without --break-glass', 'deploys to production']);
  expect(await stage.outcomeOf(asked)).toMatchObject({ reason_code: code });
  expect(stage.dispatches().filter(({ version }) => version === 'v2.4.2')).toEqual([]);
});

it('an overdue review is reminded of, keeps its debtor from the next, and shows in /approvals and the audit log', async () => {
  const asked = await stage.ask('dave', 'payment-service v1.9.1 production --break-glass --reason "still down"');
  const alert = await alertAt(asked.since, 'broke the glass');
  if (!alert) throw new Error('Nobody was alarmed.');
  expect(await alertAt(asked.since, 'still waits for its review')).toBeTruthy();
  expect(await alertAt(asked.since, 'is overdue')).toBeTruthy();
  const again = await stage.ask('dave', 'api-gateway v3.2.1 production --break-glass --reason "and again"');
  await stage.audience.shown(again.since, ['reviewed first, which is overdue']);
  expect(await stage.outcomeOf(again)).toMatchObject({ result: 'denied', reason_code: 'review_overdue' });
  const list = await stage.ask('bob', 'approvals', '/countersign');
  await stage.audience.whispered('U0BOB', list.since, 'Run without approval, to be reviewed');
  const overdue = (await stage.audience.entries()).filter(
    ({ reason_code, command }) => reason_code === 'review_overdue' && command === asked.line,
  );
  expect(overdue).toHaveLength(1);
  await review('bob', alert.ts);
  await review('carol', alert.ts);
  expect(await alertAt(asked.since, 'Reviewed by')).toBeTruthy();
  const then = await stage.ask('dave', 'api-gateway v3.2.1 production --break-glass --reason "and again"');
  const last = await alertAt(then.since, 'api-gateway');
  await stage.audience.shown(then.since, ['Deploy complete.'], 30);
  await review('bob', last?.ts ?? '');
  await review('carol', last?.ts ?? '');
  await alertAt(then.since, 'Reviewed by');
}, 120_000);

it('leaves every book in order', async () => {
  // A review is shown on the alert before its own outcome is recorded.
  await stage.audience.until(async () => (await auditTheBooks(stage)).length === 0, 15);
  expect(await auditTheBooks(stage)).toEqual([]);
});
