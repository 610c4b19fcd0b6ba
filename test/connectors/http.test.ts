import { inspect } from 'node:util';
import { isNativeError } from 'node:util/types';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { version } from '../../package.json';
import { createHttp, type Timing, type VendorRequest } from '../../src/connectors/http';
import { bodyLimit, tailLimit } from '../../src/connectors/http/read-body';
import { type TransportError } from '../../src/connectors/transport-error';
import { VendorError } from '../../src/connectors/vendor-error';
import { leastWait } from '../kit/least-wait';
import { json, reset, silent, StubServer, text, truncated } from './stub-server';

const timing: Timing = { attempt: 1_000, deadline: 6_000, pause: 10, circuitOpen: 1_000 };
let server: StubServer;
let http = createHttp('Acme', timing);

beforeEach(async () => {
  server = await new StubServer().start();
  http = createHttp('Acme', timing);
});
afterEach(() => server.close());

const send = (request: Partial<VendorRequest> = {}, path = '/x') =>
  http.send(server.url + path, { what: 'read x', ...request });
const failure = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => new Error('it went well'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(VendorError);
  return error as TransportError;
};

it('hands over any whole answer, whatever its status', async () => {
  server.answers(json(404, { message: 'Not Found' }, { 'x-a': 'b' }));
  const answer = await send();
  expect([answer.status, answer.text, answer.headers.get('x-a')]).toEqual([404, '{"message":"Not Found"}', 'b']);
  expect(server.asked).toHaveLength(1);
});

it('names itself and its version', async () => {
  await send({ headers: { 'user-agent': 'other' } });
  expect(server.asked[0]!.headers['user-agent']).toBe(`countersign/${version}`);
});

describe('asking again', () => {
  it.each([
    ['a 500', json(500, {})],
    ['a 502 in HTML', text(502, '<html>Bad Gateway</html>')],
    ['a 429', json(429, {})],
    ['a reset connection', reset],
    ['a truncated body', truncated],
    ['no answer within the time of an attempt', silent],
    ['a 403 with Retry-After, GitHub’s secondary limit', json(403, {}, { 'retry-after': '0' })],
  ])('a GET is repeated after %s', async (_, fault) => {
    server.answers(fault, json(200, { ok: true }));
    expect((await send()).text).toBe('{"ok":true}');
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    ['a 500', json(500, {}), 500],
    ['a 429', json(429, {}, { 'retry-after': '0' }), 429],
  ])('a POST is sent once, also when it gets %s', async (_, fault, status) => {
    server.answers(fault);
    expect((await send({ method: 'POST', body: '{}' })).status).toBe(status);
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['reset', reset],
    ['truncated', truncated],
    ['never answered', silent],
  ])('a POST that is %s is sent once and may have arrived', async (_, fault) => {
    server.answers(fault);
    const error = await failure(send({ method: 'POST', body: '{}' }));
    expect([error.temporary, error.mayHaveArrived]).toEqual([true, true]);
    expect(server.asked).toHaveLength(1);
  });

  it('a POST declared repeatable is repeated', async () => {
    server.answers(json(503, {}), json(200, {}));
    expect((await send({ method: 'POST', body: '{}', repeatable: true })).status).toBe(200);
  });

  it('a 404, a 501 and a plain 403 are answers, not faults', async () => {
    for (const status of [404, 501, 403]) {
      server.answers(json(status, {}));
      expect((await send()).status).toBe(status);
    }
    expect(server.asked).toHaveLength(3);
  });

  it('it gives up after three attempts and hands over the last answer', async () => {
    server.answers(json(500, { n: 1 }), json(500, { n: 2 }), json(503, { n: 3 }));
    expect((await send()).text).toBe('{"n":3}');
    expect(server.asked).toHaveLength(3);
  });

  it('waits as long as Retry-After asks', async () => {
    server.answers(json(429, {}, { 'retry-after': '1' }), json(200, {}));
    const begun = Date.now();
    expect((await send()).status).toBe(200);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(990);
  });

  it('understands Retry-After as a date', async () => {
    const { retryAfter } = await import('../../src/connectors/http/retry-after');
    const now = Date.parse('2026-11-24T10:00:00Z');
    expect(retryAfter(new Headers({ 'retry-after': 'Tue, 24 Nov 2026 10:00:30 GMT' }), now)).toBe(30_000);
    expect(retryAfter(new Headers({ 'retry-after': 'soon' }), now)).toBeUndefined();
  });

  it('does not wait when Retry-After goes past the deadline', async () => {
    server.answers(json(429, {}, { 'retry-after': '60' }));
    const refused = async () => {
      server.asked.length = 0;
      expect((await send()).status).toBe(429);
      expect(server.asked).toHaveLength(1);
    };
    expect(await leastWait(refused, 500)).toBeLessThan(500);
  });
});

describe('deadlines', () => {
  it('a vendor that never answers costs no more than the deadline', async () => {
    http = createHttp('Acme', { ...timing, attempt: 400, deadline: 600 });
    server.answers(silent);
    let message = '';
    expect(await leastWait(async () => ({ message } = await failure(send())), 900)).toBeLessThan(900);
    expect(message).toMatch(/^Acme: could not read x: no answer from 127\.0\.0\.1:\d+ in time\. Try again\.$/);
  });

  it('a body that drips in is cut off as well', async () => {
    http = createHttp('Acme', { ...timing, deadline: 300 });
    server.answers((_, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect((await failure(send())).message).toContain('in time');
  });

  it('a body that stops coming costs an attempt, also when garbage is collected meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const costsOne = async () => {
      const collecting = setInterval(collect, 20);
      server.answers(
        (_, response) => void response.write('{'),
        (_, response) => {
          clearInterval(collecting);
          response.end('{"ok":true}');
        },
      );
      expect((await send()).text).toBe('{"ok":true}');
    };
    expect(await leastWait(costsOne, 3_000)).toBeLessThan(3_000);
  });

  it('the caller can cancel, and nothing is asked again', async () => {
    server.answers(silent);
    const caller = new AbortController();
    setTimeout(() => caller.abort(), 50);
    expect((await failure(send({ signal: caller.signal }))).message).toContain('it was cancelled');
    expect(server.asked).toHaveLength(1);
  });
});

