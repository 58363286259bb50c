import type { Message } from "../message.ts";
import type { Answer, Exception } from "./answer.ts";
import type { Entry, Outcome } from "./entry.ts";
import type { Ledger } from "./ledger.ts";
import type { MessageQueue } from "./message-queue.ts";
import { pauseAfter, type Timing } from "./timing.ts";
import type { Transport } from "./transport.ts";

/** Most messages of one request, and about as many characters of JSON. A single message may be larger. */
const MAX_REQUEST = { messages: 250, bytes: 1_000_000 };

/** How often PostHog may ask for one message again while it takes others. */
const MAX_SINGLE_RETRIES = 10;

/** Single messages that were refused since anything was taken; after so many it is not the messages that are at fault. */
const MAX_REFUSED_IN_A_ROW = 20;

/** Requests that were taken before a larger one is tried again, after one was too large. */
const TAKEN_BEFORE_GROWTH = 10;

export interface SenderParts {
  readonly queue: MessageQueue;
  readonly transport: Transport;
  readonly ledger: Ledger;
  readonly timing: Timing;
  /** Told of each answer but success, before what follows from it. */
  readonly onTrouble: (answer: Answer, entries: readonly Entry[]) => void;
  /** Told of messages that will be sent again, and when. */
  readonly onRetry: (entries: readonly Entry[], cause: string, pauseMs: number) => void;
  /** Told after each request, when its messages have ended or wait again. */
  readonly onProgress: () => void;
  /** How long a pause may be at most now, in milliseconds: somebody may wait for what is queued. */
  readonly pauseLimit: () => number;
}

/**
 * Sends what is queued, one request at a time, and decides what becomes of the messages of each: they ended, they wait for a while,
 * or the request is divided, so that one message at fault harms only itself.
 */
export class Sender {
  readonly #parts: SenderParts;
  #running = false;
  #isClosed = false;
  #inFlight: readonly Entry[] = [];
  /** Parts of requests that were refused as a whole, the next one last. */
  #halves: (readonly Entry[])[] = [];
  #timer: { readonly at: number; readonly handle: ReturnType<typeof setTimeout> } | undefined;
  /** When the last pause began and how long it is to be. */
  #pause = { from: 0, ms: 0 };
  #failures = 0;
  #refusedInARow = 0;
  /** Most messages of a request now: fewer after one was too large. */
  #most = MAX_REQUEST.messages;
  #takenInARow = 0;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Sends what is queued after so many milliseconds, or sooner where that was asked for before. */
  wake(delayMs: number): void {
    const { now } = this.#parts.timing;
    const at = now() + delayMs;
    if (this.#isClosed || (this.#timer !== undefined && this.#timer.at <= at)) return;
    if (this.#timer !== undefined) clearTimeout(this.#timer.handle);
    const handle = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, delayMs);
    // The end of the process waits for what is queued where it is to be waited for.
    handle.unref?.();
    this.#timer = { at, handle };
  }

  /** Stops. What has not ended is counted by how much is known of it. */
  close(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#timer !== undefined) clearTimeout(this.#timer.handle);
    const { queue, ledger, transport } = this.#parts;
    const [inFlight, halves] = [this.#inFlight, this.#halves.toReversed().flat()];
    [this.#inFlight, this.#halves] = [[], []];
    ledger.returned(inFlight);
    for (const entry of inFlight) entry.mayHaveArrived = true;
    transport.close();
    for (const entry of [...inFlight, ...halves, ...queue.clear()]) this.#giveUp(entry, reason);
  }

  /**
   * Leaves off for a while: no request begins, and one without an answer ends, unless the answer comes at once. For a process
   * that has nothing else to do and is to end; should it live on, the messages are sent again.
   */
  rest(): void {
    const { timing, transport } = this.#parts;
    this.#pause = { from: timing.now(), ms: timing.longestPauseMs };
    const underWay = this.#inFlight;
    if (underWay.length === 0) return;
    // What was refused is known not to have arrived; what was interrupted is not.
    setTimeout(() => {
      if (this.#inFlight === underWay) transport.interrupt();
    }, timing.shortestPauseMs);
  }

  /** Somebody waits for what is queued: what may be sent later is sent now. */
  hurry(): void {
    this.#parts.queue.hurry();
    this.wake(0);
  }

  async #run(): Promise<void> {
    if (this.#running || this.#isClosed) return;
    this.#running = true;
    await this.#sendQueued();
    this.#running = false;
  }

  async #sendQueued(): Promise<void> {
    const { queue, transport, timing } = this.#parts;
    if (!(await transport.ready())) this.close("posthog_node_missing");
    while (!this.#isClosed) {
      const pauseLeft = this.#pauseLeft();
      const batch =
        pauseLeft > 0
          ? []
          : (this.#halves.pop() ?? queue.take({ ...MAX_REQUEST, messages: this.#most }, timing.now()));
      if (batch.length === 0) {
        this.#sleep(pauseLeft);
        return;
      }
      await this.#deliver(batch);
    }
  }

  #pauseLeft(): number {
    const { timing, pauseLimit } = this.#parts;
    return this.#pause.from + Math.min(this.#pause.ms, pauseLimit()) - timing.now();
  }

  /** Wakes up when there is something to do again. */
  #sleep(pauseLeft: number): void {
    const { queue, timing } = this.#parts;
    const next = queue.nextReadyAt;
    if (pauseLeft > 0) this.wake(pauseLeft);
    else if (next !== undefined) this.wake(next - timing.now());
  }

  async #deliver(entries: readonly Entry[]): Promise<void> {
    const { ledger, transport, onProgress } = this.#parts;
    this.#inFlight = entries;
    ledger.sending(entries);
    const attempted = await transport.send(entries.map(({ message }) => message));
    if (this.#isClosed) return;
    this.#inFlight = [];
    ledger.returned(entries);
    const byMessage = new Map<Message, Entry>(entries.map((entry) => [entry.message, entry]));
    for (const { messages, answer } of attempted) {
      this.#conclude(
        messages.map((message) => byMessage.get(message) as Entry),
        answer,
      );
    }
    onProgress();
  }

  #conclude(entries: readonly Entry[], answer: Answer): void {
    if (answer.kind !== "taken") this.#parts.onTrouble(answer, entries);
    switch (answer.kind) {
      case "taken":
        this.#take(entries, answer.except, answer.retryAfterMs);
        break;
      case "unclear":
        for (const entry of entries) this.#settle(entry, { kind: "unknown", reason: answer.reason });
        break;
      case "busy":
        this.#wait(entries, answer);
        break;
      case "refused":
        this.#refuse(entries, answer);
        break;
      default:
        answer satisfies never;
    }
  }

