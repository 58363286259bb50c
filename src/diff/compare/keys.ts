import { isSame } from "../same.ts";
import type { ChangeKind } from "../table/kinds.ts";
import { changedKey, type Context, type FoundChange } from "./context.ts";

/** For keys of a property that only people read. */
export const DESCRIBED = {
  added: "property-documentation-changed",
  removed: "property-documentation-changed",
  other: "property-documentation-changed",
} as const satisfies Record<string, ChangeKind>;

/** A key that may be there or not, and of which each of the three cases is a kind of its own. */
export function compareKey(
  key: string,
  [before, after]: readonly [before: unknown, after: unknown],
  context: Context,
  kinds: Readonly<Record<"added" | "removed" | "other", ChangeKind>>,
): readonly FoundChange[] {
  if (isSame(before, after)) return [];
  const which = before === undefined ? "added" : after === undefined ? "removed" : "other";
  return [changedKey(kinds[which], context, { key, before, after })];
}

/** Whether null is accepted. */
export function compareNullable(
  before: { readonly nullable: boolean },
  after: { readonly nullable: boolean },
  context: Context,
): readonly FoundChange[] {
  if (before.nullable === after.nullable) return [];
  const kind = after.nullable ? "null-accepted" : "null-refused";
  return [changedKey(kind, context, { key: "nullable", before: before.nullable, after: after.nullable })];
}
