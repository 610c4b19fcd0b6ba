import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { HELP_ANSWER } from './help-answer';

/** The least that can be done: checks the signature and answers. */
const secret = process.env['SLACK_SIGNING_SECRET'] ?? '';
const answer = JSON.stringify(HELP_ANSWER);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const base = `v0:${String(request.headers['x-slack-request-timestamp'])}:`;
    const digest = createHmac('sha256', secret).update(base).update(body).digest('hex');
    const given = Buffer.from(String(request.headers['x-slack-signature']));
    const wanted = Buffer.from(`v0=${digest}`);
    const good = given.length === wanted.length && timingSafeEqual(given, wanted);
    response.writeHead(good ? 200 : 401, { 'content-type': 'application/json' }).end(good ? answer : '');
  });
});
server.listen(0, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
