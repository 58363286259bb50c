import { addCommon, unknownCommon } from "../../portable/common.ts";
import type { Violation } from "../../portable/find-violations.ts";
import { showKey } from "../../portable/violations.ts";
import type { PlanContract, ServerRules } from "../definition.ts";
import { type Prepared, prepareProperties } from "../properties/plain-copy.ts";

/** The properties of a call, with the values that were given for all events. */
interface WithGiven extends Prepared {
  /** Given names that the plan has no common property for, as `path: code`. */
  readonly unplanned?: readonly string[];
}

/**
 * Adds the values that were given for all events where the caller passed none. They are checked as what callers pass is.
 *
 * @param given - nothing when nothing was given
 */
export function addGiven(
  { common: rules = {} }: ServerRules,
  { common: fields }: PlanContract,
  passed: Prepared,
  given: object | undefined,
): WithGiven {
  const names = Object.keys(rules);
  if (given === undefined && names.length === 0) return passed;
  const common = fields && given ? prepareProperties(fields, given) : NOTHING;
  const unplanned = fields
    ? common.violations.filter(isUnplanned)
    : Object.keys(given ?? {}).map((name) => ({ path: [name] }));
  const added = addCommon(passed.properties, rules, { passed: passed.invalid, common });
  const used = new Set(added.absent);
  return {
    properties: passed.properties,
    invalid: new Set([...passed.invalid, ...added.absent.filter((name) => common.invalid.has(name))]),
    violations: [
      ...passed.violations,
      ...common.violations.filter(({ path }) => used.has(String(path[0]))),
      ...added.missing.map((name): Violation => ({ path: [name], code: "missing" })),
    ],
    size: passed.size + common.size,
    unplanned: unplanned.map(({ path }) => unknownCommon(showKey(path[0]))),
  };
}

const NOTHING: Prepared = { properties: {}, invalid: new Set(), violations: [], size: 0 };

function isUnplanned({ path, code }: Violation): boolean {
  return path.length === 1 && code === "unknown_property";
}
