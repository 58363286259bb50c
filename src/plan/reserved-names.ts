/**
 * Identifiers that a plan's names must not turn into: the fixed exports of the generated files, what those files
 * import or declare, and TypeScript's own words. One table, so that reading can refuse what emitting could not write.
 */
export const RESERVED_IDENTIFIERS: ReadonlySet<string> = new Set<string>([]);
