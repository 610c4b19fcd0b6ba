/**
 * What `durable-functions` asks of axios, by `fetch`: its HTTP is a call of the extension on loopback, and axios with what it brings
 * would be a sixth of what is read before the first acknowledgement. The bundle takes this in its place (scripts/app-build.mjs).
 * As there, no status below 600 is an error, and a body is its JSON or, where it is none, its text.
 */
interface Options {
  headers?: Record<string, string>;
}

interface Answer {
  status: number;
  /** By lower-case names. */
  headers: Record<string, string>;
  data: unknown;
}

const instance = {
  get: (url: string, options?: Options) => ask(url, { method: 'GET', ...options }),
  delete: (url: string) => ask(url, { method: 'DELETE' }),
  post(url: string, body?: string, options?: Options) {
    const headers = new Headers(options?.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return ask(url, { method: 'POST', body, headers });
  },
};

export default { create: () => instance };

async function ask(url: string, request: RequestInit): Promise<Answer> {
  const response = await fetch(url, request);
  const text = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), data: valueOf(text) };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
