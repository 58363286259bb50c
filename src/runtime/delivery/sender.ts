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

/** Sends what was accepted before it began. */
interface Run {
  /** When its last request began, on the clock of {@link Timing}. */
  since: number;
  /** The number of the last message that it sends; see `Entry`. */
  readonly last: number;
  /** Settles when it is over. Never rejects. */
  readonly done: Promise<void>;
}

/** How late a timer, or the end of an attempt, may be before it counts as dead, in milliseconds. */
const OVERDUE_MS = 1000;

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
  /** How long a pause of our own may be at most now, in milliseconds: somebody may wait for what is queued. */
  readonly pauseLimit: () => number;
  /** Told when a pause was cut short for those who wait. */
  readonly onPauseCut: () => void;
}

/**
 * Sends what is queued, one request at a time, and decides what becomes of the messages of each: they ended, they wait for a while,
 * or the request is divided, so that one message at fault harms only itself.
 */
export class Sender {
  readonly #parts: SenderParts;
  /** The run that sends now. A host can let one die in the middle, so it is replaced when it takes too long. */
  #run: Run | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #inFlight: readonly Entry[] = [];
  /** Parts of requests that were refused as a whole, the next one last. */
  #halves: (readonly Entry[])[] = [];
  #timer: { readonly at: number; readonly handle: ReturnType<typeof setTimeout> } | undefined;
  /** When the last pause began, how long it is to be, and how much of that the server asked for. */
  #pause = { from: 0, ms: 0, askedMs: 0 };
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
    const { now, startTimer } = this.#parts.timing;
    const at = now() + delayMs;
    if (this.#isClosed || (this.#timer !== undefined && this.#timer.at <= at && !this.#isOverdue())) return;
    this.#stopTimer();
    try {
      const handle = startTimer(() => {
        this.#timer = undefined;
        void this.#start();
      }, delayMs);
      // The end of the process waits for what is queued where it is to be waited for.
      handle.unref?.();
      this.#timer = { at, handle };
    } catch {
      // Some hosts allow no timers outside of a request: the next message or flush tries again.
    }
  }

