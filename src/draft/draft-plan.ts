import type { NewEvent, NewProperty } from "../edit/new-event.ts";

/**
 * A plan as far as somebody else's description of a product tells it, such as its code: plain data that no reader has checked,
 * with comments on what people have to decide.
 */
export interface DraftPlan {
  /** Sorted by name. */
  readonly events: readonly NewEvent[];
  /** Shared properties, sorted by name. */
  readonly properties: readonly NewProperty[];
  readonly groups: readonly DraftGroup[];
  /** What is known of people. */
  readonly person: readonly NewProperty[];
  /** What the plan cannot say, and what people have to decide: sentences. */
  readonly open: readonly string[];
}

/** A group type of PostHog. */
export interface DraftGroup {
  readonly name: string;
  /** The property that holds its key. */
  readonly key: string;
  readonly properties: readonly NewProperty[];
}
