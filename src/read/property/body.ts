import type { PropertyBody } from "../../format/property-format.ts";
import type { Pointer } from "../../plan/pointer.ts";
import type { Intact } from "../intact.ts";

/** The keys of a property or an item, as far as they have the right shape. */
export type Body = Intact<PropertyBody>;

export type BodyKey = keyof PropertyBody;

/** A property's keys once `use` was followed, and which of them are its own. */
export interface ResolvedBody {
  readonly at: Pointer;
  readonly own: Body;
  /** Its own keys over those of the shared property that it takes. */
  readonly keys: Body;
  /** Name of the shared property that it takes. */
  readonly base?: string | undefined;
}

/** Whether a key is given and was not broken. `null` is a value. */
export function has(body: Body, key: BodyKey): boolean {
  return body[key] !== undefined;
}

/**
 * Whom to blame when keys of a property contradict each other or do not fit: the first of them that is its own.
 * Nothing when all came from the shared property, where the same fault is told.
 */
export function blame(body: ResolvedBody, ...keys: readonly BodyKey[]): Pointer | undefined {
  const key = keys.find((candidate) => Object.hasOwn(body.own, candidate));
  return key === undefined ? undefined : [...body.at, key];
}

/** Properties by name, in the author's order. `null`: the shared property of the name; `undefined`: broken. */
export type Bodies = { readonly [name: string]: Body | null | undefined };
