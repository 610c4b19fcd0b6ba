import { context, propagation, trace } from '@opentelemetry/api';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createHttp } from '../../src/connectors/http';
import { type EndedSpan, type Measurement } from '../../src/telemetry/signals';
import { lendContext } from '../../src/telemetry/lend-context';
import { telemetry } from '../../src/telemetry/telemetry';
import { placeOf, traceparentOf } from '../../src/telemetry/trace-parent';

const spans: EndedSpan[] = [];
const measured: Measurement[] = [];
let opened = 0;

const seen: IncomingHttpHeaders[] = [];
let status = 200;
const vendor = createServer((request, response) => {
  seen.push(request.headers);
  response.writeHead(status).end('{}');
});
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/secret-path?token=secret`;
});
afterAll(() => void vendor.close());
beforeEach(() => {
  for (const list of [spans, measured, seen]) list.length = 0;
});

const timing = { attempt: 2_000, deadline: 5_000, pause: 1, circuitOpen: 60_000 };

it('does nothing at all while it is off', async () => {
  const place = await telemetry.span('off', { kind: 'server' }, async () => telemetry.here);
  await createHttp('Acme', timing).send(address, { what: 'ask' });
  expect({ place, sent: seen[0]?.['traceparent'] }).toEqual({ place: undefined, sent: undefined });
});

describe('turned on', () => {
  beforeAll(async () => {
    telemetry.turnOn(async () => {
      opened += 1;
      return {
        span: (span) => void spans.push(span),
        measure: (one) => void measured.push(one),
        flush: async () => undefined,
      };
    });
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'performance', 'Date', 'queueMicrotask'] });
    await telemetry.span('first', { kind: 'server' }, async () => telemetry.measure('countersign.commands', 1));
    expect({ opened, spans }).toEqual({ opened: 0, spans: [] });
    jest.advanceTimersByTime(1_000);
    jest.useRealTimers();
    await new Promise(setImmediate);
    expect(spans.map(({ name }) => name)).toEqual(['first']);
    expect(measured).toEqual([{ metric: 'countersign.commands', value: 1, attributes: {} }]);
  });

  it('loads what sends once, behind the first signal, and has lost none by then', async () => {
    await telemetry.span('second', { kind: 'internal' }, async () => undefined);
    expect({ opened, names: spans.map(({ name }) => name) }).toEqual({ opened: 1, names: ['second'] });
  });

  it('goes on in the trace of a traceparent, and begins one where there is none that can be read', async () => {
    const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
    await telemetry.span('inside', { kind: 'internal', parent }, async () =>
      telemetry.span('innermost', { kind: 'client' }, async () => undefined),
    );
    const [innermost, inside] = spans;
    expect(inside).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331' });
    expect(innermost).toMatchObject({ traceId: inside?.traceId, parentSpanId: inside?.spanId });
    await telemetry.span('other', { kind: 'server', parent: `${'0'.repeat(200_000)}-` }, async () => undefined);
    expect(spans.at(-1)).toMatchObject({ parentSpanId: undefined, traceId: expect.stringMatching(/^[\da-f]{32}$/) });
  });

  it('lends its place to OpenTelemetry’s API, as durable-functions asks it at each start of an instance', async () => {
    const headersNow = () => {
      const headers: Record<string, string> = {};
      if (trace.getSpan(context.active())) propagation.inject(context.active(), headers);
      return headers;
    };
    lendContext();
    expect(headersNow()).toEqual({});
    const sent = await telemetry.span('starting', { kind: 'internal' }, async () => headersNow());
    expect(sent).toEqual({ traceparent: traceparentOf(spans[0]!) });
  });

  it('says that work failed by the kind of its error, never by its words', async () => {
    const failing = telemetry.span('failing', { kind: 'internal' }, () => Promise.reject(new TypeError('secret')));
    await expect(failing).rejects.toThrow('secret');
    expect(spans[0]?.attributes).toEqual({ 'error.type': 'TypeError' });
    expect(JSON.stringify(spans)).not.toContain('secret');
  });

  it('makes a span of each attempt at a vendor, sends its place along, and tells the host alone', async () => {
    status = 503;
    await createHttp('Acme', timing).send(address, { what: 'ask' });
    expect(spans).toHaveLength(3);
    expect(seen.map((headers) => headers['traceparent'])).toEqual(spans.map(traceparentOf));
    const { host } = new URL(address);
    expect(spans[0]).toMatchObject({
      name: 'Acme GET',
      kind: 'client',
      attributes: {
        'countersign.vendor': 'Acme',
        'http.request.method': 'GET',
        'server.address': host,
        'http.response.status_code': 503,
        'error.type': 'server_error',
      },
    });
    expect(JSON.stringify([spans, measured])).not.toContain('secret');
  });

  it('counts the errors of a vendor, and that it is left alone', async () => {
    status = 500;
    const acme = createHttp('Acme', timing);
    for (let asked = 0; asked < 3; asked += 1) await acme.send(address, { what: 'ask' }).catch(() => undefined);
    const counted = measured.filter(({ metric }) => metric !== 'countersign.vendor.duration');
    const opening = counted.filter(({ metric }) => metric === 'countersign.vendor.circuit_opened');
    expect(opening).toEqual([
      { metric: 'countersign.vendor.circuit_opened', value: 1, attributes: { vendor: 'Acme' } },
    ]);
    const errors = new Set(counted.flatMap(({ attributes }) => attributes['error'] ?? []));
    expect(errors).toEqual(new Set(['server_error', 'left_alone']));
  });
});

describe('a traceparent', () => {
  it.each([
    ['', 'nothing'],
    ['00-00000000000000000000000000000000-b7ad6b7169203331-01', 'a trace of zeros'],
    ['00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01', 'a span of zeros'],
    ['ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'version ff'],
    ['00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01', 'capital letters'],
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nx: y', 'a line break'],
  ])('%j names no place (%s)', (text) => expect(placeOf(text)).toBeUndefined());

  it('of a later version, with more in it, is read by what is known', () => {
    const place = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
    expect(placeOf(`01-${place.traceId}-${place.spanId}-01-what-comes`)).toEqual(place);
    expect(placeOf(traceparentOf(place))).toEqual(place);
  });
});
