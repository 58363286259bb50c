/** The common properties of an event: whether the event needs each. */
export type CommonRules = Readonly<Record<string, boolean>>;

/** Properties, and the names of those that were left out because they were invalid. */
interface CommonValues {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly invalid: ReadonlySet<string>;
}

/**
 * Adds common values to the properties of a call, in place, where the caller passed none. An invalid value is not replaced by
 * another: that would state what the caller did not say.
 *
 * @returns the names that the caller did not pass, and of them those that the event needs and nothing gave a value
 */
export function addCommon(
  properties: Record<string, unknown>,
  rules: CommonRules,
  { passed, common }: { readonly passed: ReadonlySet<string>; readonly common: CommonValues },
): { readonly absent: readonly string[]; readonly missing: readonly string[] } {
  const absent = Object.keys(rules).filter((name) => properties[name] === undefined && !passed.has(name));
  for (const name of absent) {
    const value = common.properties[name];
    if (value !== undefined) properties[name] = value;
  }
  const isMissing = (name: string): boolean => properties[name] === undefined && !common.invalid.has(name);
  return { absent, missing: absent.filter((name) => rules[name] && isMissing(name)) };
}

/** What a property that no event has in common is called among violations: another kind of name than that of a property. */
export function unknownCommon(shownName: string): string {
  return "common." + shownName + ": unknown_property";
}
