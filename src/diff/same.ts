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
  return hasSameMembers(a as Members, b as Members);
}

type Members = Readonly<Record<string, unknown>>;

function hasSameMembers(a: Members, b: Members): boolean {
  for (const key of Object.keys(a)) {
    if (!isSame(a[key], own(b, key))) return false;
  }
  // What both have was compared; a second look at it would double with each level.
  for (const key of Object.keys(b)) {
    if (b[key] !== undefined && own(a, key) === undefined) return false;
  }
  return true;
}

function own(members: Members, key: string): unknown {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}
