const mebibyte = 1024 * 1024;
/** Larger answers are refused, in bytes after decompression. */
export const bodyLimit = 5 * mebibyte;
/** What is kept of a log, in bytes. */
export const tailLimit = 64 * 1024;

export class BodyTooLarge extends Error {}

/**
 * Reads a body as UTF-8 with bounded memory.
 * @param tail keep the last 64 KiB of whatever length, instead of refusing more than 5 MiB
 * @throws BodyTooLarge; whatever fetch throws when the body is cut off
 */
export async function readBody(response: Response, tail: boolean): Promise<string> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (!tail && size > bodyLimit) throw new BodyTooLarge('more than 5 MiB');
    if (tail && size > 2 * tailLimit) {
      const kept = Buffer.concat(chunks).subarray(-tailLimit);
      chunks = [kept];
      size = kept.byteLength;
    }
  }
  const body = Buffer.concat(chunks);
  return new TextDecoder().decode(tail ? body.subarray(-tailLimit) : body);
}
