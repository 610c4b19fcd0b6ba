/**
 * Finds in a list by a key without walking it: the list is looked through once, and anew when it has grown or shrunk. Of several with
 * one key, the first.
 */
export function finder<T>(keysOf: (one: T) => string[]): (list: T[], key: string) => T | undefined {
  const indices = new WeakMap<T[], { length: number; byKey: Map<string, T> }>();
  return (list, key) => {
    let index = indices.get(list);
    if (index?.length !== list.length) {
      index = { length: list.length, byKey: new Map() };
      for (const one of list.toReversed()) for (const each of keysOf(one)) index.byKey.set(each, one);
      indices.set(list, index);
    }
    return index.byKey.get(key);
  };
}
