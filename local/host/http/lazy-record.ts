/** A plain object to whoever looks, whose content is only made at the first look. */
export function lazyRecord<Value>(make: () => Record<string, Value>): Record<string, Value> {
  let made = false;
  const fill = (target: Record<string, Value>): Record<string, Value> => {
    if (!made) Object.assign(target, make());
    made = true;
    return target;
  };
  return new Proxy<Record<string, Value>>(
    {},
    {
      get: (target, key) => Reflect.get(fill(target), key) as Value,
      has: (target, key) => Reflect.has(fill(target), key),
      ownKeys: (target) => Reflect.ownKeys(fill(target)),
      getOwnPropertyDescriptor: (target, key) => Reflect.getOwnPropertyDescriptor(fill(target), key),
    },
  );
}
