const { app } = require('@azure/functions');

const streams = process.env.CONFORMANCE_STREAM === '1';
if (streams) app.setup({ enableHttpStream: true });

app.http('mode', {
  methods: ['GET'],
  handler: () => ({ jsonBody: { app: 'countersign-conformance', streams } }),
});
app.http('hello', {
  methods: ['GET', 'POST'],
  handler: (request) => ({ body: `hello ${request.query.get('name') ?? 'world'}` }),
});
app.http('item', {
  methods: ['GET', 'PUT'],
  route: 'items/{category:alpha}/{id:int?}',
  handler: (request) => ({ jsonBody: { params: request.params, query: Object.fromEntries(request.query) } }),
});
app.http('raw', {
  methods: ['POST'],
  route: 'raw/{*rest}',
  handler: async (request) => {
    const body = Buffer.from(await request.arrayBuffer());
    return {
      status: 201,
      headers: {
        'content-type': request.headers.get('content-type') ?? 'application/octet-stream',
        'x-length': String(body.length),
        'x-rest': encodeURIComponent(request.params.rest ?? ''),
      },
      cookies: [{ name: 'a', value: 'b', httpOnly: true }],
      body,
    };
  },
});
app.http('boom', {
  methods: ['GET'],
  handler: () => {
    throw new Error('boom went the function');
  },
});
app.http('nothing', { methods: ['GET'], handler: () => undefined });
app.http('teapot', {
  methods: ['GET'],
  handler: () => ({ status: 418, headers: { 'x-a': '1' }, body: 'plain' }),
});
app.http('keyed', { methods: ['GET'], authLevel: 'function', handler: () => ({ body: 'open' }) });
app.http('adminOnly', { methods: ['GET'], authLevel: 'admin', handler: () => ({ body: 'open' }) });

/** Each piece is made 300 ms after the one before. */
async function* pieces() {
  for (let index = 0; index < 3; index++) {
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, 300));
    yield `piece ${index}\n`;
  }
}
app.http('pieces', {
  methods: ['GET'],
  handler: () => ({ headers: { 'content-type': 'text/plain' }, body: pieces() }),
});
