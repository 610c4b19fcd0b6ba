const df = require('durable-functions');

const later = (context, ms) => new Date(context.df.currentUtcDateTime.getTime() + ms);
const hour = 3_600_000;
const day = 24 * hour;

// ---------- events
df.app.orchestration('worksThenWaits', function* (context) {
  yield context.df.callActivity('sleep', 1000);
  return yield context.df.waitForExternalEvent('Go');
});
/** Waits for one event after the other, by the names in its input; its custom status is the name it waits for. */
df.app.orchestration('waitsFor', function* (context) {
  const got = [];
  for (const name of context.df.getInput()) {
    context.df.setCustomStatus(name);
    got.push(yield context.df.waitForExternalEvent(name));
  }
  return got;
});
df.app.orchestration('continuesWithEvents', function* (context) {
  const { taken, work } = context.df.getInput();
  if (work) yield context.df.callActivity('sleep', work);
  taken.push(yield context.df.waitForExternalEvent('E'));
  if (taken.length === 3) return taken;
  context.df.continueAsNew({ taken });
});

// ---------- tasks
/** Input: after how many milliseconds the timer fires. */
df.app.orchestration('eventOrTimer', function* (context) {
  const event = context.df.waitForExternalEvent('Go');
  const timer = context.df.createTimer(later(context, context.df.getInput()));
  const first = yield context.df.Task.any([event, timer]);
  if (first === timer) return 'timer';
  timer.cancel();
  return { event: event.result };
});
df.app.orchestration('allWithOneFailure', function* (context) {
  try {
    yield context.df.Task.all([
      context.df.callActivity('echo', 1),
      context.df.callActivity('fail', 2),
      context.df.callActivity('sleep', 200),
    ]);
  } catch (error) {
    return error.message;
  }
});
/** Input: how often the activity is tried. */
df.app.orchestration('retriesInVain', function* (context) {
  try {
    yield context.df.callActivityWithRetry('fail', new df.RetryOptions(100, context.df.getInput()), 'each time');
  } catch (error) {
    return error.message;
  }
});
df.app.orchestration('waitsTenDays', function* (context) {
  yield context.df.createTimer(later(context, 10 * day));
});
/** Twenty waves of fifty activities: 2,000 events for the activities alone. */
df.app.orchestration('waves', function* (context) {
  let sum = 0;
  for (let wave = 0; wave < 20; wave++) {
    const results = yield context.df.Task.all(Array.from({ length: 50 }, () => context.df.callActivity('echo', 1)));
    sum += results.reduce((one, other) => one + other);
  }
  return sum;
});

// ---------- failures
df.app.orchestration('failing', function* (context) {
  yield context.df.callActivity('fail', { n: 1 });
});
df.app.orchestration('catchesFailure', function* (context) {
  try {
    yield context.df.callActivity('fail', { n: 1 });
  } catch (error) {
    return error.message;
  }
});
df.app.orchestration('throwing', function* () {
  throw new RangeError('orchestrator threw');
});
df.app.orchestration('parentOfFailing', function* (context) {
  try {
    yield context.df.callSubOrchestrator('failing', null);
  } catch (error) {
    return error.message;
  }
});
df.app.orchestration('callsUnknownActivity', function* (context) {
  yield context.df.callActivity('nowhere', 1);
});
/** As if its code had been changed while an instance of it was running. */
df.app.orchestration('changesItsMind', function* (context) {
  yield context.df.callActivity(context.df.isReplaying ? 'echo' : 'sleep', 1);
  return 'unnoticed';
});

// ---------- instances
df.app.orchestration('sleeps', function* (context) {
  context.df.setCustomStatus('asleep');
  return yield context.df.callActivity('sleep', context.df.getInput());
});
df.app.orchestration('echoesInput', function* (context) {
  return yield context.df.callActivity('echo', context.df.getInput());
});
/** Input: length of the text in the custom status. */
df.app.orchestration('longCustomStatus', function* (context) {
  context.df.setCustomStatus('x'.repeat(context.df.getInput()));
  yield context.df.callActivity('echo', 1);
});
