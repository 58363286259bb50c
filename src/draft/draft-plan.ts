import type { NewEvent, NewProperty } from "../edit/new-event.ts";

/**
 * A plan as far as somebody else's description of a product tells it, such as its code: plain data that no reader has checked,
 * with comments on what people have to decide.
 */
export interface DraftPlan {
  readonly description?: string | undefined;
  /** Sorted by name. */
  readonly events: readonly NewEvent[];
  /** Shared properties, sorted by name. A property of that name without a type is the shared one. */
  readonly properties: readonly NewProperty[];
  /** Sorted by name. Events take them by `with`. */
  readonly bundles: readonly DraftBundle[];
  readonly groups: readonly DraftGroup[];
  /** What is known of people. */
  readonly person: readonly NewProperty[];
  /** What the plan cannot say, and what people have to decide: sentences. */
  readonly open: readonly string[];
}

/** A named set of properties. */
export interface DraftBundle {
  readonly name: string;
  readonly description?: string | undefined;
  readonly properties: readonly NewProperty[];
}

/** A group type of PostHog. */
export interface DraftGroup {
  readonly name: string;
  readonly description?: string | undefined;
  /** The property that holds its key. */
  readonly key: string;
  readonly properties: readonly NewProperty[];
}
