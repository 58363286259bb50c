import type { PropertySet } from "../definition.ts";
import type { PlainObject } from "../../portable/values.ts";
import { copyPlain } from "./plain-copy.ts";
import { dropInvalid, findViolations, type Violation } from "./violations.ts";

/** Properties that the plan accepts, and what it did not. */
export interface Prepared {
  /** A plain copy with the valid properties only. */
  readonly properties: PlainObject;
  /** Names of the top-level properties that were left out because they, or something in them, were invalid. */
  readonly invalid: ReadonlySet<string>;
  readonly violations: readonly Violation[];
  /** See `PlainCopy`. */
  readonly size: number;
}

/** Copies properties, cuts what is to be cut, and removes what the plan refuses. Never throws. */
export function prepareProperties(set: PropertySet, input: unknown): Prepared {
  const copy = copyPlain(input, set.fields);
  const uncopied = new Set(copy.violations.map(({ path }) => path[0]));
  const found = findViolations(set.schema, copy.properties);
  // What could not be copied is absent now, but it is not missing.
  const violations = [...copy.violations, ...found.filter(({ path }) => !uncopied.has(path[0]))];
  const invalid = dropInvalid(copy.properties, violations);
  return { properties: copy.properties, invalid, violations, size: copy.size };
}
