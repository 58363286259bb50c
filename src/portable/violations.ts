/** Most violations that one event names. */
const MAX_NAMED = 20;

/** Violations as an event carries them: each once, and how many more there are. */
export function listViolations(violations: readonly string[]): string[] {
  const names = [...new Set(violations)];
  const more = names.length - MAX_NAMED;
  return more > 0 ? [...names.slice(0, MAX_NAMED), "and " + more + " more"] : names;
}

/**
 * An unknown key as it may be shown: letters and underscores, and at most three digits at a time, such as `plan_tier2`. Any
 * other one could be an id, an email or a phone number.
 */
export function showKey(key: unknown): string {
  return typeof key === "string" &&
    key.length <= 40 &&
    /^\$?[A-Za-z][A-Za-z_]*(?:[0-9]{1,3}[A-Za-z_]*){0,2}$/.test(key)
    ? key
    : "*";
}
