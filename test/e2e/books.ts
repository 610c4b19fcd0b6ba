import { CHANNEL, liveButtons, readable } from '../../local/demo/audience';
import { createLocks } from '../../src/state/locks';
import { createTables } from '../../src/state/tables';
import { type Stage } from './stage';

/**
 * Looks at everything that a file of tests has left behind, and gives what must not be: a command without exactly one
 * outcome, a second dispatch, a lock, an open button, a broken chain, a stack trace before people's eyes.
 */
export async function auditTheBooks({ audience, stack, dispatches }: Stage): Promise<string[]> {
  const wrong: string[] = [];
  const entries = await endedEntries(audience);
  const chain = await audience.verifyChain();
  if (!chain.intact) wrong.push(`The audit chain is broken: ${JSON.stringify(chain.bad)}`);

  const commands = groupBy(entries, ({ instance_id }) => instance_id);
  for (const [instance, all] of commands) {
    const outcomes = all.filter(({ kind }) => kind === 'outcome');
    // A click that names a request that never was leaves its refusal, and nothing to end.
    if (all.every(({ kind, command }) => kind === 'refusal' && command === '(no such request)')) continue;
    if (outcomes.length !== 1) wrong.push(`${all[0]?.command} (${instance}) has ${outcomes.length} outcomes.`);
    const rounds = all.filter(({ kind }) => kind === 'intent').length;
    if (rounds > 1) wrong.push(`${all[0]?.command} (${instance}) has ${rounds} intents.`);
  }

  const correlations = dispatches().map(({ correlation }) => correlation);
  const announced = new Set(entries.filter(({ kind }) => kind === 'intent').map((one) => one.details['correlation']));
  for (const [correlation, same] of groupBy(correlations, (one) => one)) {
    if (same.length > 1) wrong.push(`${correlation} was dispatched ${same.length} times.`);
    if (!announced.has(correlation)) wrong.push(`${correlation} was dispatched without an intent entry before.`);
  }

  const locks = await createLocks(createTables(stack.tables.connectionString)).list();
  wrong.push(...locks.map(({ service, environment }) => `${service} in ${environment} is still locked.`));

  for (const message of stack.slack.workspace.messages(CHANNEL)) {
    if (message.deleted || !message['bot_id']) continue;
    const text = readable(message);
    if (!message.only_for && liveButtons(message).length > 0)
      wrong.push(`Still with buttons: ${message.text.split('\n')[0]}`);
    if (STACK_TRACE.test(text)) wrong.push(`A stack trace was shown: ${text}`);
    if (MENTION_IN_TEXT.test(message.text) || MENTION_IN_BLOCK.test(text))
      wrong.push(`Everybody was mentioned: ${text}`);
  }
  return wrong;
}

/** What was seen by people may be recorded as ended a moment later, above all after a crash. */
async function endedEntries(audience: Stage['audience']) {
  for (let look = 0; ; look++) {
    const entries = await audience.entries();
    const ended = new Set(entries.filter(({ kind }) => kind === 'outcome').map(({ instance_id }) => instance_id));
    const going = entries.some(({ kind, instance_id }) => kind === 'intent' && !ended.has(instance_id));
    if (!going || look === LOOKS) return entries;
    await new Promise((again) => setTimeout(again, 500));
  }
}

const LOOKS = 20;

const STACK_TRACE = /\bat \S+ \(?(?:file|node|\/)\S*:\d+:\d+/;
const MENTION_IN_TEXT = /<!(?:channel|here|everyone)/;
/** Rich text is literal, but for elements of its own. */
const MENTION_IN_BLOCK = /"type":"broadcast"|"type":"mrkdwn","text":"[^"]*<!/;

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
