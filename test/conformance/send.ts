export interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
  text: string;
}

export interface Request {
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** More than any answer of the app takes, so that a host that hangs ends the row instead of the run. */
export const answerDeadlineMs = 60_000;

/** Sends a request, without following redirects; throws when the connection fails or no answer comes. */
export async function send(method: string, url: string, { headers, body }: Request = {}): Promise<Answer> {
  const signal = AbortSignal.timeout(answerDeadlineMs);
  const response = await fetch(url, { method, headers, body: body, redirect: 'manual', signal });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body: bytes, text: bytes.toString() };
}
