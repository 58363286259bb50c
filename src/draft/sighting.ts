import type { Side } from "../plan/plan.ts";
import type { Shape } from "../audit/facts/shapes.ts";

/** What somebody saw of a product's events: a call in its code, or a message that it sent. */
export interface Sighting {
  /** Where it was seen, for people: `src/cart.ts:12`. */
  readonly place: string;
  readonly about:
    /** Names of events, any of which it can be. */
    | { readonly kind: "events"; readonly names: readonly string[]; readonly side: Side | undefined }
    | { readonly kind: "person" }
    | { readonly kind: "group"; readonly types: readonly string[] };
  /** The types of the groups that an event is sent to. */
  readonly groups: readonly string[];
  readonly properties: readonly SeenProperty[];
  /** What else it has, where that cannot be told. */
  readonly unknown: readonly string[];
  /** Whether it certainly reaches PostHog. */
  readonly sure: boolean;
}

export interface SeenProperty {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
}
