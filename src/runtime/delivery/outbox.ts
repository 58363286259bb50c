import { GROUP_IDENTIFY, type Message } from "../message.ts";
import type { MessageCounts, TrackerStats } from "../stats.ts";
import { Flushes, type FlushRequest, Wait } from "./flushes.ts";
import { MemoryStore } from "./memory-store.ts";
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

/** What sends the messages of an outbox. */
export interface Sender {
  /** Makes ready to send. Never rejects; `false` when nothing can be sent. */
  ready(): Promise<boolean>;
  /** A message was accepted. Returns at once and never throws. */
  notify(message: QueuedMessage): void;
  /** Somebody waits for what is queued. */
  hurry(): void;
  /** Sends nothing any more. What is in flight is not waited for. */
  stop(): void;
  /** Sends again. */
  restart(): void;
}

/** Why an outbox takes nothing. */
export type ClosingReason = "shut_down" | "process_ended" | "posthog_node_missing";

export interface OutboxParts {
  readonly sender: Sender;
  /** How many messages may wait, and how many characters of JSON. */
  readonly bounds: { readonly maxQueueMessages: number; readonly maxQueueBytes: number };
  readonly timing: Timing;
  /** Told of what became of a message, once for each. */
  readonly onOutcome: (message: QueuedMessage, outcome: Outcome) => void;
  /** Told when it was closed for good, or until the process is found to live on. `isHasty`: nobody waited for what is left. */
  readonly onClosed: (counts: OutboxCounts, isHasty: boolean) => void;
}

export type OutboxCounts = Pick<TrackerStats, "events" | "groupUpdates" | "waitingBytes">;

