import { auditTheBooks } from './books';
import { type Asked, openStage, type Stage } from './stage';
import { toProduction } from './test-company';

const ENTRA_LEADS = '00000000-0000-0000-0000-0000000000a1';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    rules: [
      { name: 'orders take whoever is on duty', when: toProduction('order-service'), require: '2 of duty' },
      { name: 'the gateway takes whoever stands by', when: toProduction('api-gateway'), require: '1 of standby' },
      { name: 'payments take two', when: toProduction('payment-service'), require: '2 of entra-leads' },
    ],
    groups: {
      duty: { title: 'duty engineer', source: 'pagerduty:schedule/PDUTY' },
      standby: { title: 'standby engineer', source: 'pagerduty:schedule/PSTANDBY', people: ['carol'] },
      'entra-leads': { title: 'lead', source: `entra:group/${ENTRA_LEADS}` },
    },
  });
}, 30_000);
afterAll(() => stage.close());

const as = (person: string) => stage.audience.as(person);
const approve = (person: string, { ts }: { ts: string }) => as(person).click('C0DEPLOY', ts, 'approve');
const onCall = () => stage.stack.pagerDuty.onCall;

async function says({ ts }: { ts: string }, words: string) {
  const said = await stage.audience.until(() => stage.textAt(ts).includes(words), 15);
  if (!said) throw new Error(`The message never said "${words}": ${stage.textAt(ts)}`);
}

async function votesOn({ line, at }: Asked) {
  return (await stage.audience.entries()).filter(
    ({ kind, command, timestamp }) => kind === 'vote' && command === line && timestamp >= at,
  );
}

async function recorded(asked: Asked, user: string) {
  const found = async () => (await votesOn(asked)).some((vote) => vote.user === user);
  if (!(await stage.audience.until(found, 15))) throw new Error(`No vote of ${user} is recorded.`);
}

async function told(person: string, { since }: Asked, words: string) {
  const account = `U0${person.toUpperCase()}`;
  const whispers = () => stage.audience.whispers(account, since).join('\n');
  if (!(await stage.audience.until(() => whispers().includes(words), 15)))
    throw new Error(`${person} was never told "${words}": ${whispers()}`);
}

it('who has left the schedule between the vote and the start has not approved', async () => {
  onCall().setSchedule('PDUTY', ['PDAVE', 'PERIN']);
  const asked = await stage.request('alice', 'order-service v2.4.1 production');
  await approve('mallory', asked);
  await told('mallory', asked, 'may be decided by');
  await approve('dave', asked);
  await says(asked, '1 of 2');
  onCall().setSchedule('PDUTY', ['PERIN']);
  await approve('erin', asked);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'denied', reason_code: 'nobody_may_approve' });
  expect(stage.textAt(asked.ts)).toContain('there is only @erin');
  expect(stage.audience.dispatches('v2.4.1')).toEqual([]);
});

it('an Entra group decides with the groups within it, and a delegate fills one seat until that ends', async () => {
  const leave = await stage.ask('bob', 'dave until 3d --reason "on leave"', '/delegate');
  expect(await stage.outcomeOf(leave)).toMatchObject({ result: 'success' });
  await stage.audience.shown(leave.since, ['decides in place of', 'on leave']);
  const asked = await stage.request('alice', 'payment-service v1.9.1 production');
  expect(stage.textAt(asked.ts)).toContain('In place of');
  await approve('dave', asked);
  await says(asked, '1 of 2');
  await approve('bob', asked);
  await recorded(asked, '@bob');
  expect(stage.textAt(asked.ts)).toContain('1 of 2');
  await approve('carol', asked);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success' });
  expect((await votesOn(asked)).map(({ user, details }) => [user, details['in_place_of']])).toEqual([
    ['@dave', ['@bob']],
    ['@bob', undefined],
    ['@carol', undefined],
  ]);
});

it('a delegation that was ended after the vote no longer counts', async () => {
  const asked = await stage.request('alice', 'payment-service v1.9.0 production');
  await approve('dave', asked);
  await says(asked, '1 of 2');
  const off = await stage.ask('bob', 'off', '/delegate');
  expect(await stage.outcomeOf(off)).toMatchObject({ result: 'success' });
  await approve('carol', asked);
  await recorded(asked, '@carol');
  await approve('dave', asked);
  await told('dave', asked, 'may be decided by');
  expect(stage.textAt(asked.ts)).toContain('1 of 2');
  await approve('bob', asked);
  expect((await stage.outcomeOf(asked)).approved_by?.split(', ').sort()).toEqual(['@bob', '@carol']);
});

it('the home of an approver shows what waits for them, with buttons, and what they have pressed is gone', async () => {
  const asked = await stage.request('alice', 'payment-service v1.9.1 production');
  const home = async (person: string, words: string) => {
    await as(person).openHome();
    const page = () => JSON.stringify(as(person).home()?.body ?? '');
    if (!(await stage.audience.until(() => page().includes(words), 15))) throw new Error(`${words}: ${page()}`);
    return page();
  };
  expect(await home('alice', 'Asked by you')).not.toContain('"approve"');
  expect(await home('mallory', 'Nothing waits')).not.toContain('payment-service');
  for (const person of ['carol', 'bob']) {
    await home(person, 'For you');
    await as(person).clickIn(as(person).home()!.id, 'approve');
    await recorded(asked, `@${person}`);
  }
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success' });
  const empty = () => JSON.stringify(as('carol').home()?.body).includes('Nothing waits');
  expect(await stage.audience.until(empty, 15)).toBe(true);
});

it('a source that is down lets those decide whom the company file names, and is named to the others', async () => {
  onCall().setSchedule('PSTANDBY', ['PDAVE']);
  stage.stack.pagerDuty.faults.set({ kind: 'error', path: '^/oncalls' });
  const asked = await stage.request('alice', 'api-gateway v3.2.1 production');
  expect(stage.textAt(asked.ts)).toContain('PagerDuty: could not read who is on call in schedule PSTANDBY');
  await approve('dave', asked);
  await told('dave', asked, 'cannot be found out just now');
  expect((await stage.refusalsOf(asked)).map(({ reason_code }) => reason_code)).toEqual(['group_source_down']);
  await approve('carol', asked);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: '@carol' });
  stage.stack.pagerDuty.faults.clear();
});

it('keeps the books', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
