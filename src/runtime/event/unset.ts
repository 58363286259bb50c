import type { PropertySet } from "../definition.ts";
import type { Prepared } from "../properties/prepare.ts";
import { renderPath } from "../properties/violation-path.ts";
import { findUnknown } from "../properties/violations.ts";

/** Most names of one call, as many as properties that one call can set. */
const MAX_NAMES = 1000;

/** What the option `unset` comes to. */
export interface ResolvedUnset {
  /** Each once. */
  readonly names: string[];
  /** What is wrong with the option, as `path: code`. Names at fault are left out. */
  readonly violations: readonly string[];
}

/**
 * The names of properties that are to be removed: those of the plan that the same call does not set. Never throws for an option that
 * cannot be read.
 *
 * Source: PostHog/posthog, `applyEventPropertyUpdates` of the person state removes what `$unset` names after it has set `$set`; of a
 * group, PostHog reads nothing but `$group_set`.
 */
export function resolveUnset({ schema }: PropertySet, unset: unknown, given: Prepared): ResolvedUnset {
  if (unset === undefined || unset === null) return { names: [], violations: [] };
  const wanted = readNames(unset);
  if (typeof wanted === "string") return { names: [], violations: [`options.unset: ${wanted}`] };
  const unknown = findUnknown(schema, wanted);
  const faults = given.violations.filter(({ code }) => code !== "missing");
  const set = new Set<unknown>([...Object.keys(given.properties), ...faults.map(({ path }) => path[0])]);
  const names: string[] = [];
  const violations = new Set<string>();
  for (const name of wanted) {
    const code = unknown.has(name) ? "unknown_property" : set.has(name) ? "also_set" : undefined;
    if (code === undefined) names.push(name);
    else violations.add(`options.unset.${renderPath(schema, [name])}: ${code}`);
  }
  return { names, violations: [...violations] };
}

/** The names, or the code of what is wrong with all of them. */
function readNames(unset: unknown): readonly string[] | string {
  try {
    if (!Array.isArray(unset)) return "wrong_type";
    if (unset.length > MAX_NAMES) return "too_many_items";
    const names = new Set<string>();
    // By index, because an array's own iterator can be replaced.
    for (let index = 0; index < unset.length; index += 1) {
      const name: unknown = unset[index];
      if (typeof name !== "string") return "wrong_type";
      names.add(name);
    }
    return [...names];
  } catch {
    return "unreadable";
  }
}