  #take(
    entries: readonly Entry[],
    except: ReadonlyMap<string, Exception>,
    retryAfterMs: number | undefined,
  ): void {
    this.#failures = 0;
    this.#grow();
    const again: Entry[] = [];
    for (const entry of entries) {
      const exception = except.get(entry.message.uuid);
      if (exception?.kind === "again") again.push(entry);
      else if (exception?.kind === "lost") this.#giveUp(entry, exception.reason);
      else this.#settle(entry, exception ?? DELIVERED);
    }
    if (again.length < entries.length) this.#refusedInARow = 0;
    if (again.length > 0) this.#repeatSingly(again, retryAfterMs);
  }

  /** PostHog took other messages of the request, so only these wait. */
  #repeatSingly(entries: readonly Entry[], retryAfterMs: number | undefined): void {
    const { queue, timing, onRetry, pauseLimit } = this.#parts;
    const now = timing.now();
    for (const entry of entries) {
      if (entry.attempts > MAX_SINGLE_RETRIES) {
        this.#giveUp(entry, "retries_exhausted");
        continue;
      }
      const pause = Math.min(pauseAfter(entry.attempts, retryAfterMs, timing), pauseLimit());
      entry.readyAt = now + pause;
      onRetry([entry], "PostHog asked for it again", pause);
      queue.putBack([entry], now);
    }
  }

  #wait(entries: readonly Entry[], answer: Extract<Answer, { readonly kind: "busy" }>): void {
    const { queue, timing, onRetry } = this.#parts;
    const { cause, retryAfterMs, mayHaveArrived, maxAttempts = Infinity } = answer;
    for (const entry of entries) entry.mayHaveArrived ||= mayHaveArrived;
    const waiting = entries.filter(({ attempts }) => attempts < maxAttempts);
    for (const entry of entries) if (!waiting.includes(entry)) this.#giveUp(entry, "http_404");
    this.#failures += 1;
    const now = timing.now();
    this.#pause = { from: now, ms: pauseAfter(this.#failures, retryAfterMs, timing) };
    if (waiting.length > 0) onRetry(waiting, cause, this.#pause.ms);
    queue.putBack(waiting, now);
  }

  #refuse(
    entries: readonly Entry[],
    { reason, isDivisible }: Extract<Answer, { readonly kind: "refused" }>,
  ): void {
    const isTooLarge = reason === "http_413";
    if (isTooLarge && entries.length > 1) this.#shrink(entries.length);
    const isHopeless = !isTooLarge && this.#refusedInARow >= MAX_REFUSED_IN_A_ROW;
    if (isDivisible && entries.length > 1 && !isHopeless) {
      const middle = Math.ceil(entries.length / 2);
      this.#halves.push(entries.slice(middle), entries.slice(0, middle));
      return;
    }
    this.#refusedInARow += entries.length;
    for (const entry of entries) this.#giveUp(entry, reason);
  }

  /** Smaller requests from now on. */
  #shrink(refused: number): void {
    this.#most = Math.max(1, Math.floor(refused / 2));
    this.#takenInARow = 0;
  }

  #grow(): void {
    this.#takenInARow += 1;
    if (this.#takenInARow < TAKEN_BEFORE_GROWTH || this.#most === MAX_REQUEST.messages) return;
    this.#most = Math.min(this.#most * 2, MAX_REQUEST.messages);
    this.#takenInARow = 0;
  }

  /** An entry is lost, but where an earlier request may have brought it to PostHog. */
  #giveUp(entry: Entry, reason: string): void {
    this.#settle(entry, { kind: entry.mayHaveArrived ? "unknown" : "lost", reason });
  }

  #settle(entry: Entry, outcome: Outcome): void {
    this.#parts.ledger.settle(entry, outcome);
  }
}

const DELIVERED: Outcome = { kind: "delivered" };
