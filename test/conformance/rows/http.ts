import type { FunctionApp } from '../function-app';
import type { Row } from '../row';
import type { Answer } from '../send';

/** Microsoft's limit is 100 MiB. */
const tooLong = 100 * 1024 * 1024 + 10;
const everyByte = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256));

export const httpRows: Row[] = [
  {
    name: 'a route is found in any case and with a slash at its end; a repeated query key is joined with a comma',
    source: 'recording http-hello',
    needs: 'no streams',
    expected: [
      [200, 'hello A b,c'],
      [200, 'hello world'],
    ],
    run: async (app) => [
      brief(await app.call('GET', 'hello?name=A%20b&name=c')),
      brief(await app.call('GET', 'HELLO/')),
    ],
  },
  {
    name: 'route parameters, optional ones and the query reach the function decoded',
    source: 'recordings http-route-params, http-raw-body',
    needs: 'no streams',
    expected: {
      all: { params: { category: 'abc', id: '12' }, query: { x: '1,2', y: 'ü' } },
      optionalLeftOut: { params: { category: 'abc' }, query: {} },
      rest: 'a/b c/d',
    },
    run: async (app) => ({
      all: JSON.parse((await app.call('GET', 'items/abc/12?x=1&x=2&y=%C3%BC')).text),
      optionalLeftOut: JSON.parse((await app.call('PUT', 'items/abc')).text),
      rest: decodeURIComponent((await app.call('POST', 'raw/a/b%20c/d', { body: 'x' })).headers.get('x-rest') ?? ''),
    }),
  },
  {
    name: 'a constraint of the route that does not hold is 404',
    source: 'recording http-route-constraint-fails',
    expected: [
      [404, ''],
      [404, ''],
    ],
    run: async (app) => [brief(await app.call('GET', 'items/a1/12')), brief(await app.call('GET', 'items/abc/x'))],
  },
  {
    name: 'an unknown route, and a method that the function does not take, are 404 without a body',
    source: 'recordings http-unknown-route, http-wrong-method',
    expected: { unknown: [404, ''], DELETE: [404, ''], OPTIONS: [404, ''], HEAD: [404, ''] },
    run: async (app) => ({
      unknown: brief(await app.call('GET', 'none')),
      DELETE: brief(await app.call('DELETE', 'hello')),
      OPTIONS: brief(await app.call('OPTIONS', 'hello')),
      HEAD: brief(await app.call('HEAD', 'hello')),
    }),
  },
  {
    name: 'a function key opens its function, in the header and in the query; none or a wrong one is 401',
    source: 'recordings http-key-right, http-key-missing, http-key-wrong',
    needs: 'key',
    expected: {
      header: [200, 'open'],
      query: [200, 'open'],
      missing: [401, ''],
      wrong: [401, ''],
      wrongInQuery: [401, ''],
      admin: [401, ''],
    },
    run: async (app) => {
      const withKey = { headers: { 'x-functions-key': app.key! } };
      return {
        header: brief(await app.call('GET', 'keyed', withKey)),
        query: brief(await app.call('GET', `keyed?code=${encodeURIComponent(app.key!)}`)),
        missing: brief(await app.call('GET', 'keyed')),
        wrong: brief(await app.call('GET', 'keyed', { headers: { 'x-functions-key': 'wrong' } })),
        wrongInQuery: brief(await app.call('GET', 'keyed?code=wrong')),
        admin: brief(await app.call('GET', 'adminOnly', withKey)),
      };
    },
  },
  {
    name: 'a body goes through byte for byte, whatever its content type says',
    source: 'recording http-raw-body',
    expected: [
      ['application/octet-stream', 201, '1024', true],
      ['application/json; charset=utf-8', 201, '1024', true],
      ['text/plain', 201, '1024', true],
      ['application/x-www-form-urlencoded', 201, '1024', true],
      ['image/png', 201, '1024', true],
    ],
    run: async (app) => {
      const types = ['octet-stream', 'json; charset=utf-8'].map((type) => `application/${type}`);
      const all = [...types, 'text/plain', 'application/x-www-form-urlencoded', 'image/png'];
      return Promise.all(all.map((type) => echoed(app, type)));
    },
  },
  {
    name: "the function's status, headers and cookies are the answer's",
    source: 'recordings http-custom-status, http-raw-body',
    needs: 'no streams',
    expected: { teapot: [418, 'plain'], header: '1', cookie: 'a=b; path=/; httponly' },
    run: async (app) => {
      const teapot = await app.call('GET', 'teapot');
      const raw = await app.call('POST', 'raw', { body: 'x' });
      return {
        teapot: brief(teapot),
        header: teapot.headers.get('x-a'),
        cookie: raw.headers.get('set-cookie')?.toLowerCase(),
      };
    },
  },
  {
    name: 'a function that gives nothing is 204, one that throws is 500 without a body',
    source: 'recordings http-no-result, http-exception-500',
    needs: 'no streams',
    expected: { nothing: [204, ''], thrown: [500, ''] },
    run: async (app) => ({
      nothing: brief(await app.call('GET', 'nothing')),
      thrown: brief(await app.call('GET', 'boom')),
    }),
  },
  {
    name: 'a body of 5 MB is taken, one over 100 MiB refused, and the host lives on',
    source: 'recordings http-big-body-allowed, http-oversized-body',
    needs: 'no streams',
    expected: { fiveMegabytes: [201, '5000000'], over: 'refused', after: [200, 'hello world'] },
    run: async (app) => {
      const allowed = await app.call('POST', 'raw', { body: Buffer.alloc(5_000_000, 'a') });
      return {
        fiveMegabytes: [allowed.status, allowed.headers.get('x-length')],
        over: await refusal(app),
        after: brief(await app.call('GET', 'hello')),
      };
    },
  },
  {
    name: 'an answer made in pieces arrives whole',
    source: '@azure/functions 4.16: the body of an answer may be a stream',
    expected: [200, 'piece 0\npiece 1\npiece 2\n'],
    run: async (app) => brief(await app.call('GET', 'pieces')),
  },
  {
    name: 'a streamed answer: each piece arrives before the next is made',
    source: 'Functions documentation, "HTTP streams in Node.js": app.setup({ enableHttpStream: true })',
    needs: 'streams',
    expected: { text: 'piece 0\npiece 1\npiece 2\n', arrivals: 3 },
    run: async (app) => {
      let [text, arrivals] = ['', 0];
      for await (const piece of app.pieces('pieces')) {
        text += piece;
        arrivals++;
      }
      return { text, arrivals };
    },
  },
];

function brief({ status, text }: Answer): [number, string] {
  return [status, text];
}

async function echoed(app: FunctionApp, type: string): Promise<unknown> {
  const answer = await app.call('POST', 'raw', { headers: { 'content-type': type }, body: everyByte });
  return [
    answer.headers.get('content-type'),
    answer.status,
    answer.headers.get('x-length'),
    answer.body.equals(everyByte),
  ];
}

/** The host may close the connection while the body is still on its way, before its 500 can be read. */
async function refusal(app: FunctionApp): Promise<string> {
  try {
    const { status, text } = await app.call('POST', 'raw', { body: Buffer.alloc(tooLong) });
    return status === 500 && text === '' ? 'refused' : `${status} ${text.slice(0, 100)}`;
  } catch (error) {
    const cause = String((error as Error).cause);
    return /EPIPE|ECONNRESET|other side closed/.test(cause) ? 'refused' : cause;
  }
}
