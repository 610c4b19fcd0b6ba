import type { IncomingMessage } from 'node:http';

/** Thrown when a body is longer than allowed; the rest of it has not been read. */
export class BodyTooLarge extends Error {}

/** The whole body as it came, or undefined when there is none. Throws BodyTooLarge, or the connection's error. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const declared = request.headers['content-length'];
  if (declared === '0' || (declared === undefined && request.headers['transfer-encoding'] === undefined))
    return undefined;
  if (Number(declared) > limit) throw new BodyTooLarge();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        request.removeAllListeners('data').pause();
        reject(new BodyTooLarge());
      } else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 0 ? undefined : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client closed the connection before its request was complete.')));
  });
}
