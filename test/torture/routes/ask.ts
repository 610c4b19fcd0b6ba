import { connect } from 'node:net';

/** A request as it goes over the wire, right or wrong. */
export interface Wire {
  method: string;
  path: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** Says at once that nothing more comes, as it may say that more does: Node then answers nothing to what is not complete. */
  ends?: true;
}

export interface Answer {
  /** 0 where the connection was closed without an answer. */
  status: number;
  head: string;
  body: string;
}

/** Whoever is not answered by then is kept waiting by something that hangs. */
const PATIENCE_MS = 30_000;

/** Sends bytes that no HTTP client would let through. Rejects when nothing comes of them for half a minute. */
export function ask(url: string, { method, path, headers, body, ends }: Wire): Promise<Answer> {
  const { hostname, port, host } = new URL(url);
  const own: [string, string][] = [
    ['host', host],
    ['connection', 'close'],
    ['content-length', String(body.length)],
  ];
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = [...own.filter(([name]) => !given.has(name)), ...headers].map(([name, value]) => `${name}: ${value}`);
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'utf8');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer to ${method} ${path.slice(0, 100)} within ${PATIENCE_MS / 1_000} s`));
    }, PATIENCE_MS);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // It may be closed while we still send: what was answered until then counts.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(read(Buffer.concat(chunks).toString('utf8')));
    });
    socket.write(Buffer.concat([head, body]));
    if (ends) socket.end();
  });
}

function read(text: string): Answer {
  const end = text.indexOf('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  return { status, head: end < 0 ? text : text.slice(0, end), body: end < 0 ? '' : text.slice(end + 4) };
}
