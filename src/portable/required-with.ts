/** Names of properties, each with those that it is required with. */
export type RequiredWith = Readonly<Record<string, readonly string[]>>;

/** Whether a property is absent though one that it is required with is there. `null` is not there. */
export function lacks(
  properties: Readonly<Record<string, unknown>>,
  name: string,
  others: readonly string[],
): boolean {
  return properties[name] === undefined && others.some((other) => (properties[other] ?? null) !== null);
}

/**
 * Finds properties that are missing because others are there.
 *
 * @param invalid - properties that were left out because they were invalid, which was reported
 * @returns what is missing, as `path: code`
 */
export function findMissing(
  properties: Readonly<Record<string, unknown>>,
  requiredWith: RequiredWith,
  invalid: ReadonlySet<string>,
): readonly string[] {
  return Object.entries(requiredWith).flatMap(([name, others]) =>
    !invalid.has(name) && lacks(properties, name, others) ? [name + ": missing"] : [],
  );
}
