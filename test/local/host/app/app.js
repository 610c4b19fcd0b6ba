/* eslint-disable @typescript-eslint/no-unused-vars -- the app recorded on Microsoft's host, without its entities */
const { app, input, output } = require('@azure/functions');
const df = require('durable-functions');
const fs = require('fs');
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

// ---------- plain HTTP
app.http('hello', {
  methods: ['GET', 'POST'],
  authLevel: 'anonymous',
  handler: async (req, ctx) => ({ status: 200, body: 'hello ' + (req.query.get('name') ?? 'world') }),
});
app.http('item', {
  methods: ['GET', 'PUT'],
  authLevel: 'anonymous',
  route: 'items/{category:alpha}/{id:int?}',
  handler: async (req, ctx) => ({
    jsonBody: {
      params: req.params,
      query: Object.fromEntries(req.query),
      url: req.url,
      method: req.method,
      ctx: {
        invocationId: ctx.invocationId,
        functionName: ctx.functionName,
        triggerMetadata: ctx.triggerMetadata,
        retryContext: ctx.retryContext,
        traceContext: ctx.traceContext,
        options: ctx.options,
      },
    },
  }),
});
app.http('echo', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'raw/{*rest}',
  handler: async (req, ctx) => {
    const b = Buffer.from(await req.arrayBuffer());
    return {
      status: 201,
      headers: {
        'content-type': req.headers.get('content-type') ?? 'application/octet-stream',
        'x-len': String(b.length),
        'x-rest': req.params.rest ?? '',
      },
      cookies: [{ name: 'a', value: 'b', httpOnly: true }],
      body: b,
    };
  },
});
app.http('keyed', {
  methods: ['GET'],
  authLevel: 'function',
  handler: async (req, ctx) => ({ jsonBody: { user: req.user ?? null, headers: Object.fromEntries(req.headers) } }),
});
app.http('adminonly', { methods: ['GET'], authLevel: 'admin', route: 'adm', handler: async () => ({ body: 'admin' }) });
app.http('boom', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async () => {
    throw new Error('boom went the function');
  },
});
app.http('nothing', { methods: ['GET'], authLevel: 'anonymous', handler: async () => undefined });
app.http('text', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async () => ({ body: 'plain', status: 418, headers: { 'x-a': '1' } }),
});
app.timer('tick', {
  schedule: '*/20 * * * * *',
  runOnStartup: false,
  handler: async (t, ctx) => {
    ctx.log('tick ' + JSON.stringify(t));
  },
});

// ---------- durable: activities
df.app.activity('add', { handler: async ({ a, b }) => a + b });
df.app.activity('echoActivity', { handler: async (x, ctx) => x });
df.app.activity('fail', {
  handler: async (x) => {
    throw new TypeError('activity failed on purpose: ' + JSON.stringify(x));
  },
});
let flakyCount = {};
df.app.activity('flaky', {
  handler: async (key) => {
    flakyCount[key] = (flakyCount[key] ?? 0) + 1;
    if (flakyCount[key] < 3) throw new Error('flaky ' + flakyCount[key]);
    return flakyCount[key];
  },
});
df.app.activity('slow', {
  handler: async (ms) => {
    await sleep(ms);
    return 'slept ' + ms;
  },
});

