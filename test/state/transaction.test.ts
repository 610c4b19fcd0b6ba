import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { TableClient } from '@azure/data-tables';
import { type Change } from '../../src/state/table';
import { submitTransaction } from '../../src/state/transaction';

/** Table Storage as it is asked: what comes is kept, and answered as a test says. */
const asked: { url?: string; headers: IncomingMessage['headers']; body: string }[] = [];
let answer = { status: 202, type: '', body: '' };
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    asked.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  });
});
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
beforeEach(() => {
  asked.length = 0;
  answer = { status: 202, type: BATCH, body: '' };
});
afterAll(() => server.close());

const BATCH = 'multipart/mixed; boundary=batchresponse_1';
const KEY = 'AccountName=devstoreaccount1;AccountKey=c2VjcmV0';
const SAS = 'SharedAccessSignature=sv=2019-02-02&sig=c2VjcmV0';

function clientWith(way: string): TableClient {
  const { port } = server.address() as AddressInfo;
  const endpoint = `TableEndpoint=http://127.0.0.1:${port}/devstoreaccount1;`;
  return TableClient.fromConnectionString(`DefaultEndpointsProtocol=http;${way};${endpoint}`, 'Tab', {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
}

const keys = { partitionKey: "p'x ä/?#&", rowKey: "r:'1 %~\r\nIf-Match: *" };
const row = { ...keys, a: 'ä☃💥\r\n\r\n--changeset_', n: 5, f: 1.5, b: true, z: null, u: undefined };
const etag = `W/"datetime'2026-11-27T12%3A00%3A00.0000000Z'"`;
const changes: Change[] = [
  ['merge', row, etag],
  ['insert', row],
  ['put', row],
  ['remove', keys],
];

test.each([
  ['an account key', KEY],
  ['a shared access signature', SAS],
])('with %s, what is sent is what @azure/data-tables sends, byte for byte', async (_, way) => {
  const client = clientWith(way);
  await client
    .submitTransaction([
      ['update', row, 'Merge', { etag }],
      ['create', row],
      ['upsert', row, 'Replace'],
      ['delete', keys],
    ])
    .catch(() => undefined);
  await submitTransaction(client, changes, AbortSignal.timeout(5_000)).catch(() => undefined);
  const [theirs, ours] = asked.map(({ url, headers, body }) => ({
    url,
    headers: Object.entries({ ...headers, authorization: headers.authorization?.split(':')[0] }).filter(
      ([name]) => !['x-ms-date', 'x-ms-client-request-id', 'content-type'].includes(name),
    ),
    type: headers['content-type']?.replace(UUID, 'ID'),
    body: body.replace(UUID, 'ID'),
  }));
  expect(ours?.body).toContain('"n":5');
  expect(ours).toEqual(theirs);
});

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** As Azure answers: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions#sample-response */
function parts(...inner: string[]): string {
  const each = inner.map(
    (text) =>
      `--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n${text}\r\n`,
  );
  return `--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n${each.join('')}--changesetresponse_1--\r\n--batchresponse_1--\r\n`;
}

const done = (tag: string) => `HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\nETag: ${tag}\r\n\r\n`;
const refused = (status: string, code: string) =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n\r\n{"odata.error":{"code":"${code}","message":{"lang":"en-US","value":"1:No.\\nRequestId:1"}}}`;

test.each([
  ['gives the ETags in order', 202, parts(done(etag), done('W/"2"')), [etag, 'W/"2"']],
  ['one answer for two changes is not known to be done', 202, parts(done(etag)), { statusCode: undefined }],
  ['an empty answer is not known to be done', 202, '', { statusCode: undefined }],
  [
    'the change that spoils it tells why',
    202,
    parts(refused('409 Conflict', 'EntityAlreadyExists')),
    { statusCode: 409, code: 'EntityAlreadyExists' },
  ],
  [
    'refused as a whole, it tells why',
    403,
    '{"odata.error":{"code":"AuthenticationFailed","message":{"value":"No."}}}',
    { statusCode: 403, code: 'AuthenticationFailed' },
  ],
  ['a page of a proxy is refused by its status', 502, '<html>Bad Gateway</html>', { statusCode: 502 }],
])('%s', async (_, status, body, expected) => {
  const type = status === 202 ? BATCH : body.startsWith('{') ? 'application/json' : 'text/html';
  answer = { status, type, body };
  const two = changes.slice(0, 2);
  const answered = submitTransaction(clientWith(KEY), two, AbortSignal.timeout(5_000)).catch((error: unknown) => error);
  if (Array.isArray(expected)) expect(await answered).toEqual(expected);
  else expect(await answered).toMatchObject({ message: 'The transaction was not made.', ...expected });
});
