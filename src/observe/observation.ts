import type { ObservedCode } from "../diagnostics/codes/observed-codes.ts";
import type { ReceivedEvent } from "../endpoint/received.ts";
import type { Side } from "../plan/plan.ts";

/** An event that arrived, and how it stands to the plan. */
export interface Observation {
  readonly event: ReceivedEvent;
  /** Of the SDK that sent it; undefined where its name tells no side. */
  readonly side: Side | undefined;
  /** The SDK's name for itself, such as `posthog-node` or `web`. */
  readonly sdk: string | undefined;
  readonly kind:
    /** PostHog's own, such as `$pageview`: a plan does not list them. */
    "posthog" | "planned" | "unplanned";
  /** The name of the event of the plan, which may have arrived under its former name. */
  readonly planned: string | undefined;
  /** What is wrong with it, in the order of the checks. */
  readonly faults: readonly Fault[];
}

/** One thing that is wrong with an event that arrived. */
export interface Fault {
  readonly code: ObservedCode;
  /** In one sentence with a full stop. */
  readonly message: string;
  /** The fix for this very event, where there is one beside the code's. */
  readonly hint?: string | undefined;
  /** The property that it is about, and what is inside of it. */
  readonly path?: readonly (string | number)[] | undefined;
}
