import { type Message } from '../state/model';
import { ApiError } from './api-error';

/**
 * A body in JSON, or in parts with files beside it; each file is announced among the attachments by its number.
 * https://docs.discord.com/developers/reference#uploading-files
 */
export async function readUpload(
  headers: Headers,
  bytes: ArrayBuffer,
): Promise<{ body: Record<string, unknown>; files: NonNullable<Message['files']> }> {
  const type = headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return { body: parsed(Buffer.from(bytes).toString()), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const { attachments, ...body } = parsed(typeof payload === 'string' ? payload : '{}');
  const announced = Array.isArray(attachments) ? (attachments as { id: number; description?: string }[]) : [];
  const files = await Promise.all(
    [...form.entries()].flatMap(([name, value]) => {
      const number = /^files\[(\d+)\]$/.exec(name)?.[1];
      return number === undefined || typeof value === 'string' ? [] : [readFile(Number(number), value, announced)];
    }),
  );
  if (announced.length !== files.length) throw new ApiError(400, 50035, 'Invalid Form Body');
  return { body, files };
}

async function readFile(number: number, file: File, announced: { id: number; description?: string }[]) {
  const { description } = announced.find(({ id }) => Number(id) === number) ?? {};
  if (description !== undefined && description.length > 1_024) throw new ApiError(400, 50035, 'Invalid Form Body');
  const { name: filename, type, size } = file;
  const text = type.startsWith('text/') ? await file.text() : '';
  return { filename, description, type, size, text, ...(SHOWN.test(type) && { picture: await inBase64(file) }) };
}

/** What Discord shows in the message itself. */
const SHOWN = /^image\/(?:png|jpeg|gif|webp)$/;

async function inBase64(file: File): Promise<string> {
  return Buffer.from(await file.arrayBuffer()).toString('base64');
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new ApiError(400, 50109, 'The request body contains invalid JSON.');
  }
}
