import { GROUP_IDENTIFY, type Message } from "../message.ts";
import type { MessageCounts, TrackerStats } from "../stats.ts";
import { Flushes, type FlushRequest, Wait } from "./flushes.ts";
import { type DurableMessages, MAX_ROWS, type Stored } from "./durable-messages.ts";
import { MemoryStore, type RequestBounds } from "./memory-store.ts";
import {
  MAX_MESSAGE_BYTES,
  type MessageState,
  type Outcome,
  type QueuedMessage,
  weigh,
} from "./queued-message.ts";
import { RecentUuids } from "./recent-uuids.ts";
import { Tally } from "./tally.ts";
import type { Timing } from "./timing.ts";

/** What sends the messages of a queue. */
export interface Sender {
  /** Prepares to send. Never rejects; `false` when nothing can be sent. */
  ready(): Promise<boolean>;
  /** A message was accepted. Returns at once and never throws. */
  notify(message: QueuedMessage): void;
  /** Durable messages were accepted. Returns at once and never throws. */
  notifyStored?(): void;
  /** Sends queued messages now, because a caller waits for them. */
  hurry(): void;
  /** Stops sending, without waiting for the request in flight. */
  stop(): void;
  /** Begins no further request, and waits for those under way. Never rejects. */
  drain?(): Promise<void>;
  /** Resumes sending after `stop()`. */
  restart(): void;
}

/** Fewest messages that are claimed at once, so that a few that wait to be sent again do not make each request small. */
const MIN_CLAIM = 125;

/** Why a call is refused by a queue that is closed. */
type Closed = "posthog_node_missing" | "shut_down";

/** Why a queue accepts no messages. */
type ClosingReason = "shut_down" | "process_ended" | "posthog_node_missing";

interface QueueParts {
  readonly sender: Sender;
  /** Limits of the queue; see the tracker options of the same names. */
  readonly bounds: { readonly maxQueueMessages: number; readonly maxQueueBytes: number };
  readonly timing: Timing;
  /** Where durable messages go; absent without an outbox. */
  readonly durable?: DurableMessages | undefined;
  /** Called once per message, with its outcome. */
  readonly onOutcome: (message: QueuedMessage, outcome: Outcome) => void;
  /** Called when nothing is left to send. */
  readonly onIdle?: () => void;
  /** Called when the queue closes. `isHasty`: the process exited without a flush. */
  readonly onClosed: (counts: QueueCounts, isHasty: boolean) => void;
}

export type QueueCounts = Pick<TrackerStats, "events" | "groupUpdates" | "waitingBytes" | "durable">;

/**
 * Keeps every accepted message until it has an outcome, and is the only place that knows its state. Counts, flushes, capacity and
 * duplicates follow from that state. A tracker adds messages, a sender takes them out.
 */
