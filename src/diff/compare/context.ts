import type { Pointer } from "../../plan/pointer.ts";
import { type Edit, type Holder, type RawChange, type Subject, yamlNameOf } from "../change.ts";
import type { ChangeKind } from "../table/kinds.ts";

/** Where a comparison is. */
export interface Context {
  readonly subject: Subject;
  /** In the new plan. */
  readonly at: Pointer;
  readonly idle: boolean;
  readonly unpassed?: boolean | undefined;
  /** The shared property that it is taken from before and after, and the way down from there. */
  readonly via?: Via | undefined;
}

/** A part of a shared property. */
export interface Via {
  readonly shared: string;
  readonly path: readonly string[];
}

/** A change that may come from a shared property. */
export interface FoundChange extends RawChange {
  readonly via?: Via | undefined;
}

/** A change of what is being compared. */
export function changed(
  kind: ChangeKind,
  { subject, at, idle, unpassed, via }: Context,
  edit: Edit,
): FoundChange {
  return { kind, subject, edit, at, idle, unpassed, via };
}

/** A change of one key: the place is that of the key, if the plan has it. */
export function changedKey(
  kind: ChangeKind,
  context: Context,
  edit: Omit<Extract<Edit, { kind: "set" }>, "kind">,
): FoundChange {
  const at = [...context.at, ...yamlKeysOf(edit)];
  return changed(kind, { ...context, at }, { kind: "set", ...edit });
}

/** The keys that say it in the plan's file, as far as they are the same there. */
function yamlKeysOf({
  key,
  item,
}: {
  readonly key: string;
  readonly item?: string | undefined;
}): readonly string[] {
  if (key === "source" || key === "type.shared") return [];
  return [yamlNameOf(key), ...(item === undefined ? [] : item.split("."))];
}

/** The same place, one step further down in a property. */
export function inside(context: Context, step: string, at: Pointer): Context {
  const { subject, via } = context;
  return {
    ...context,
    subject: subject.kind === "property" ? { ...subject, path: [...subject.path, step] } : subject,
    at,
    via: via && { ...via, path: [...via.path, step] },
  };
}

/** The place of a property in its holder. */
export function propertyOf(holder: Holder, path: readonly string[]): Subject {
  return { kind: "property", holder, path };
}
