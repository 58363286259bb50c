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

type Members = Readonly<Record<string, unknown>>;

function shareMembers(before: Members, now: Members): object {
  if (Array.isArray(before)) return now;
  const keys = Object.keys(now);
  const values = keys.map((key) => shareStructure(own(before, key), now[key]));
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key, index) => Object.is(values[index], own(before, key)));
  return isSame ? before : Object.freeze(Object.fromEntries(keys.map((key, index) => [key, values[index]])));
}

function own(members: Members, key: string): unknown {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}

function nameOf(item: unknown): unknown {
  return isObject(item) ? own(item, "name") : undefined;
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}
