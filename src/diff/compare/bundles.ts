import type { Bundle } from "../../plan/plan.ts";
import { changed, compareKeys, type Context, type FoundChange, propertyOf } from "./context.ts";
import { compareLists } from "./lists.ts";
import { compareProperties } from "./properties.ts";

/** Compares the bundles. They only have effects in the events that have them. */
export function compareBundles(before: readonly Bundle[], after: readonly Bundle[]): readonly FoundChange[] {
  const { removed, kept, added } = compareLists(before, after);
  return [
    ...removed.map((value) =>
      changed("bundle-removed", { ...contextOf(value), at: ["bundles"] }, { kind: "remove", value }),
    ),
    ...kept.flatMap(([from, to]) => compareBundle(from, to, contextOf(to))),
    ...added.map((value) => changed("bundle-added", contextOf(value), { kind: "add", value, after: null })),
  ];
}

function contextOf({ name, at }: Bundle): Context {
  return { subject: { kind: "bundle", name }, at, idle: true };
}

function compareBundle(before: Bundle, after: Bundle, context: Context): readonly FoundChange[] {
  return [
    ...compareKeys(before, after, { description: "documentation-changed" }, context),
    ...compareProperties(before.properties, after.properties, {
      ...context,
      subject: propertyOf({ kind: "bundle", name: after.name }, []),
      at: [...after.at, "properties"],
    }),
  ];
}
