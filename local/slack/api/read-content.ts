import { isObject, type Json } from '../block-kit/check';
import { MESSAGE_BLOCKS_JSON_LENGTH } from '../block-kit/limits';
import { validateBlocks } from '../block-kit/validate-blocks';
import { type Content } from '../state/model';
import { type Arguments } from './arguments';
import { invalidArguments, invalidBlocks, SlackError } from './slack-error';

/** What Slack puts for `text` where a message has blocks only. */
const noFallback = "This content can't be displayed.";

/**
 * What a message is to show, from the arguments of a `chat.` method or a response_url.
 * @throws SlackError `msg_too_long`, `invalid_blocks`, `invalid_blocks_format`, `msg_blocks_too_long`, …
 */
export function readContent(args: Arguments, longestText: number): Partial<Content> {
  const text = args.text('text');
  if (text !== undefined && text.length > longestText) throw new SlackError('msg_too_long');
  const blocks = args.json('blocks', 'invalid_blocks_format');
  const attachments = args.json('attachments', 'invalid_attachments');
  if (blocks !== undefined && !Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  if (attachments !== undefined && !(Array.isArray(attachments) && attachments.every(isObject))) {
    throw new SlackError('invalid_attachments');
  }
  checkBlocks(blocks, '/blocks');
  for (const [index, attachment] of (attachments ?? []).entries()) {
    checkBlocks(attachment.blocks, `/attachments/${index}/blocks`);
  }
  return { text, blocks: blocks as Json[] | undefined, attachments, metadata: readMetadata(args) };
}

/** Content that shows something, for a new message. @throws SlackError `no_text` */
export function newContent(args: Arguments, longestText: number): Content {
  const content = readContent(args, longestText);
  const { text, blocks, attachments } = content;
  if (text === undefined && !blocks?.length && !attachments?.length) throw new SlackError('no_text');
  return {
    ...content,
    text: text ?? (blocks?.length ? noFallback : ''),
    blocks: blocks?.length ? blocks : undefined,
  };
}

function checkBlocks(blocks: unknown, pointer: string): void {
  if (blocks === undefined) return;
  const problems = validateBlocks(blocks, 'message', pointer);
  if (problems.length) throw invalidBlocks(problems);
  if (JSON.stringify(blocks).length > MESSAGE_BLOCKS_JSON_LENGTH) throw new SlackError('msg_blocks_too_long');
}

function readMetadata(args: Arguments): Json | undefined {
  const metadata = args.json('metadata', 'invalid_metadata_format');
  if (metadata === undefined) return undefined;
  const rightShape = isObject(metadata) && typeof metadata.event_type === 'string' && isObject(metadata.event_payload);
  if (!rightShape) throw invalidArguments('must define `event_type` and `event_payload` [json-pointer:/metadata]');
  return metadata;
}