export class MessageQueue {
  readonly #parts: QueueParts;
  readonly #store = new MemoryStore();
  readonly #events = new Tally();
  readonly #groupUpdates = new Tally();
  readonly #claims = new Tally();
  readonly #recent = new RecentUuids();
  readonly #flushes: Flushes;
  readonly #waitsForCapacity = new Set<Wait>();
  /** The flushes that are over when all claimed messages have an outcome. */
  #draining: readonly object[] = [];
  #last = 0;
  #waitingBytes = 0;
  #closedBy: ClosingReason | undefined;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#flushes = new Flushes(parts.timing);
  }

  /** Number of messages in the queue so far, which is the number of the last one. */
  get last(): number {
    return this.#last;
  }

  /** Number of messages accepted so far, durable ones among them. */
  get accepted(): number {
    return this.#last - this.#claims.total + (this.#parts.durable?.accepted ?? 0);
  }

  /** Whether nothing is left to do for it. */
  get isIdle(): boolean {
    return this.waiting === 0 && (this.#parts.durable?.isIdle ?? true);
  }

  /** Number of messages without an outcome. Durable ones count while they are claimed. */
  get waiting(): number {
    return this.#events.waiting + this.#groupUpdates.waiting + this.#claims.waiting;
  }

  /** How many of these are in no request. */
  get queued(): number {
    return this.#events.queued + this.#groupUpdates.queued + this.#claims.queued;
  }

  counts(): QueueCounts {
    const { durable } = this.#parts;
    return {
      events: this.#events.counts(),
      groupUpdates: this.#groupUpdates.counts(),
      waitingBytes: this.#waitingBytes,
      ...(durable && { durable: { ...durable.counts(), ...this.#claims.claims() } }),
    };
  }

  // For the tracker.

  /** Whether a keyed message with this uuid is pending or was delivered recently. */
  has(uuid: string): boolean {
    return this.#recent.has(uuid);
  }

  /** Why these messages cannot be accepted now. */
  refusalOf(messages: readonly Message[]): "queue_full" | Closed | undefined {
    if (this.#closedBy !== undefined) return this.#whyClosed();
    const { maxQueueMessages, maxQueueBytes } = this.#parts.bounds;
    if (this.#events.waiting + this.#groupUpdates.waiting + messages.length > maxQueueMessages) {
      return "queue_full";
    }
    const room = maxQueueBytes - this.#waitingBytes;
    if (room >= messages.length * MAX_MESSAGE_BYTES) return undefined;
    const bytes = messages.reduce((sum, message) => sum + weigh(message), 0);
    return bytes > room ? "queue_full" : undefined;
  }

  /** Accepts a message. Returns at once and never throws. */
  accept(message: Message, isKeyed: boolean): void {
    const queued = this.#add(message);
    this.#waitingBytes += queued.bytes;
    if (isKeyed) this.#recent.add(message.uuid);
    this.#parts.sender.notify(queued);
  }

  /** Whether there is an outbox for durable messages. */
  get isDurable(): boolean {
    return this.#parts.durable !== undefined;
  }

  /** Writes the messages of a durable event to the outbox, all or none. Returns at once and never throws. */
  store(messages: readonly Message[], isKeyed: boolean): Stored | { readonly refused: Closed } {
    const { durable, sender } = this.#parts;
    // Without posthog-node, a process that has it will send them.
    const isClosed = this.#closedBy !== undefined && this.#closedBy !== "posthog_node_missing";
    if (isClosed || durable === undefined) return { refused: this.#whyClosed() };
    const stored = durable.write(messages, isKeyed);
    if ("fresh" in stored && stored.fresh.length > 0) sender.notifyStored?.();
    return stored;
  }

  /** See {@link Sender.ready}. */
  ready(): Promise<boolean> {
    return this.#parts.sender.ready();
  }

  /** Waits until half of the queue is free, or for so many milliseconds. Never rejects; `false` when there is no capacity. */
  async waitForCapacity(timeoutMs: number): Promise<boolean> {
    if (this.#hasCapacity()) return true;
    const wait = new Wait(timeoutMs, this.#parts.timing);
    this.#waitsForCapacity.add(wait);
    await wait.over;
    this.#waitsForCapacity.delete(wait);
    return this.#hasCapacity();
  }

  /** Sends all pending messages, and returns their counts once each has an outcome or the time is over. Never rejects. */
  async flush(request: FlushRequest): Promise<MessageCounts> {
    const { durable, sender } = this.#parts;
    const tally = new Tally({
      queued: this.#events.queued + this.#groupUpdates.queued,
      inFlight: this.#events.inFlight + this.#groupUpdates.inFlight,
    });
    const isDraining = durable !== undefined && this.#closedBy === undefined;
    const flushed = this.#flushes.wait(request, this.#last, tally, isDraining);
    if (tally.waiting > 0 || isDraining) sender.hurry();
    if (!isDraining) return flushed;
    const counts = await flushed;
    await durable.idle();
    return counts;
  }

  /** Flushes and closes. A second call can only shorten the time. Never rejects. */
  async shutdown(timeoutMs: number): Promise<void> {
    // Closing gives every message an outcome, which also ends the flushes of earlier calls that have more time.
    await this.flush({ timeoutMs });
    this.close("shut_down");
    await this.#parts.durable?.idle();
  }

  /** Closes once the requests under way have their answers. What is claimed and not sent is released. Never rejects. */
  async retire(): Promise<void> {
    await this.#parts.sender.drain?.();
    this.close("shut_down");
    await this.#parts.durable?.idle();
  }

  /** Forgets delivered uuids, so that a repeat counts as new. */
  forgetDelivered(): void {
    this.#recent.clear();
  }

  // For the sender.

  /** The next messages for a request, up to the given number. */
  next(bounds: RequestBounds): readonly QueuedMessage[] {
    return this.#store.next(bounds, this.#parts.timing.now());
  }

  /**
   * Claims durable messages to send, if the queue has room for them. Never rejects; a promise only where the outbox needs one.
   */
  claim(): void | Promise<void> {
    const { durable } = this.#parts;
    const limit = Math.min(this.#claimRoom, MAX_ROWS);
    if (durable === undefined || limit < MIN_CLAIM || this.#closedBy !== undefined) return;
    const flushes = this.#flushes.open;
    const add = (claimed: Awaited<ReturnType<DurableMessages["claim"]>>): void => {
      for (const { id, message, isKeyed } of claimed) this.#add(message, { id, isKeyed });
      this.#draining = durable.isDrained ? flushes : [];
      this.#endDrained();
      if (this.isIdle) this.#parts.onIdle?.();
    };
    const claimed = durable.claim(limit);
    return claimed instanceof Promise ? claimed.then(add) : add(claimed);
  }

  /** Whether the next claim will find something. */
  get mayClaimMore(): boolean {
    return this.#parts.durable?.mayHaveMore === true && this.#claimRoom >= MIN_CLAIM;
  }

  /** When the next message may be sent, on the clock of `Timing`; `undefined` when none is queued. */
  get nextReadyAt(): number | undefined {
    return this.#store.nextReadyAt(this.#parts.timing.now());
  }

  /** A request with these messages is being sent. */
  sending(messages: readonly QueuedMessage[]): void {
    for (const message of messages) {
      message.attempts += 1;
      this.#move(message, "inFlight");
    }
  }

  /** Queues messages again, to be sent at once or from a moment on. */
  putBack(messages: readonly QueuedMessage[], readyAt = 0): void {
    this.#parts.durable?.survived(messages.flatMap(({ claim }) => claim?.id ?? []));
    for (const message of messages) {
      message.readyAt = readyAt;
      this.#move(message, "queued");
    }
  }

  /** Queues all in-flight messages again, because their request will never end. PostHog may have them. */
  putBackInFlight(): void {
    const messages = this.#store.all().filter(({ state }) => state === "inFlight");
    for (const message of messages) message.mayHaveArrived = true;
    this.putBack(messages);
  }

  /** Records the final outcome of a message. A store parks what is unknown like what is lost. */
  settle(message: QueuedMessage, of: Outcome): void {
    const { claim } = message;
    const outcome: Outcome = claim !== undefined && of.kind === "unknown" ? { ...of, kind: "lost" } : of;
    if (claim === undefined) {
      this.#waitingBytes -= message.bytes;
      this.#recent.settle(message.message.uuid, outcome.kind === "delivered");
    } else {
      if (claim.isKeyed && outcome.kind === "delivered") this.#recent.addDelivered(message.message.uuid);
      this.#parts.durable?.conclude(claim.id, outcome);
    }
    this.#move(message, outcome.kind, outcome);
    this.#store.end();
    if (claim !== undefined) this.#endDrained();
    this.#parts.onOutcome(message, outcome);
    if (this.isIdle) this.#parts.onIdle?.();
    if (this.#waitsForCapacity.size === 0 || !this.#hasCapacity()) return;
    for (const wait of this.#waitsForCapacity) wait.end();
  }

  /** Records a message as lost, or as unknown where an earlier request may have delivered it. */
  giveUp(message: QueuedMessage, reason: string): void {
    this.settle(message, { kind: message.mayHaveArrived ? "unknown" : "lost", reason });
  }

  /** The longest pause that open flushes allow now, in milliseconds. */
  pauseLimit(): number {
    return this.#flushes.pauseLimit(this.#parts.timing.shortestPauseMs);
  }

  /** A pause was cut short for the open flushes; each gets that once. */
  useExtraAttempt(): void {
    this.#flushes.useExtraAttempt();
  }

  /** Records all pending messages as lost or unknown, and accepts no more. */
  close(reason: ClosingReason, isHasty = false): void {
    const isEnded = this.#closedBy !== undefined && this.#closedBy !== "posthog_node_missing";
    if (isEnded) return;
    this.#closedBy ??= reason;
    this.#parts.sender.stop();
    for (const message of this.#store.all()) {
      message.mayHaveArrived ||= message.state === "inFlight";
      if (message.claim === undefined) this.giveUp(message, reason);
      else this.settle(message, { kind: "released" });
    }
    for (const wait of this.#waitsForCapacity) wait.end();
    if (reason === "posthog_node_missing") return;
    this.#closedBy = reason;
    this.#parts.durable?.close(reason, reason === "shut_down");
    this.#parts.onClosed(this.counts(), isHasty);
    this.#parts.onIdle?.();
  }

  /** Accepts messages again, if it closed because the process was about to end. */
  reopen(): boolean {
    if (this.#closedBy !== "process_ended") return false;
    this.#closedBy = undefined;
    this.#parts.sender.restart();
    return true;
  }

  /** How many more rows it may claim: as many as fit into the requests that there can be at once. */
  get #claimRoom(): number {
    return MAX_ROWS * (this.#parts.durable?.concurrency ?? 1) - this.#claims.waiting;
  }

  /** Ends the flushes for which the outbox has nothing left. */
  #endDrained(): void {
    if (this.#claims.waiting === 0) this.#flushes.drained(this.#draining);
  }

  #whyClosed(): Closed {
    return this.#closedBy === "posthog_node_missing" ? this.#closedBy : "shut_down";
  }

  #add(message: Message, claim?: QueuedMessage["claim"]): QueuedMessage {
    this.#last += 1;
    const queued: QueuedMessage = {
      message,
      claim,
      bytes: weigh(message),
      number: this.#last,
      state: "queued",
      attempts: 0,
      mayHaveArrived: false,
      readyAt: 0,
    };
    this.#tallyOf(queued).add();
    this.#store.add(queued);
    return queued;
  }

  #move(message: QueuedMessage, state: MessageState, outcome?: Outcome): void {
    const from = message.state;
    message.state = state;
    this.#tallyOf(message).move(message, from, outcome);
    this.#flushes.move(message, from, outcome);
  }

  #tallyOf({ message, claim }: QueuedMessage): Tally {
    if (claim !== undefined) return this.#claims;
    return message.event === GROUP_IDENTIFY ? this.#groupUpdates : this.#events;
  }

  #hasCapacity(): boolean {
    const { maxQueueMessages, maxQueueBytes } = this.#parts.bounds;
    const waiting = this.#events.waiting + this.#groupUpdates.waiting;
    return waiting * 2 <= maxQueueMessages && this.#waitingBytes * 2 <= maxQueueBytes;
  }
}
