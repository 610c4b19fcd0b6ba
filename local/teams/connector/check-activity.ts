import { z } from 'zod';
import { checkCard } from '../cards/check-card';
import { isObject, type Json } from '../state/model';
import { checkFileCard, isFileCard } from './check-file-card';
import { badArgument, ConnectorError } from './connector-error';

/** "28 KB" for a message of a bot. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
const MESSAGE_BYTES = 28 * 1024;
export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

const text = z.string();
const account = z.looseObject({ id: text, name: text.optional(), aadObjectId: text.optional() });
const attachment = z.strictObject({
  contentType: text,
  content: z.unknown().optional(),
  contentUrl: z.url().optional(),
  name: text.optional(),
  thumbnailUrl: z.url().optional(),
});

/** https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md */
const activitySchema = z.strictObject({
  type: z.enum(['message', 'typing']),
  id: text.optional(),
  text: text.optional(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).optional(),
  summary: text.optional(),
  speak: text.optional(),
  inputHint: text.optional(),
  importance: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
  locale: text.optional(),
  attachmentLayout: z.enum(['list', 'carousel']).optional(),
  attachments: z.array(attachment).optional(),
  suggestedActions: z.looseObject({ actions: z.array(z.unknown()) }).optional(),
  entities: z.array(z.looseObject({ type: text })).optional(),
  channelData: z.record(text, z.unknown()).optional(),
  channelId: z.literal('msteams').optional(),
  serviceUrl: text.optional(),
  from: account.optional(),
  recipient: account.optional(),
  conversation: z.looseObject({ id: text }).optional(),
  replyToId: text.optional(),
  deliveryMode: text.optional(),
  callerId: text.optional(),
  label: text.optional(),
  value: z.unknown().optional(),
  valueType: text.optional(),
  name: text.optional(),
  timestamp: text.optional(),
  localTimestamp: text.optional(),
  localTimezone: text.optional(),
});

/**
 * Reads what the bot sends.
 * @param body the bytes as they came
 * @throws ConnectorError in the connector's words, with what is wrong
 */
export function readActivity(body: string): Json {
  const bytes = Buffer.byteLength(body);
  if (bytes > MESSAGE_BYTES)
    throw new ConnectorError(413, 'MessageSizeTooBig', `Message size too large: ${bytes} of ${MESSAGE_BYTES} bytes.`);
  const given = parse(body);
  const read = activitySchema.safeParse(given);
  if (!read.success) throw badArgument(`Invalid activity: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`);
  const activity = given as z.infer<typeof activitySchema>;
  if (activity.type === 'message' && !activity.text && !activity.attachments?.length)
    throw badArgument('The activity has neither text nor attachments.');
  const problems = (activity.attachments ?? []).flatMap((one) => {
    const { contentType, content } = one;
    if (isFileCard(one)) return checkFileCard(one);
    return contentType === CARD_TYPE ? checkCard(content) : [`unknown attachment type ${contentType}`];
  });
  if (problems.length > 0) throw badArgument(`Invalid card: ${problems.join('; ')}`);
  for (const entity of activity.entities ?? []) checkMention(entity, activity.text ?? '');
  return activity;
}

/** Teams refuses a mention whose text does not stand in the message. */
function checkMention(entity: Json, message: string): void {
  if (entity.type !== 'mention') return;
  const mentioned = isObject(entity.mentioned) && typeof entity.mentioned.id === 'string';
  if (!mentioned || typeof entity.text !== 'string' || !message.includes(entity.text))
    throw badArgument('A mention needs `mentioned.id`, and its `text` in the text of the activity.');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ConnectorError(400, 'BadSyntax', 'The body is not JSON.');
  }
}
