// Functions of our own beside those of the recorded app; an ES module, which the host loads by import().
import { appendFileSync } from 'node:fs';
import { app } from '@azure/functions';
import * as df from 'durable-functions';

const note = (line) => process.env.EFFECTS_TO && appendFileSync(process.env.EFFECTS_TO, `${line}\n`);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

app.http('rpc', {
  methods: ['GET'],
  extraInputs: [df.input.durableClient()],
  handler: (request, context) => ({ jsonBody: context.extraInputs.get(context.options.extraInputs[0].name) }),
});
app.http('unhandled', {
  methods: ['POST'],
  handler: () => {
    void Promise.reject(new Error('nobody handles this'));
    return { status: 202 };
  },
});
app.http('slowly', {
  methods: ['GET'],
  handler: async () => ({ body: `slept ${await sleep(300).then(() => 300)} ms` }),
});
app.timer('atStart', { schedule: '0 0 0 1 1 *', runOnStartup: true, handler: () => note('timer ran') });

df.app.activity('effect', {
  handler: async ({ key, ms }) => {
    note(`begin ${key}`);
    await sleep(ms ?? 0);
    note(`end ${key}`);
    return key;
  },
});
df.app.orchestration('oneEffect', function* (context) {
  return yield context.df.callActivity('effect', context.df.getInput());
});
const retry = new df.RetryOptions(20, 3);
df.app.orchestration('retriedEffect', function* (context) {
  return yield context.df.callActivityWithRetry('effect', retry, context.df.getInput());
});
df.app.orchestration('chain', function* (context) {
  const steps = context.df.getInput();
  for (let step = 0; step < steps; step++) yield context.df.callActivity('add', { a: step, b: 1 });
  return steps;
});
df.app.orchestration('fanOut', function* (context) {
  const { width } = context.df.getInput();
  const key = context.df.instanceId;
  const results = yield context.df.Task.all(
    Array.from({ length: width }, (_, index) => context.df.callActivity('effect', { key: `${key}/${index}` })),
  );
  return results.length;
});
df.app.orchestration('script', function* (context) {
  const key = context.df.instanceId;
  const out = [yield context.df.callActivity('effect', { key: `${key}/first` })];
  out.push(
    (yield context.df.Task.all(
      Array.from({ length: 5 }, (_, index) => context.df.callActivity('effect', { key: `${key}/fan-${index}` })),
    )).length,
  );
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 50));
  out.push(yield context.df.callSubOrchestrator('child', key));
  out.push(yield context.df.callActivityWithRetry('failsOnce', retry, key));
  out.push(yield context.df.waitForExternalEvent('Go'));
  return out;
});
const failed = new Set();
df.app.activity('failsOnce', {
  handler: (key) => {
    if (failed.has(key)) return 'second time';
    failed.add(key);
    throw new Error('first time');
  },
});
df.app.orchestration('leavesTimer', function* (context) {
  context.df.setCustomStatus('code is over');
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 400));
  const quick = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 50));
  yield context.df.Task.any([timer, quick]);
  return 'done';
});
df.app.orchestration('eventOrTimer', function* (context) {
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + context.df.getInput()));
  const event = context.df.waitForExternalEvent('Go');
  const first = yield context.df.Task.any([event, timer]);
  if (first === timer) return 'timer';
  timer.cancel();
  return event.result;
});
df.app.orchestration('allWithFailure', function* (context) {
  try {
    yield context.df.Task.all([
      context.df.callActivity('fail', 1),
      context.df.callActivity('effect', { key: 'slow', ms: 200 }),
    ]);
  } catch {
    return 'caught';
  }
});
df.app.orchestration('bigStatus', function* (context) {
  context.df.setCustomStatus('x'.repeat(context.df.getInput()));
  yield context.df.callActivity('add', { a: 1, b: 1 });
});
df.app.orchestration('noSuchActivity', function* (context) {
  yield context.df.callActivity('nowhere', 1);
});
df.app.orchestration('usesEntity', function* (context) {
  yield context.df.callEntity(new df.EntityId('counter', 'k'), 'get');
});
df.app.orchestration('version', function* (context) {
  return [context.df.version, yield context.df.callActivity('add', { a: 1, b: 1 })];
});
df.app.orchestration('parent', function* (context) {
  try {
    return yield context.df.callSubOrchestrator(
      context.df.getInput().name,
      context.df.getInput().input,
      context.df.getInput().id,
    );
  } catch (error) {
    return `caught: ${error.message.split('\n')[0]}`;
  }
});
df.app.orchestration('twoLeftOver', function* (context) {
  const got = context.df.getInput() || [];
  got.push(yield context.df.waitForExternalEvent('E'));
  if (got.length < 4) return context.df.continueAsNew(got);
  return got;
});
