import { DEFAULT_MAX_LENGTH } from "../../plan/property.ts";
import { changedKey, type Context, type FoundChange } from "./context.ts";

/** What holds where a limit is not given, and which way is wider. */
const LIMITS = {
  "type.min": { unless: -Infinity, wider: -1 },
  "type.max": { unless: Infinity, wider: 1 },
  "type.minLength": { unless: 0, wider: -1 },
  "type.maxLength": { unless: DEFAULT_MAX_LENGTH, wider: 1 },
  "type.minItems": { unless: 0, wider: -1 },
  "type.maxItems": { unless: Infinity, wider: 1 },
} as const;

/** One end of a range, a length or a count. */
export function compareLimit(
  key: keyof typeof LIMITS,
  [before, after]: readonly [before: number | undefined, after: number | undefined],
  context: Context,
): readonly FoundChange[] {
  if (before === after) return [];
  const { unless, wider } = LIMITS[key];
  const [old, now] = [before ?? unless, after ?? unless];
  const kind = old === now ? "limit-restated" : now > old === wider > 0 ? "limit-widened" : "limit-narrowed";
  return [changedKey(kind, context, { key, before, after })];
}
