/**
 * What `now` says, with the objects of `before` wherever they say the same, so that who keeps what it made of an object finds
 * it again. Items of lists that have names are found by name.
 *
 * @param before - frozen, as is what is returned
 * @param now - made of plain objects, lists and simple values; a key that is `undefined` is as good as absent
 *
 * @example
 * const next = shareStructure(last, { events: [added, changed, sameAsBefore] });
 * next.events[2] === last.events[1]; // true
 */
export function shareStructure<T>(before: unknown, now: T): T {
  if (!isObject(before) || !isObject(now)) return now;
  const shared = Array.isArray(now) ? shareItems(before, now) : shareMembers(before, now);
  return shared as T;
}

function shareItems(before: object, now: readonly unknown[]): object {
  if (!Array.isArray(before)) return now;
  const items: readonly unknown[] = before;
  const named = new Map(items.map((item) => [nameOf(item), item]));
  const shared = now.map((item, index) => {
    const name = nameOf(item);
    return shareStructure(name === undefined ? items[index] : named.get(name), item);
  });
  const isSame =
    shared.length === items.length && shared.every((item, index) => Object.is(item, items[index]));
  return isSame ? before : Object.freeze(shared);
}

function shareMembers(before: object, now: object): object {
  if (Array.isArray(before)) return now;
  const old = new Map<string, unknown>(Object.entries(before));
  const shared = Object.entries(now).map(
    ([key, value]) => [key, shareStructure(old.get(key), value)] as const,
  );
  const isSame = shared.length === old.size && shared.every(([key, value]) => Object.is(value, old.get(key)));
  return isSame ? before : Object.freeze(Object.fromEntries(shared));
}

function nameOf(item: unknown): unknown {
  return isObject(item) && "name" in item ? item.name : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
