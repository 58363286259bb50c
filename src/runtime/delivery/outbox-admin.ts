/**
 * What people and monitors do with an outbox. Methods reject with an error whose message says why, in a sentence without data of events,
 * while the store cannot be used.
 */
export interface OutboxAdmin {
  /** What is in the store, by plan. */
  counts(): Promise<readonly PlanCounts[]>;
  /** The oldest events that match, at most so many. */
  list(options: EventFilter & ListOptions): Promise<readonly ListedEvent[]>;
  /** Lets parked events be sent again. Gives how many. */
  retryParked(): Promise<number>;
  /**
   * Deletes the events that match, also those that a process is about to send, which may still send them. Gives how many.
   *
   * @param filter - has at least one condition
   */
  drop(filter: EventFilter): Promise<number>;
}

export interface PlanCounts {
  readonly plan: string;
  /** Events that are still to be sent. */
  readonly waiting: number;
  readonly parked: number;
  /** Age of the oldest event that is still to be sent, in seconds; 0 without any. */
  readonly oldestSeconds: number;
}

/** All conditions that are given hold. */
export interface EventFilter {
  readonly isParked?: true | undefined;
  /** Who sent it. */
  readonly distinctId?: string | undefined;
}

interface ListOptions {
  readonly limit: number;
  /** Whether the events have their bodies. */
  readonly hasBody: boolean;
}

/** An event as it is in the store. */
export interface ListedEvent {
  readonly plan: string;
  readonly uuid: string;
  readonly event: string;
  readonly distinctId: string;
  readonly writtenAt: Date;
  /** A claimed event is about to be sent. */
  readonly state: "waiting" | "claimed" | "parked";
  /** Why it is parked. */
  readonly reason?: string | undefined;
  /** The message as JSON. */
  readonly body?: string | undefined;
}
