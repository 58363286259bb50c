import type { EventDefinition, ParsedId, PlanContract } from "../definition.ts";
import type { EventOptions, GroupOptions, PersonOptions } from "../options.ts";
import type { Refusal } from "../refusal.ts";
import type { MessageCounts, TrackerStats } from "../stats.ts";
import type { CapacityOptions, FlushOptions, ShutdownOptions, Tracker } from "../tracker.ts";

/** A call of an event's helper. */
export interface EventCall {
  readonly definition: EventDefinition;
  readonly user: string | ParsedId;
  readonly properties: object;
  readonly options: EventOptions | undefined;
}

/** A tracker that takes values with a call. */
interface ValueTracker extends Tracker<object> {
  /** @param values - what is given for events besides, the outermost first */
  trackWith(values: readonly unknown[], call: EventCall): boolean;
}

/** A tracker with values for its events. Everything else it shares with the tracker that it was made of. */
export class BoundTracker implements Tracker<object> {
  readonly #tracker: ValueTracker;
  /** The outermost first. */
  readonly #values: readonly unknown[];

  constructor(tracker: ValueTracker, values: readonly unknown[]) {
    this.#tracker = tracker;
    this.#values = values;
  }

  with(common: object): Tracker<object> {
    return new BoundTracker(this.#tracker, [...this.#values, common]);
  }

  track(
    definition: EventDefinition,
    user: string | ParsedId,
    properties: object,
    options?: EventOptions,
  ): boolean {
    return this.#tracker.trackWith(this.#values, { definition, user, properties, options });
  }

  identify(
    plan: PlanContract,
    user: string | ParsedId,
    properties: object,
    options?: PersonOptions,
  ): boolean {
    return this.#tracker.identify(plan, user, properties, options);
  }

  groupIdentify(
    plan: PlanContract,
    type: string,
    key: string,
    properties: object,
    options?: GroupOptions,
  ): boolean {
    return this.#tracker.groupIdentify(plan, type, key, properties, options);
  }

  refuse(refusal: Refusal): boolean {
    return this.#tracker.refuse(refusal);
  }

  ready(): Promise<boolean> {
    return this.#tracker.ready();
  }

  flush(options?: FlushOptions): Promise<MessageCounts> {
    return this.#tracker.flush(options);
  }

  waitForCapacity(options?: CapacityOptions): Promise<boolean> {
    return this.#tracker.waitForCapacity(options);
  }

  shutdown(options?: ShutdownOptions): Promise<MessageCounts> {
    return this.#tracker.shutdown(options);
  }

  stats(): TrackerStats {
    return this.#tracker.stats();
  }
}
