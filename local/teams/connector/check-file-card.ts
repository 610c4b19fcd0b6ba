import { z } from 'zod';

const text = z.string().min(1);

export const CONSENT_TYPE = 'application/vnd.microsoft.teams.card.file.consent';
const INFO_TYPE = 'application/vnd.microsoft.teams.card.file.info';

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
const cards = z.discriminatedUnion('contentType', [
  z.strictObject({
    contentType: z.literal(CONSENT_TYPE),
    name: text,
    content: z.strictObject({
      description: z.string().optional(),
      sizeInBytes: z.int().positive(),
      acceptContext: z.record(z.string(), z.unknown()).optional(),
      declineContext: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.strictObject({
    contentType: z.literal(INFO_TYPE),
    name: text,
    contentUrl: z.url(),
    content: z.strictObject({ uniqueId: text, fileType: text, etag: z.unknown().optional() }),
  }),
]);

export const isFileCard = ({ contentType }: { contentType?: unknown }) =>
  contentType === CONSENT_TYPE || contentType === INFO_TYPE;

/** What is wrong with a card of a file; empty when nothing is. */
export function checkFileCard(attachment: unknown): string[] {
  const read = cards.safeParse(attachment);
  return read.success ? [] : [z.prettifyError(read.error).replaceAll('\n', ' ')];
}
