import type { Actor, IdForm } from "../plan/ids/identity.ts";
import type { Group, PlanEvent } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { HolderKind, Property } from "../plan/property.ts";
import type { Audience, Level } from "./table/effect.ts";
import type { ChangeKind } from "./table/kinds.ts";

/** What holds a property, by name. What an object holds is told by its path. */
export type Holder =
  | { readonly kind: "event" | "group"; readonly name: string }
  | { readonly kind: Exclude<HolderKind, "event" | "group" | "object"> };

/**
 * What a change is about, by its new name; what is gone, by its old one. The path of a property leads from its holder down
 * through objects, and through `[]` to what a list or a map holds.
 */
export type Subject =
  | { readonly kind: "plan" | "event" | "group" | "actor"; readonly name: string }
  /** The ids of people, or of an actor. */
  | { readonly kind: "ids"; readonly actor?: string | undefined }
  | { readonly kind: "property"; readonly holder: Holder; readonly path: readonly string[] };

/** What stands in a list of the plan under a name. */
export type Named = PlanEvent | Group | Actor | Property;

/** What happened: enough to do it again to the old plan. */
export type Edit =
  /** `after` is what it follows where order is kept: a name, or null at the start. */
  | { readonly kind: "add"; readonly value: Named; readonly after: string | null }
  | { readonly kind: "remove"; readonly value: Named }
  | { readonly kind: "rename"; readonly from: string; readonly to: string; readonly value: Named }
  /** A key has another value. `item` names the entry, where the value is a list of which one entry changed. */
  | {
      readonly kind: "set";
      readonly key: string;
      readonly item?: string | undefined;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly kind: "forms"; readonly before: readonly IdForm[]; readonly after: readonly IdForm[] }
  /** The properties in the subject stand in another order. */
  | { readonly kind: "reorder"; readonly before: readonly string[]; readonly after: readonly string[] };

/** One change, before it is known whom it touches. */
export interface RawChange {
  readonly kind: ChangeKind;
  readonly subject: Subject;
  readonly edit: Edit;
  /** Where to look for it in the new plan; of what is gone, where it was a part. */
  readonly at: Pointer;
  /** Whether nothing sends the event yet, or nobody uses the shared property. */
  readonly idle: boolean;
  /** Whether no caller passes the value, so that no call can break. */
  readonly unpassed?: boolean | undefined;
  /** The same change in properties that take it from the shared property which this one is. */
  readonly users?: readonly RawChange[] | undefined;
}

/** One change, and what it does to whom. */
export interface Change extends RawChange {
  /**
   * The same for the same change of the same thing, such as `event-removed:checkout_completed`, and of no other change of
   * the same two plans.
   */
  readonly id: string;
  readonly level: Level;
  readonly effects: readonly ChangeEffect[];
  /** What looks like its other half, where something may have been renamed: the name of what is new. */
  readonly looksLike?: string | undefined;
}

export interface ChangeEffect {
  readonly audience: Audience;
  readonly level: Level;
  readonly sentence: string;
}

/**
 * The name of what a change is about. No two things of a plan have the same.
 *
 * @example nameOfSubject(…) // "checkout_completed.lines[].sku", "person:plan", "shared:tier", "group:organization"
 */
export function nameOfSubject(subject: Subject): string {
  switch (subject.kind) {
    case "event":
      return subject.name;
    case "plan":
    case "group":
    case "actor":
      return `${subject.kind}:${subject.name}`;
    case "ids":
      return subject.actor === undefined ? "identity:user_id" : `actor:${subject.actor}`;
    case "property":
      return nameOfProperty(subject.holder, subject.path);
    default:
      return subject satisfies never;
  }
}

function nameOfProperty(holder: Holder, path: readonly string[]): string {
  const way = path.join(".").replaceAll(".[]", "[]");
  if (holder.kind === "event" && way === "") return holder.name;
  switch (holder.kind) {
    case "event":
      return `${holder.name}.${way}`;
    case "group":
      return `group:${holder.name}.${way}`;
    case "person":
    case "shared":
      return `${holder.kind}:${way}`;
    default:
      return holder satisfies never;
  }
}

/** The id of a change. Kinds that one thing may undergo several times add what they are about after `#`. */
export function idOf({ kind, subject, edit }: RawChange): string {
  const isOfOneKey = kind.startsWith("limit-") || kind.endsWith("documentation-changed");
  const key =
    edit.kind === "set" ? (edit.item ?? (isOfOneKey ? yamlNameOf(edit.key) : undefined)) : undefined;
  return `${kind}:${nameOfSubject(subject)}${key === undefined ? "" : `#${key}`}`;
}

/**
 * A key of a plan as the plan's file has it.
 *
 * @example yamlNameOf("type.minLength") // "min_length"
 */
export function yamlNameOf(key: string): string {
  return key.replace(/^type\./u, "").replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