  /** Hosts drop timers together with the request that started them; such a timer never fires. */
  #isOverdue(): boolean {
    const { now } = this.#parts.timing;
    return this.#timer !== undefined && now() > this.#timer.at + OVERDUE_MS;
  }

  #stopTimer(): void {
    if (this.#timer === undefined) return;
    this.#parts.timing.stopTimer(this.#timer.handle);
    this.#timer = undefined;
  }

  /** Stops. What has not ended is counted by how much is known of it. */
  close(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopTimer();
    this.#parts.timing.stopTimer(this.#watchdog);
    this.#run = undefined;
    const { queue, ledger, transport } = this.#parts;
    const [inFlight, halves] = [this.#inFlight, this.#halves.toReversed().flat()];
    [this.#inFlight, this.#halves] = [[], []];
    ledger.returned(inFlight);
    for (const entry of inFlight) entry.mayHaveArrived = true;
    transport.close();
    for (const entry of [...inFlight, ...halves, ...queue.clear()]) this.#giveUp(entry, reason);
  }

  /** Sends again after `close()`: the process was to end, and lives on. */
  reopen(): void {
    this.#isClosed = false;
    this.#pause = { from: 0, ms: 0, askedMs: 0 };
    this.#parts.transport.reopen();
  }

  /**
   * Leaves off for a while: no request begins, and one without an answer ends, unless the answer comes at once. For a process
   * that has nothing else to do and is to end; should it live on, the messages are sent again.
   */
  rest(): void {
    const { timing, transport } = this.#parts;
    this.#pause = { from: timing.now(), ms: timing.longestPauseMs, askedMs: timing.longestPauseMs };
    const underWay = this.#inFlight;
    if (underWay.length === 0) return;
    // What was refused is known not to have arrived; what was interrupted is not.
    const interrupt = (): void => {
      if (this.#inFlight === underWay) transport.interrupt();
    };
    try {
      timing.startTimer(interrupt, timing.shortestPauseMs);
    } catch {
      interrupt();
    }
  }

  /** Somebody waits for what is queued: it is sent now, except where PostHog asked for time. */
  hurry(): void {
    this.#stopTimer();
    const run = this.#run;
    if (run === undefined) {
      void this.#start();
      return;
    }
    // What came later is sent by whoever waits for it: the request of the host's that this run belongs to may be over by then.
    void run.done.then(() => this.#start());
    this.#watch(run);
  }

  async #start(): Promise<void> {
    if (this.#run !== undefined || this.#isClosed) return;
    let end: (() => void) | undefined;
    const done = new Promise<void>((resolve) => (end = resolve));
    const run: Run = { since: this.#parts.timing.now(), last: this.#parts.ledger.accepted, done };
    this.#run = run;
    try {
      await this.#sendQueued(run);
    } catch {
      // Nothing in it is meant to throw. If something does, what waits is sent later instead of never.
      if (this.#run === run) this.#returnInFlight();
      this.#parts.queue.hurry();
      this.wake(this.#parts.timing.longestPauseMs);
    } finally {
      if (this.#run === run) this.#run = undefined;
      end?.();
    }
  }

  /** Replaces a run that takes longer than any can: the request of the host's that it belonged to is over. */
  #watch(run: Run): void {
    const { timing, transport } = this.#parts;
    timing.stopTimer(this.#watchdog);
    const left = run.since + timing.attemptMs + OVERDUE_MS - timing.now();
    const replace = (): void => {
      if (this.#run !== run) return;
      if (run.since + timing.attemptMs + OVERDUE_MS > timing.now()) {
        this.#watch(run);
        return;
      }
      this.#run = undefined;
      this.#returnInFlight();
      transport.reopen();
      void this.#start();
    };
    if (left <= 0) {
      replace();
      return;
    }
    try {
      this.#watchdog = timing.startTimer(replace, left);
      this.#watchdog.unref?.();
    } catch {
      // The next one who waits looks again.
    }
  }

  /** What was in a request that never ended waits again. PostHog may have it. */
  #returnInFlight(): void {
    const entries = this.#inFlight;
    this.#inFlight = [];
    this.#parts.ledger.returned(entries);
    for (const entry of entries) entry.mayHaveArrived = true;
    this.#parts.queue.putBack(entries, this.#parts.timing.now());
  }

  async #sendQueued(run: Run): Promise<void> {
    const { queue, transport, timing, onPauseCut } = this.#parts;
    if (!(await transport.ready())) this.close("posthog_node_missing");
    while (!this.#isClosed && this.#run === run) {
      const pauseLeft = this.#pauseLeft();
      const batch =
        pauseLeft > 0
          ? []
          : (this.#halves.pop() ??
            queue.take({ ...MAX_REQUEST, messages: this.#most, last: run.last }, timing.now()));
      if (batch.length === 0) {
        this.#sleep(pauseLeft);
        return;
      }
      if (this.#pause.from + this.#pause.ms > timing.now()) onPauseCut();
      run.since = timing.now();
      await this.#deliver(batch, run);
    }
  }

  /** A pause that PostHog asked for lasts; one of our own ends sooner where somebody waits. */
  #pauseLeft(): number {
    const { timing, pauseLimit } = this.#parts;
    const { from, ms, askedMs } = this.#pause;
    if (ms === 0) return 0;
    return from + Math.max(askedMs, Math.min(ms, pauseLimit())) - timing.now();
  }

  /** Wakes up when there is something to do again. */
  #sleep(pauseLeft: number): void {
    const { queue, timing } = this.#parts;
    const next = queue.nextReadyAt;
    if (pauseLeft > 0) this.wake(pauseLeft);
    else if (queue.hasReady) this.wake(0);
    else if (next !== undefined) this.wake(next - timing.now());
  }

  async #deliver(entries: readonly Entry[], run: object): Promise<void> {
    const { ledger, transport, onProgress } = this.#parts;
    this.#inFlight = entries;
    ledger.sending(entries);
    const attempted = await transport.send(entries.map(({ message }) => message));
    if (this.#isClosed || this.#run !== run) return;
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
    const { queue, timing, onRetry } = this.#parts;
    const now = timing.now();
    for (const entry of entries) {
      if (entry.attempts > MAX_SINGLE_RETRIES) {
        this.#giveUp(entry, "retries_exhausted");
        continue;
      }
      const pause = pauseAfter(entry.attempts, retryAfterMs, timing);
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
    const askedMs = Math.min(retryAfterMs ?? 0, timing.longestRetryAfterMs);
    this.#pause = { from: now, ms: pauseAfter(this.#failures, retryAfterMs, timing), askedMs };
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
