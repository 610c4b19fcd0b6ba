/**
 * The fixed script whose host is killed: a chain, a fan-out of 20, a timer, a sub-orchestration that continues as new, an activity
 * that fails first, an event. Each activity appends `run <key>` to the journal of its instance whenever it runs, and `effect <key>`
 * once: it looks for that line first, as an idempotent activity does.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as df from 'durable-functions';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const journalOf = (instance) => join(process.env.CRASH_JOURNALS, instance);
const has = (journal, line) => existsSync(journal) && readFileSync(journal, 'utf8').includes(`${line}\n`);

/** Between looking and writing there is a pause, in which a second run of the same activity would be noticed. */
async function leaveEffect(instance, key, ms) {
  const journal = journalOf(instance);
  appendFileSync(journal, `run ${key}\n`);
  const done = has(journal, `effect ${key}`);
  await sleep(ms);
  if (!done) appendFileSync(journal, `effect ${key}\n`);
}

df.app.activity('double', {
  handler: async ({ instance, key, value, ms }) => {
    await leaveEffect(instance, key, ms);
    return value * 2;
  },
});
df.app.activity('failFirst', {
  handler: async ({ instance, ms }) => {
    const failedBefore = has(journalOf(instance), 'effect failed');
    if (failedBefore) return 'second time';
    await leaveEffect(instance, 'failed', ms);
    throw new Error('first time');
  },
});

/** Two rounds, each an execution of its own. */
df.app.orchestration('countdown', function* ({ df: durable }) {
  const { instance, ms, left } = durable.getInput();
  yield durable.callActivity('double', { instance, key: `countdown-${left}`, value: left, ms });
  yield durable.createTimer(new Date(durable.currentUtcDateTime.getTime() + ms));
  if (left > 1) return durable.continueAsNew({ instance, ms, left: left - 1 });
  return 'counted down';
});

df.app.orchestration('script', function* ({ df: durable }) {
  const instance = durable.instanceId;
  const { ms } = durable.getInput();
  const double = (key, value) => durable.callActivity('double', { instance, key, value, ms });
  let chained = 1;
  for (let step = 1; step <= 3; step++) chained = yield double(`chain-${step}`, chained);
  const fan = yield durable.Task.all(Array.from({ length: 20 }, (_, index) => double(`fan-${index}`, index)));
  yield durable.createTimer(new Date(durable.currentUtcDateTime.getTime() + ms));
  const child = yield durable.callSubOrchestrator('countdown', { instance, ms, left: 2 }, `${instance}-child`);
  const retried = yield durable.callActivityWithRetry('failFirst', new df.RetryOptions(10, 3), { instance, ms });
  durable.setCustomStatus('waiting');
  const event = yield durable.waitForExternalEvent('Go');
  const last = yield double('last', event);
  return { chained, fan: fan.reduce((sum, value) => sum + value, 0), child, retried, last };
});
