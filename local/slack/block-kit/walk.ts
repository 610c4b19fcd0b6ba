import { isObject, type Json } from './check';

/** An interactive or input element and where it stands. */
export interface Placed {
  element: Json;
  block: Json;
  pointer: string;
}

/** All elements of one block that can have an `action_id`. */
export function elementsOf(block: Json, pointer = ''): Placed[] {
  const candidates: [unknown, string][] = [
    [block.accessory, `${pointer}/accessory`],
    [block.element, `${pointer}/element`],
    ...(Array.isArray(block.elements) && (block.type === 'actions' || block.type === 'context_actions')
      ? block.elements.map((element: unknown, index): [unknown, string] => [element, `${pointer}/elements/${index}`])
      : []),
  ];
  return candidates.flatMap(([element, at]) =>
    isObject(element) && element.type !== 'image' ? [{ element, block, pointer: at }] : [],
  );
}
