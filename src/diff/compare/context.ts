import { DEFAULT_MAX_LENGTH, type Pointer } from "../../plan/property.ts";
import { type Edit, type Holder, type RawChange, type Subject, yamlNameOf } from "../change.ts";
import type { ChangeKind } from "../table/kinds.ts";

/** What is being compared. */
export interface Context {
  readonly subject: Subject;
  /** In the new plan. */
  readonly at: Pointer;
  readonly idle: boolean;
  readonly unpassed?: boolean | undefined;
  readonly experimental?: boolean | undefined;
  /** The part of a shared property or of a bundle that it comes from, before and after. */
  readonly via?: Via | undefined;
  readonly byCommon?: boolean | undefined;
}

export interface Via {
  readonly holder: Holder;
  readonly path: readonly string[];
}

/** A change that may come from a shared property, a bundle, or from what is common. */
export interface FoundChange extends RawChange {
  readonly via?: Via | undefined;
  /** Whether it follows from which bundles are common, if those changed. */
  readonly byCommon?: boolean | undefined;
}

export function changed(
  kind: ChangeKind,
  { subject, at, idle, unpassed, experimental, via, byCommon }: Context,
  edit: Edit,
): FoundChange {
  return { kind, subject, edit, at, idle, unpassed, experimental, via, byCommon };
}

/** A change of one key, at the place of the key. */
export function changedKey(
  kind: ChangeKind,
  context: Context,
  edit: Omit<Extract<Edit, { kind: "set" }>, "kind">,
): FoundChange {
  const isDerived = context.subject.kind !== "plan" && DERIVED.has(edit.key);
  const at = isDerived ? context.at : [...context.at, ...yamlKeysOf(edit)];
  return changed(kind, { ...context, at }, { kind: "set", ...edit });
}

/** The keys in the plan file, as far as they correspond. */
function yamlKeysOf({
  key,
  item,
}: {
  readonly key: string;
  readonly item?: readonly string[] | undefined;
}): readonly string[] {
  return [yamlNameOf(key), ...(item ?? [])];
}

/** Keys of events and properties that no key of the file corresponds to. */
const DERIVED: ReadonlySet<string> = new Set(["source", "type.shared", "bundle", "common", "only"]);

/** The context of an inner property. */
export function inside(context: Context, step: string, at: Pointer): Context {
  const { subject, via } = context;
  return {
    ...context,
    subject: subject.kind === "property" ? { ...subject, path: [...subject.path, step] } : subject,
    at,
    via: via && { ...via, path: [...via.path, step] },
  };
}

export function propertyOf(holder: Holder, path: readonly string[]): Subject {
  return { kind: "property", holder, path };
}

/** For keys of a property that are documentation. */
export const DESCRIBED = {
  added: "property-documentation-changed",
  removed: "property-documentation-changed",
  other: "property-documentation-changed",
} as const satisfies Record<string, ChangeKind>;

/** Compares an optional key: adding, removing and changing it are three kinds of change. */
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

/** Compares keys, each of which has one kind of change. */
export function compareKeys<T extends object>(
  before: T,
  after: T,
  kinds: { readonly [Key in keyof T & string]?: ChangeKind | undefined },
  context: Context,
): readonly FoundChange[] {
  return (Object.keys(kinds) as (keyof T & string)[]).flatMap((key) => {
    const kind = kinds[key];
    if (kind === undefined || isSame(before[key], after[key])) return [];
    return [changedKey(kind, context, { key, before: before[key], after: after[key] })];
  });
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

/** The limit if none is given, and the direction that widens it. */
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

/** Whether two values of a plan are equal. Ignores the order of keys; an `undefined` key counts as absent. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isSame(item, b[index]))
    );
  }
  return hasSameMembers(a as Members, b as Members);
}

type Members = Readonly<Record<string, unknown>>;

function hasSameMembers(a: Members, b: Members): boolean {
  for (const key of Object.keys(a)) {
    if (!isSame(a[key], own(b, key))) return false;
  }
  // Common keys have been compared; comparing them again would double the work per level.
  for (const key of Object.keys(b)) {
    if (b[key] !== undefined && own(a, key) === undefined) return false;
  }
  return true;
}

function own(members: Members, key: string): unknown {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}
