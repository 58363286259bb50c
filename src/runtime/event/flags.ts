import type { PlainObject } from "../../portable/values.ts";
import type { EventOptions } from "../options.ts";

/** Most flags of one event, and longest key and variant, in characters. */
const MAX_FLAGS = 50;
const MAX_LENGTH = 200;

/** What the flags of an event come to. */
interface ResolvedFlags {
  /** `$feature/<key>` for each flag, and `$active_feature_flags`; empty without flags. */
  readonly properties: PlainObject;
  /** What is wrong with the option, as `path: code`. Flags at fault are left out. */
  readonly violations: readonly string[];
}

const NO_FLAGS: ResolvedFlags = { properties: {}, violations: [] };

/**
 * The properties by which PostHog knows the variants that a person saw, so that experiments can be measured on server events. Never
 * throws for an option that cannot be read.
 *
 * Source: posthog-node 5.70 sends the same two forms for `sendFeatureFlags`; a flag that is `false` is not active.
 */
export function resolveFlags(flags: EventOptions["flags"]): ResolvedFlags {
  if (flags === undefined || flags === null) return NO_FLAGS;
  if (typeof flags !== "object" || Array.isArray(flags)) return refuse("wrong_type");
  const entries = readEntries(flags);
  if (entries === undefined) return refuse("unreadable");
  if (entries.length > MAX_FLAGS) return refuse("too_many_keys");
  const properties: PlainObject = {};
  const active: string[] = [];
  const violations = new Set<string>();
  for (const [key, variant] of entries) {
    if (variant === undefined) continue;
    if (!isText(key)) violations.add("options.flags: not_a_flag_key");
    else if (typeof variant !== "boolean" && !isText(variant)) violations.add("options.flags: not_a_variant");
    else {
      properties[`$feature/${key}`] = variant;
      if (variant !== false) active.push(key);
    }
  }
  if (Object.keys(properties).length > 0) properties["$active_feature_flags"] = active.toSorted();
  return { properties, violations: [...violations] };
}

function refuse(code: string): ResolvedFlags {
  return { properties: {}, violations: [`options.flags: ${code}`] };
}

/** Variants and keys have 1 to 200 characters that can be sent. */
function isText(value: unknown): value is string {
  return (
    typeof value === "string" &&
    /\S/u.test(value) &&
    value.length <= MAX_LENGTH &&
    !/[\p{Cc}\p{Cs}]/u.test(value)
  );
}

function readEntries(flags: object): readonly (readonly [string, unknown])[] | undefined {
  try {
    return Object.entries(flags);
  } catch {
    return undefined;
  }
}