describe('circuit breaker', () => {
  it('a host that fails five times in a row is left alone, and asked again later', async () => {
    server.answers(json(500, {}));
    await send();
    await send();
    const error = await failure(send({ method: 'POST', body: '{}' }));
    expect(error.message).toContain('failed 5 times in a row');
    expect(error.mayHaveArrived).toBe(false);
    expect(server.asked).toHaveLength(5);

    server.answers(json(200, {}));
    await new Promise((resolve) => setTimeout(resolve, timing.circuitOpen + 20));
    expect((await send()).status).toBe(200);
  });

  it('one host failing does not stop another', async () => {
    const other = await new StubServer().start();
    server.answers(json(500, {}));
    await send();
    await send().catch(() => undefined);
    expect((await http.send(other.url, { what: 'read y' })).status).toBe(200);
    await other.close();
  });

  it('refusals do not open it', async () => {
    server.answers(json(401, {}));
    for (let count = 0; count < 8; count++) expect((await send()).status).toBe(401);
  });
});

describe('size', () => {
  it('an answer over 5 MiB is refused', async () => {
    server.answers(text(200, 'x'.repeat(bodyLimit + 1)));
    const error = await failure(send());
    expect([error.message, error.temporary]).toEqual([
      'Acme: could not read x: the answer was more than 5 MiB.',
      false,
    ]);
  });

  it('of a log of any length the end is kept', async () => {
    server.answers(text(200, `${'x'.repeat(bodyLimit + 1)}the end`));
    const { text: tail } = await send({ tail: true });
    expect(tail).toHaveLength(tailLimit);
    expect(tail.endsWith('xthe end')).toBe(true);
  });
});

describe('redirects', () => {
  it('are followed to another host without the token', async () => {
    const other = await new StubServer().start();
    other.answers(text(200, 'log'));
    server.answers((_, response) => response.writeHead(302, { location: `${other.url}/log?sig=s3cr3t` }).end());
    expect((await send({ headers: { authorization: 'Bearer abcdefgh' } })).text).toBe('log');
    expect(server.asked[0]!.headers.authorization).toBe('Bearer abcdefgh');
    expect(other.asked[0]!.headers.authorization).toBeUndefined();
    await other.close();
  });

  it('keep the token on the same host', async () => {
    server.answers((_, response) => response.writeHead(301, { location: '/moved' }).end(), json(200, {}));
    await send({ headers: { authorization: 'Bearer abcdefgh' } });
    expect(server.asked[1]).toMatchObject({ path: '/moved', headers: { authorization: 'Bearer abcdefgh' } });
  });

  it('of a POST are not followed', async () => {
    server.answers((_, response) => response.writeHead(307, { location: '/moved' }).end());
    expect((await send({ method: 'POST', body: '{}' })).status).toBe(307);
    expect(server.asked).toHaveLength(1);
  });

  it('to plain http elsewhere are refused', async () => {
    server.answers((_, response) => response.writeHead(302, { location: 'http://example.com/?sig=s3cr3t' }).end());
    const { message } = await failure(send());
    expect(message).toBe('Acme: http://example.com is not safe; use https (plain http is for loopback only).');
  });

  it('without end are an error', async () => {
    server.answers((_, response) => response.writeHead(302, { location: '/x' }).end());
    expect((await failure(send())).message).toContain('redirects without end');
    expect(server.asked).toHaveLength(4);
  });
});

describe('secrets', () => {
  it.each([
    'http://example.com/',
    'http://10.0.0.1/',
    'ftp://localhost/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
  ])('nothing is sent to %s', async (address) => {
    expect((await failure(http.send(address, { what: 'read x' }))).message).toContain('is not safe');
  });

  it('a token that is no header value is not told, neither in the message nor in a cause', async () => {
    const error = await failure(send({ headers: { authorization: 'Bearer s3cr3t\nvalue' } }));
    expect(inspect(error, { depth: 9 })).not.toContain('s3cr3t');
    expect(error.message).toContain('line breaks');
  });

  it('an address with credentials is not told', async () => {
    server.answers(reset);
    const error = await failure(
      http.send(`${server.url}/x?token=s3cr3t`, {
        what: 'read x',
        method: 'POST',
        headers: { authorization: 'Bearer s3cr3t' },
      }),
    );
    expect(inspect(error, { depth: 9 })).not.toContain('s3cr3t');
    expect(isNativeError(error.cause)).toBe(true);
  });
});

it('a refused connection certainly carried nothing', async () => {
  const { url } = server;
  await server.close();
  const error = await failure(http.send(url, { what: 'read x', method: 'POST' }));
  expect([error.mayHaveArrived, error.temporary]).toEqual([false, true]);
  expect(error.message).toMatch(/^Acme: could not read x: there is no connection \(127\.0\.0\.1:\d+, ECONNREFUSED\)/);
  server = await new StubServer().start();
});

it('a name that does not resolve certainly carried nothing', async () => {
  expect(await failure(http.send('https://nowhere.invalid/', { what: 'read x', method: 'POST' }))).toMatchObject({
    mayHaveArrived: false,
  });
});
