import type { EnumValue, PropertyType } from "../../plan/property.ts";
import { isSame } from "../same.ts";
import { changedKey, compareKey, type Context, DESCRIBED, type FoundChange } from "./context.ts";

type Enum = Extract<PropertyType, { kind: "enum" }>;

/** What changed in an enum, step by step: first what went, then what came, then what is left of order and meaning. */
export function compareEnums(before: Enum, after: Enum, context: Context): readonly FoundChange[] {
  const was = new Set(before.values.map(({ value }) => value));
  const is = new Set(after.values.map(({ value }) => value));
  const left = before.values.filter(({ value }) => is.has(value));
  const grown = withAdded(left, after.values, was);
  const steps = [
    ["values-removed", before.values, left, left.length < before.values.length],
    ["values-added", left, grown, grown.length > left.length],
    ["values-reordered", grown, after.values, !isSame(grown, after.values)],
  ] as const;
  return [
    ...steps.flatMap(([kind, from, to, isThere]) =>
      isThere ? [changedKey(kind, context, { key: "type.values", before: from, after: to })] : [],
    ),
    ...compareKey("type.shared", [before.shared, after.shared], context, DESCRIBED),
  ];
}

/** The old values with each new one behind the one that it follows. */
function withAdded(
  left: readonly EnumValue[],
  after: readonly EnumValue[],
  was: ReadonlySet<string>,
): readonly EnumValue[] {
  const grown: EnumValue[] = [];
  const followers = new Map<string | undefined, EnumValue>();
  after.forEach((value, index) => {
    if (!was.has(value.value)) followers.set(after[index - 1]?.value, value);
  });
  const append = (value: EnumValue | undefined): void => {
    if (value !== undefined) grown.push(value);
    for (let next = followers.get(value?.value); next !== undefined; next = followers.get(next.value))
      grown.push(next);
  };
  append(undefined);
  for (const value of left) append(value);
  return grown;
}