/**
 * All that was accepted and has not ended: the one place that knows where a message is. Counts, flushes, room and what counts as a
 * repeat follow from it. A tracker puts messages in, a sender takes them.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #store = new MemoryStore();
  readonly #events = new Tally();
  readonly #groupUpdates = new Tally();
  readonly #recent = new RecentUuids();
  readonly #flushes: Flushes;
  readonly #waitsForCapacity = new Set<Wait>();
  #accepted = 0;
  #waitingBytes = 0;
  #closedBy: ClosingReason | undefined;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#flushes = new Flushes(parts.timing);
  }

  /** How many messages were accepted so far: the number of the last one. */
  get accepted(): number {
    return this.#accepted;
  }

  /** How many have not ended. */
  get waiting(): number {
    return this.#events.waiting + this.#groupUpdates.waiting;
  }

  /** How many of these are in no request. */
  get queued(): number {
    return this.#events.queued + this.#groupUpdates.queued;
  }

  counts(): OutboxCounts {
    return {
      events: this.#events.counts(),
      groupUpdates: this.#groupUpdates.counts(),
      waitingBytes: this.#waitingBytes,
    };
  }

  // For the tracker.

  /** Whether a keyed message with this uuid waits, or was delivered not long ago. */
  has(uuid: string): boolean {
    return this.#recent.has(uuid);
  }

  /** Why these messages cannot be taken now. */
  refusalOf(messages: readonly Message[]): "queue_full" | "posthog_node_missing" | "shut_down" | undefined {
    if (this.#closedBy !== undefined)
      return this.#closedBy === "process_ended" ? "shut_down" : this.#closedBy;
    const { maxQueueMessages, maxQueueBytes } = this.#parts.bounds;
    if (this.waiting + messages.length > maxQueueMessages) return "queue_full";
    const room = maxQueueBytes - this.#waitingBytes;
    if (room >= messages.length * MAX_MESSAGE_BYTES) return undefined;
    const bytes = messages.reduce((sum, message) => sum + weigh(message), 0);
    return bytes > room ? "queue_full" : undefined;
  }

  /** Takes a message. Returns at once and never throws. */
  accept(message: Message, isKeyed: boolean): void {
    const bytes = weigh(message);
    this.#accepted += 1;
    const number = this.#accepted;
    const queued: QueuedMessage = {
      message,
      bytes,
      number,
      state: "queued",
      attempts: 0,
      mayHaveArrived: false,
      readyAt: 0,
    };
    this.#waitingBytes += bytes;
    this.#tallyOf(queued).add();
    this.#store.add(queued);
    if (isKeyed) this.#recent.add(message.uuid);
    this.#parts.sender.notify(queued);
  }

  /** See {@link Sender.ready}. */
  ready(): Promise<boolean> {
    return this.#parts.sender.ready();
  }

  /** Waits until half of it is free, or for so many milliseconds. Never rejects; `false` when there is no room. */
  async waitForCapacity(timeoutMs: number): Promise<boolean> {
    if (this.#hasCapacity()) return true;
    const wait = new Wait(timeoutMs, this.#parts.timing);
    this.#waitsForCapacity.add(wait);
    await wait.over;
    this.#waitsForCapacity.delete(wait);
    return this.#hasCapacity();
  }

  /** Has everything sent that waits, and tells what became of it within the time. Never rejects. */
  async flush(request: FlushRequest): Promise<MessageCounts> {
    const inFlight = this.waiting - this.queued;
    const tally = new Tally({ queued: this.queued, inFlight });
    const flushed = this.#flushes.wait(request, this.#accepted, tally);
    if (tally.waiting > 0) this.#parts.sender.hurry();
    return flushed;
  }

  /** Sends what it can within the time, and counts what is left. Called again, it may only end sooner. Never rejects. */
  async shutdown(timeoutMs: number): Promise<void> {
    // It ends in time; closing ends the flushes of earlier calls that have more time.
    await this.flush({ timeoutMs });
    this.close("shut_down");
  }

  /** Forgets what was delivered, so that a repeat of it is new. */
  forgetDelivered(): void {
    this.#recent.clear();
  }

  // For the sender.

  /** The next messages that may be sent, up to the one of a number, within the bounds of a request. */
  next(bounds: {
    readonly messages: number;
    readonly bytes: number;
    readonly last: number;
  }): readonly QueuedMessage[] {
    return this.#store.next(bounds, this.#parts.timing.now());
  }

  /** When the next message may be sent, on the clock of `Timing`; `undefined` when none is queued. */
  get nextReadyAt(): number | undefined {
    return this.#store.nextReadyAt(this.#parts.timing.now());
  }

  /** A request with these is on its way. */
  sending(messages: readonly QueuedMessage[]): void {
    for (const message of messages) {
      message.attempts += 1;
      this.#move(message, "inFlight");
    }
  }

  /** These are to be sent again: at once, or from a moment on. */
  putBack(messages: readonly QueuedMessage[], readyAt = 0): void {
    for (const message of messages) {
      message.readyAt = readyAt;
      this.#move(message, "queued");
    }
  }

  /** What is in flight is in a request that never ends. PostHog may have it, and it is to be sent again. */
  putBackInFlight(): void {
    const messages = this.#store.all().filter(({ state }) => state === "inFlight");
    for (const message of messages) message.mayHaveArrived = true;
    this.putBack(messages);
  }

  /** What became of a message. */
  settle(message: QueuedMessage, outcome: Outcome): void {
    this.#waitingBytes -= message.bytes;
    this.#recent.settle(message.message.uuid, outcome.kind === "delivered");
    this.#move(message, outcome.kind, outcome);
    this.#store.end();
    this.#parts.onOutcome(message, outcome);
    if (this.#waitsForCapacity.size === 0 || !this.#hasCapacity()) return;
    for (const wait of this.#waitsForCapacity) wait.end();
  }

  /** A message is lost, but where an earlier request may have brought it to PostHog. */
  giveUp(message: QueuedMessage, reason: string): void {
    this.settle(message, { kind: message.mayHaveArrived ? "unknown" : "lost", reason });
  }

  /** How long a pause of our own may last at most now, in milliseconds: somebody may wait for what is queued. */
  pauseLimit(): number {
    return this.#flushes.pauseLimit(this.#parts.timing.shortestPauseMs);
  }

  /** A pause was cut short for those who wait. */
  useExtraAttempt(): void {
    this.#flushes.useExtraAttempt();
  }

  /** Gives up all that is left, and takes nothing any more. What has not ended is counted by how much is known of it. */
  close(reason: ClosingReason, isHasty = false): void {
    const isEnded = this.#closedBy !== undefined && this.#closedBy !== "posthog_node_missing";
    if (isEnded) return;
    this.#closedBy ??= reason;
    this.#parts.sender.stop();
    for (const message of this.#store.all()) {
      message.mayHaveArrived ||= message.state === "inFlight";
      this.giveUp(message, reason);
    }
    for (const wait of this.#waitsForCapacity) wait.end();
    if (reason === "posthog_node_missing") return;
    this.#closedBy = reason;
    this.#parts.onClosed(this.counts(), isHasty);
  }

  /** Takes messages again: the process was to end, and lives on. */
  reopen(): boolean {
    if (this.#closedBy !== "process_ended") return false;
    this.#closedBy = undefined;
    this.#parts.sender.restart();
    return true;
  }

  #move(message: QueuedMessage, state: MessageState, outcome?: Outcome): void {
    const from = message.state;
    message.state = state;
    this.#tallyOf(message).move(message, from, outcome);
    this.#flushes.move(message, from, outcome);
  }

  #tallyOf({ message }: QueuedMessage): Tally {
    return message.event === GROUP_IDENTIFY ? this.#groupUpdates : this.#events;
  }

  #hasCapacity(): boolean {
    const { maxQueueMessages, maxQueueBytes } = this.#parts.bounds;
    return this.waiting * 2 <= maxQueueMessages && this.#waitingBytes * 2 <= maxQueueBytes;
  }
}
