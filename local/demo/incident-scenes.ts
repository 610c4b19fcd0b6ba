import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shiftClock, withShiftedClock } from '../kit/shifted-clock';
import { ANY_PORTS, type Stack, startStack } from '../stack';
import { Audience } from './audience';
import { type Scene } from './scene';

/** The day of the article. */
const THEN = '2026-03-04T15:00:47Z';
const INCIDENTS = 'C0INCID';
const CREATE = 'create "Payment processing failures" --severity sev1';
const UPDATE = 'update "Root cause identified: Stripe API key expired"';
const RESOLVE = 'resolve "Stripe API key rotated, payments flowing"';

export const incidentScenes: Scene[] = [
  {
    title: 'An incident, from its first minute to its postmortem: 23 minutes, which nobody waits for',
    async play() {
      const home = mkdtempSync(join(tmpdir(), 'countersign-incident-'));
      // Vendors, chat and the function app all live on that day; a restart of the host moves it on.
      const began = Date.parse(THEN) - Date.now();
      shiftClock(began);
      try {
        const stack = await startStack({ home, keep: false, ports: ANY_PORTS, env: withShiftedClock(began) });
        try {
          await playArticle(stack, began);
        } finally {
          await stack.stop();
        }
      } finally {
        shiftClock(0);
        rmSync(home, { recursive: true, force: true });
      }
    },
  },
];

async function playArticle(stack: Stack, began: number): Promise<void> {
  const audience = new Audience(stack);
  const { workspace } = stack.slack;
  /** The first message in a channel that begins with this and says all of it, line by line. */
  const seen = async (channel: string, ...lines: string[]) => {
    const found = await audience.until(
      () => workspace.messages(channel).find(({ text }) => startsWith(text, lines)),
      20,
    );
    assert.ok(found, `${lines.join(' / ')} was not said in ${channel}:\n${workspace.transcript(channel)}`);
    return found;
  };

  const opened = Date.now();
  await audience.as('dave').command(INCIDENTS, '/incident', CREATE);
  const card = await seen(
    INCIDENTS,
    '🚨 SEV-1 Incident Created: Payment processing failures',
    'Incident channel: #inc-20260304-payment',
    'Incident commander: @dave',
    'Status page updated: Investigating',
    'PagerDuty notified: payment-team',
  );
  const room = workspace.state.channels.find(({ name }) => name === 'inc-20260304-payment');
  assert.ok(room, 'the incident has its channel');
  assert.ok(room.members.includes('U0DAVE'), 'the commander is in it');
  await audience.until(() => room.pins.length === 1, 10);
  assert.equal(stack.pagerDuty.state().alerts[0]?.status, 'triggered');

  const { ts: marked } = await audience.as('dave').say(room.id, 'Stripe refuses every call since 15:00');
  await audience.as('dave').react(room.id, marked, 'pushpin');
  await audience.as('dave').command(room.id, '/incident', UPDATE);
  await seen(room.id, '📝 Update posted to status page', 'Status: Identified');

  const later = began + 23 * 60_000 - (Date.now() - opened);
  await stack.host().stop();
  shiftClock(later);
  Object.assign(stack.env, withShiftedClock(later));
  await stack.restartHost();
  await audience.as('dave').command(room.id, '/incident', RESOLVE);
  await seen(
    room.id,
    '✅ Incident resolved after 23 minutes',
    'Duration: 23 min',
    'Status page: Resolved',
    'Postmortem scheduled for tomorrow 2 PM',
  );
  const closed = await seen(INCIDENTS, '✅ SEV-1 Incident Resolved: Payment processing failures');
  assert.equal(closed.ts, card.ts, 'one card from first to last');
  assert.equal(stack.pagerDuty.state().alerts[0]?.status, 'resolved');
  const names = () =>
    workspace.messages(room.id).flatMap(({ files = [] }) => (files as { name: string }[]).map(({ name }) => name));
  await audience.until(() => names().length === 2, 20);
  assert.deepEqual(names().sort(), ['inc-20260304-payment-postmortem.ics', 'inc-20260304-payment-postmortem.md']);
  const [meeting] = stack.graph.calendars.events;
  assert.equal(meeting?.start.dateTime, '2026-03-05T13:00:00.000', 'tomorrow 2 PM in Berlin');
  await audience.as('dave').command(room.id, '/incident', 'timeline --plot');
  await audience.until(() => names().includes('inc-20260304-payment-timeline.png'), 20);
  assert.ok(names().includes('inc-20260304-payment-timeline.png'), 'the timeline is drawn');
  const marksShown = () => workspace.transcript(room.id).includes('said: Stripe refuses every call since 15:00');
  await audience.until(marksShown, 20);
  assert.ok(marksShown(), 'what was marked with 📌 is in the timeline');
  const [page] = stack.statuspage.state().incidents;
  assert.deepEqual(page?.incident_updates.map(({ status }) => status).reverse(), [
    'investigating',
    'identified',
    'resolved',
  ]);
  for (const line of [CREATE, UPDATE, RESOLVE]) {
    const entry = await audience.outcome(`/incident ${line}`, new Date(opened - 1).toISOString());
    assert.equal(entry.user, '@dave');
    assert.equal(entry.result, 'success');
  }
  await stack.slack.idle();
  console.log(`\n── #incidents, on that day ──\n${workspace.transcript(INCIDENTS)}`);
  console.log(`\n── #inc-20260304-payment ──\n${workspace.transcript(room.id)}`);
}

/** Mentions and links as people read them. */
function startsWith(text: string, lines: string[]): boolean {
  const shown = text
    .replaceAll('<@U0DAVE>', '@dave')
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .split('\n');
  return lines.every((line, index) => shown[index] === line);
}
