import { Hono } from 'hono';
import { loopbackOnly } from '../../../local/pages/server/loopback-only';

const app = new Hono().use(loopbackOnly).post('/', (c) => c.text('done'));
const status = async (headers: Record<string, string>) => (await app.request('/', { method: 'POST', headers })).status;

describe('loopbackOnly', () => {
  it.each([
    [{ host: '127.0.0.1:7090' }],
    [{ host: 'localhost:7090', origin: 'http://localhost:7090' }],
    [{ host: '[::1]:7090', origin: 'http://[::1]:7090' }],
  ])('lets programs and the page itself pass: %j', async (headers) => {
    expect(await status(headers)).toBe(200);
  });

  it.each([
    ['another page', { host: '127.0.0.1:7090', origin: 'https://evil.example' }],
    ['a page of another server on this machine', { host: '127.0.0.1:7090', origin: 'http://127.0.0.1:3000' }],
    ['a sandboxed page', { host: '127.0.0.1:7090', origin: 'null' }],
    ['a name that was made to point here', { host: 'evil.example:7090', origin: 'http://evil.example:7090' }],
    ['such a name without an Origin', { host: 'evil.example' }],
    ['a name that only begins like ours', { host: '127.0.0.1.evil.example' }],
  ])('refuses %s', async (_, headers) => {
    expect(await status(headers)).toBe(403);
  });
});
