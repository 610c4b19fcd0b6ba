import { randomBytes } from 'node:crypto';
import { isObject, type Json } from './check';
import { elementsOf } from './walk';

const shortId = () => randomBytes(4).toString('base64url').slice(0, 5);

/** The blocks as Slack keeps them: with the block IDs, action IDs and text defaults that were left out. */
export function completeBlocks(blocks: Json[]): Json[] {
  return blocks.map((given) => {
    const block = withTextDefaults(given) as Json;
    for (const { element } of elementsOf(block)) element.action_id ??= shortId();
    return { ...block, block_id: block.block_id ?? shortId() };
  });
}

function withTextDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTextDefaults);
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTextDefaults(inner)]));
  if (copy.type === 'plain_text') return { ...copy, emoji: copy.emoji ?? true };
  if (copy.type === 'mrkdwn') return { ...copy, verbatim: copy.verbatim ?? false };
  return copy;
}
