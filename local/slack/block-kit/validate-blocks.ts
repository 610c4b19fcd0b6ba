import { blockOn, type Surface } from './blocks';
import { array, problem, type Json, type Problem } from './check';
import { BLOCKS_PER_MESSAGE, BLOCKS_PER_VIEW } from './limits';
import { elementsOf } from './walk';

/**
 * Everything that Slack would refuse in these blocks.
 * @param pointer where they stand in the request, e.g. `/blocks`
 */
export function validateBlocks(blocks: unknown, surface: Surface, pointer: string): Problem[] {
  const maximum = surface === 'message' ? BLOCKS_PER_MESSAGE : BLOCKS_PER_VIEW;
  const problems = array(blockOn(surface), maximum, 0)(blocks, pointer);
  if (!Array.isArray(blocks) || problems.length) return problems;
  const placed = (blocks as Json[]).map((block, index) => elementsOf(block, `${pointer}/${index}`));
  return [
    ...twice(
      (blocks as Json[]).map((block, index) => [block.block_id, `${pointer}/${index}/block_id`]),
      'block_id',
    ),
    ...placed.flatMap((elements) =>
      twice(
        elements.map(({ element, pointer: at }) => [element.action_id, `${at}/action_id`]),
        'action_id',
      ),
    ),
    ...placed
      .flat()
      .filter(({ element }) => element.focus_on_load === true)
      .slice(1)
      .flatMap(({ pointer: at }) => problem('only one element can have `focus_on_load`', `${at}/focus_on_load`)),
  ];
}

function twice(named: [unknown, string][], field: string): Problem[] {
  const seen = new Set<string>();
  return named.flatMap(([name, pointer]) => {
    if (typeof name !== 'string') return [];
    if (seen.has(name)) return problem(`\`${field}\` "${name}" already exists`, pointer);
    seen.add(name);
    return [];
  });
}
