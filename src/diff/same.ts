/**
 * Whether two values of a plan say the same. The order of keys means nothing, and a key that is `undefined` is not there:
 * a plan that comes from `plan.json` has neither.
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isSame(item, b[index]))
    );
  }
  return holdsAll(a, b) && holdsAll(b, a);
}

type Members = Readonly<Record<string, unknown>>;

/** Whether one object has every member of another, as that has it. */
function holdsAll(other: object, own: object): boolean {
  const [members, expected] = [other, own] as readonly [Members, Members];
  for (const key of Object.keys(expected)) {
    const value = expected[key];
    if (value !== undefined && !(Object.hasOwn(members, key) && isSame(value, members[key]))) return false;
  }
  return true;
}
