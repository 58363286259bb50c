import { showKey } from "./violations.ts";

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
 *
 * @param plan - whether a name is the plan's, and whether the call sets it
 */
export function resolveUnset(
  unset: unknown,
  plan: { readonly has: (name: string) => boolean; readonly isSet: (name: string) => boolean },
): ResolvedUnset {
  const wanted = readNames(unset ?? []);
  if (typeof wanted === "string") {
    return { names: [], violations: ["options.unset: " + wanted] };
  }
  const names: string[] = [];
  const violations = new Set<string>();
  for (const name of wanted) {
    const isKnown = plan.has(name);
    if (isKnown && !plan.isSet(name)) {
      names.push(name);
    } else {
      const fault = isKnown ? name + ": also_set" : showKey(name) + ": unknown_property";
      violations.add("options.unset." + fault);
    }
  }
  return { names, violations: [...violations] };
}

/** The names, or the code of what is wrong with all of them. */
function readNames(unset: unknown): ReadonlySet<string> | string {
  try {
    if (!Array.isArray(unset)) {
      return "wrong_type";
    }
    // By index, because an array's own iterator can be replaced.
    const names = Array.from({ length: Math.min(unset.length, MAX_NAMES) }, (_, at): unknown => unset[at]);
    if (unset.length > MAX_NAMES) {
      return "too_many_items";
    }
    return names.every((name) => typeof name === "string") ? new Set(names) : "wrong_type";
  } catch {
    return "unreadable";
  }
}
