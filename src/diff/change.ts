import type { Actor, IdForm } from "../plan/ids/identity.ts";
import type { Bundle, Group, PlanEvent } from "../plan/plan.ts";
import type { HolderKind, Pointer, Property } from "../plan/property.ts";
import type { Audience, Level } from "./table/effect.ts";
import type { ChangeKind } from "./table/kinds.ts";

/** The owner of a property, by name. Properties of an object are identified by their path. */
export type Holder =
  | { readonly kind: "event" | "bundle" | "group"; readonly name: string }
  | { readonly kind: Exclude<HolderKind, "event" | "bundle" | "group" | "object"> };

/**
 * What changed, by its new name; what was removed, by its old one. The path of a property leads from its holder through
 * objects, and through `[]` to the items of an array or a map.
 */
export type Subject =
  | { readonly kind: "plan" | "event" | "bundle" | "group" | "actor"; readonly name: string }
  /** The ids of people, or of an actor. */
  | { readonly kind: "ids"; readonly actor?: string | undefined }
  | { readonly kind: "property"; readonly holder: Holder; readonly path: readonly string[] };

/** A named entry of a list in the plan. */
export type Named = PlanEvent | Bundle | Group | Actor | Property;

/** What happened: enough to repeat it on the old plan. */
export type Edit =
  /** `after` is the name that it follows if order matters, or null at the start. */
  | { readonly kind: "add"; readonly value: Named; readonly after: string | null }
  | { readonly kind: "remove"; readonly value: Named }
  | { readonly kind: "rename"; readonly from: string; readonly to: string; readonly value: Named }
  /** A key has a new value. `item` leads to the entry if only one entry of a list changed. */
  | {
      readonly kind: "set";
      readonly key: string;
      readonly item?: readonly string[] | undefined;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly kind: "forms"; readonly before: readonly IdForm[]; readonly after: readonly IdForm[] }
  /** The properties of the subject are in a new order. */
  | { readonly kind: "reorder"; readonly before: readonly string[]; readonly after: readonly string[] };

/** One change, before its effects are known. */
export interface RawChange {
  readonly kind: ChangeKind;
  readonly subject: Subject;
  readonly edit: Edit;
  /** Its place in the new plan; for what was removed, the place of its parent. */
  readonly at: Pointer;
  /** Whether it affects nobody by itself: a planned event or a shared property. */
  readonly idle: boolean;
  /** Whether no caller passes the value: then no call can break. */
  readonly unpassed?: boolean | undefined;
  /** Whether its event is experimental, and so may change freely. */
  readonly experimental?: boolean | undefined;
  /** The same change in the properties that use this shared property. */
  readonly users?: readonly RawChange[] | undefined;
}

/** One change with its effects. */
export interface Change extends RawChange {
  /** Stable and unique within a comparison, such as `event-removed:checkout_completed`. */
  readonly id: string;
  readonly level: Level;
  readonly effects: readonly ChangeEffect[];
  /** Whether it is only safe because what it affects is experimental. */
  readonly experimental?: true | undefined;
  /** The new name, if it was possibly renamed. */
  readonly looksLike?: string | undefined;
}

export interface ChangeEffect {
  readonly audience: Audience;
  readonly level: Level;
  readonly sentence: string;
}

/**
 * The unique name of what changed.
 *
 * @example nameOfSubject(…) // "checkout_completed.lines[].sku", "person:plan", "shared:tier", "group:organization"
 */
export function nameOfSubject(subject: Subject): string {
  switch (subject.kind) {
    case "event":
      return nameOfSteps([subject.name]);
    case "plan":
    case "bundle":
    case "group":
    case "actor":
      return `${subject.kind}:${nameOfSteps([subject.name])}`;
    case "ids":
      return subject.actor === undefined ? "identity:user_id" : `actor:${nameOfSteps([subject.actor])}`;
    case "property":
      return nameOfProperty(subject.holder, subject.path);
    default:
      return subject satisfies never;
  }
}

function nameOfProperty(holder: Holder, path: readonly string[]): string {
  switch (holder.kind) {
    case "event":
      return nameOfSteps([holder.name, ...path]);
    case "bundle":
    case "group":
      return `${holder.kind}:${nameOfSteps([holder.name, ...path])}`;
    case "person":
    case "shared":
      return `${holder.kind}:${nameOfSteps(path)}`;
    default:
      return holder satisfies never;
  }
}

/**
 * Names that lead from one thing into another. A name that would be taken for several, or for the beginning or end of an id,
 * is in quotes.
 *
 * @example nameOfSteps(["signup:done", "lines", "[]", "net.total"]) // 'signup:done.lines[]."net.total"'
 */
export function nameOfSteps(steps: readonly string[]): string {
  const names = steps.map((step) => (step !== "[]" && AMBIGUOUS.test(step) ? JSON.stringify(step) : step));
  return names.join(".").replaceAll(".[]", "[]");
}

const AMBIGUOUS = /[.#="[\]]|^(?:plan|bundle|group|actor|identity|person|shared):/u;

/** The id of a change. Kinds that may apply to one subject several times add the key after `#`. */
export function idOf({ kind, subject, edit }: RawChange): string {
  const isOfOneKey = /^(?:limit-|definition-moved$)|documentation-changed$/u.test(kind);
  const key =
    edit.kind === "set"
      ? ((edit.item && nameOfSteps(edit.item)) ?? (isOfOneKey ? yamlNameOf(edit.key) : undefined))
      : undefined;
  return `${kind}:${nameOfSubject(subject)}${key === undefined ? "" : `#${key}`}`;
}

/**
 * A key as it is written in the plan file.
 *
 * @example yamlNameOf("type.minLength") // "min_length"
 */
export function yamlNameOf(key: string): string {
  return key.replace(/^type\./u, "").replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