// ---------- durable: orchestrators
df.app.orchestration('simple', function* (ctx) {
  const x = yield ctx.df.callActivity('add', ctx.df.getInput() ?? { a: 1, b: 2 });
  return x;
});
df.app.orchestration('child', function* (ctx) {
  return 'child of ' + JSON.stringify(ctx.df.getInput());
});
df.app.orchestration('failing', function* (ctx) {
  yield ctx.df.callActivity('fail', { n: 1 });
});
df.app.orchestration('throwing', function* (ctx) {
  throw new RangeError('orchestrator threw');
});
df.app.orchestration('everything', function* (ctx) {
  const inp = ctx.df.getInput() ?? {};
  const out = [];
  ctx.df.setCustomStatus({ step: 1 });
  out.push(yield ctx.df.callActivity('add', { a: 2, b: 3 }));
  const retry = new df.RetryOptions(500, 3);
  retry.backoffCoefficient = 2;
  out.push(yield ctx.df.callActivityWithRetry('flaky', retry, ctx.df.instanceId));
  try {
    yield ctx.df.callActivityWithRetry('fail', new df.RetryOptions(200, 2), { a: [1, 'x'] });
  } catch (e) {
    out.push('caught: ' + e.message);
  }
  ctx.df.setCustomStatus({ step: 2, text: 'sub' });
  out.push(yield ctx.df.callSubOrchestrator('child', { hi: 1 }));
  out.push(yield ctx.df.callSubOrchestrator('child', 'named', ctx.df.instanceId + ':sub'));
  try {
    yield ctx.df.callSubOrchestrator('failing', null);
  } catch (e) {
    out.push('sub caught: ' + e.message);
  }
  yield ctx.df.createTimer(new Date(ctx.df.currentUtcDateTime.getTime() + 1000));
  out.push('timer');
  out.push(
    yield ctx.df.Task.all([
      ctx.df.callActivity('add', { a: 1, b: 1 }),
      ctx.df.callActivity('echoActivity', null),
      ctx.df.callActivity('echoActivity', 'ü€😀'),
    ]),
  );
  out.push(ctx.df.newGuid('x'));
  ctx.df.setCustomStatus({ step: 3, text: 'waiting' });
  const ev = ctx.df.waitForExternalEvent('Go');
  const t = ctx.df.createTimer(new Date(ctx.df.currentUtcDateTime.getTime() + (inp.waitMs ?? 60000)));
  const w = yield ctx.df.Task.any([ev, t]);
  if (w === ev) {
    t.cancel();
    out.push({ event: ev.result });
  } else out.push('timeout');
  return out;
});
df.app.orchestration('eternal', function* (ctx) {
  const n = ctx.df.getInput() ?? 0;
  ctx.df.setCustomStatus('round ' + n);
  yield ctx.df.callActivity('add', { a: n, b: 1 });
  if (n < 2) {
    ctx.df.continueAsNew(n + 1);
    return;
  }
  return 'done ' + n;
});
df.app.orchestration('eternalEvents', function* (ctx) {
  const got = ctx.df.getInput() ?? [];
  const x = yield ctx.df.waitForExternalEvent('E');
  got.push(x);
  if (got.length < 3) {
    ctx.df.continueAsNew(got);
    return;
  }
  return got;
});
df.app.orchestration('waiter', function* (ctx) {
  const x = yield ctx.df.waitForExternalEvent('Go');
  return x;
});
df.app.orchestration('timer', function* (ctx) {
  yield ctx.df.createTimer(new Date(ctx.df.currentUtcDateTime.getTime() + (ctx.df.getInput() ?? 5000)));
  return 'fired';
});
df.app.orchestration('slowact', function* (ctx) {
  return yield ctx.df.callActivity('slow', ctx.df.getInput() ?? 5000);
});
df.app.orchestration('longtimer', function* (ctx) {
  yield ctx.df.createTimer(new Date(ctx.df.currentUtcDateTime.getTime() + 10 * 24 * 3600e3));
  return 'never';
});
df.app.orchestration('nondet', function* (ctx) {
  if (fs.existsSync(process.env.NONDET_FLAG ?? '')) yield ctx.df.callActivity('echoActivity', 1);
  else yield ctx.df.callActivity('add', { a: 1, b: 1 });
  yield ctx.df.waitForExternalEvent('Go');
  return 1;
});
df.app.orchestration('dfhttp', function* (ctx) {
  const r = yield ctx.df.callHttp({ method: 'GET', url: ctx.df.getInput() });
  return { status: r.statusCode, content: r.content };
});

// ---------- durable: client
app.http('start', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'start/{name}/{id?}',
  extraInputs: [df.input.durableClient()],
  handler: async (req, ctx) => {
    const client = df.getClient(ctx);
    const body = await req.text();
    const id = await client.startNew(req.params.name, {
      instanceId: req.params.id,
      input: body ? JSON.parse(body) : undefined,
    });
    return client.createCheckStatusResponse(req, id);
  },
});
app.http('wait', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'wait/{name}',
  extraInputs: [df.input.durableClient()],
  handler: async (req, ctx) => {
    const client = df.getClient(ctx);
    const id = await client.startNew(req.params.name, {});
    return client.waitForCompletionOrCreateCheckStatusResponse(req, id, {
      timeoutInMilliseconds: 20000,
      retryIntervalInMilliseconds: 20,
    });
  },
});
app.http('op', {
  methods: ['POST'],
  authLevel: 'anonymous',
  route: 'op/{verb}',
  extraInputs: [df.input.durableClient()],
  handler: async (req, ctx) => {
    const c = df.getClient(ctx);
    const a = JSON.parse((await req.text()) || '{}');
    try {
      let r;
      switch (req.params.verb) {
        case 'start':
          r = await c.startNew(a.name, { instanceId: a.id, input: a.input, version: a.version });
          break;
        case 'raise':
          r = await c.raiseEvent(a.id, a.event, a.data);
          break;
        case 'status':
          r = await c.getStatus(a.id, a.opts);
          break;
        case 'list':
          r = await c.getStatusBy(a.filter ?? {});
          break;
        case 'all':
          r = await c.getStatusAll();
          break;
        case 'terminate':
          r = await c.terminate(a.id, a.reason);
          break;
        case 'suspend':
          r = await c.suspend(a.id, a.reason);
          break;
        case 'resume':
          r = await c.resume(a.id, a.reason);
          break;
        case 'rewind':
          r = await c.rewind(a.id, a.reason);
          break;
        case 'purge':
          r = await c.purgeInstanceHistory(a.id);
          break;
        case 'purgeBy':
          r = await c.purgeInstanceHistoryBy(a.filter);
          break;
      }
      return { jsonBody: { ok: true, result: r === undefined ? null : r } };
    } catch (e) {
      return { jsonBody: { ok: false, error: e.message, name: e.name } };
    }
  },
});
