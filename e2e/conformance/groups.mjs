// Object.groupBy, which the oldest Node that builds this project has not.

/** A Map of what `key` says and the items it says it of, in order. */
export function groups(items, key) {
  const found = new Map();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return found;
}
