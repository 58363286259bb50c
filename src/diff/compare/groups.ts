import type { Group } from "../../plan/plan.ts";
import { isSame } from "../same.ts";
import { changed, changedKey, type Context, type FoundChange, propertyOf } from "./context.ts";
import { withoutPlace } from "./identity.ts";
import { compareLists } from "./lists.ts";
import { compareProperties } from "./properties.ts";

/** What became of the groups of a plan. */
export function compareGroups(before: readonly Group[], after: readonly Group[]): readonly FoundChange[] {
  const { removed, kept, added } = compareLists(before, after);
  return [
    ...removed.map((value) =>
      changed("group-removed", { ...place(value), at: ["groups"] }, { kind: "remove", value }),
    ),
    ...kept.flatMap(([from, to]) => compareGroup(from, to, place(to))),
    ...added.map((value) => changed("group-added", place(value), { kind: "add", value, after: null })),
  ];
}

function place({ name, at }: Group): Context {
  return { subject: { kind: "group", name }, at, idle: false };
}

function compareGroup(before: Group, after: Group, context: Context): readonly FoundChange[] {
  const forms = [
    before.keyForm && withoutPlace(before.keyForm),
    after.keyForm && withoutPlace(after.keyForm),
  ];
  const kinds = {
    key: "group-key-changed",
    keyForm: "group-key-form-changed",
    description: "documentation-changed",
  } as const;
  return [
    ...(["key", "keyForm", "description"] as const).flatMap((key) =>
      (key === "keyForm" ? isSame(forms[0], forms[1]) : before[key] === after[key])
        ? []
        : [changedKey(kinds[key], context, { key, before: before[key], after: after[key] })],
    ),
    ...compareProperties(before.properties, after.properties, {
      ...context,
      subject: propertyOf({ kind: "group", name: after.name }, []),
      at: [...after.at, "properties"],
    }),
  ];
}
