import type { Message } from "../message.ts";
import type { Answer } from "./answer.ts";
import { type AnswerParts, applyAnswer } from "./apply-answer.ts";
import { Backoff } from "./backoff.ts";
import { Batches } from "./batches.ts";
import type { QueuedMessage } from "./queued-message.ts";

/** How late a timer or the end of an attempt may be before it counts as dead, in milliseconds. */
const OVERDUE_MS = 1000;

export interface RequestLoopParts extends Omit<AnswerParts, "batches" | "backoff"> {
  readonly transport: Transport;
  /** Most requests at once. Default 1. */
  readonly concurrency?: number;
  /** Called for every answer. */
  readonly onAnswer?: ((answer: Answer) => void) | undefined;
  /** Called for every answer but success. */
  readonly onTrouble: (answer: Answer) => void;
}

/** A run sends the messages that were accepted before it began, and those that are claimed for it. */
interface Run {
  /** Start of its last request, on the clock of {@link Timing}. */
  since: number;
  /** Number of the last message that it sends. */
  last: number;
  /** Its requests, each until its answer was applied. */
  readonly requests: Set<Promise<void>>;
  /** Settles when it is over. Never rejects. */
  readonly done: Promise<void>;
}

/**
 * Sends queued messages and applies each answer: messages get an outcome or are retried. There are several requests at once where that
 * is allowed and the host takes them. The messages of one person are never in two of them, so that they arrive in their order.
 *
 * ```text
 * asleep ─ wake, hurry ─→ run: claim ─→ request ─→ answer ─→ claim or request again
 *    ↑                                                 │
 *    └── nothing is left, or the host needs a pause ←──┘
 * ```
 */
export class RequestLoop {
  readonly #parts: RequestLoopParts;
  readonly #batches: Batches;
  readonly #backoff: Backoff;
  /** The current run. Some hosts kill it in the middle of a request, so it is replaced when it takes too long. */
  #run: Run | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;
  #isDraining = false;
  /** Whether it was woken during the current run, which may not have seen why. */
  #isWokenAgain = false;
  /** Most requests at once now: one while the host takes nothing, to ask whether that is over. */
  #most: number;
  /** The messages of each current request. */
  readonly #inFlight = new Set<readonly QueuedMessage[]>();
  #timer: { readonly at: number; readonly handle: ReturnType<typeof setTimeout> } | undefined;

  constructor(parts: RequestLoopParts) {
    this.#parts = parts;
    this.#batches = new Batches(parts.queue);
    this.#backoff = new Backoff(parts.timing);
    this.#most = parts.concurrency ?? 1;
  }

  /** Starts a run after so many milliseconds, or sooner if that was already scheduled. */
  wake(delayMs: number): void {
    const { now, startTimer } = this.#parts.timing;
    const present = now();
    const at = present + delayMs;
    const timer = this.#timer;
    // Some hosts drop timers together with the request that started them; such a timer never fires.
    if (this.#isStopped || (timer !== undefined && timer.at <= at && present <= timer.at + OVERDUE_MS))
      return;
    this.#stopTimer();
    try {
      const handle = startTimer(() => {
        this.#timer = undefined;
        void this.#start();
      }, delayMs);
      // The exit hooks keep the process alive where that is wanted.
      handle.unref?.();
      this.#timer = { at, handle };
    } catch {
      // Some hosts allow no timers outside a request: the next message or flush tries again.
    }
  }

  /** Starts a run now, because a caller waits. A pause that PostHog asked for still applies. */
  hurry(): void {
    this.#stopTimer();
    const run = this.#run;
    if (run === undefined) {
      void this.#start();
      return;
    }
    // Later messages need a run of their own: on some hosts this run ends with the host's request that started it.
    void run.done.then(() => this.#start());
    this.#watch(run);
  }

  /**
   * Pauses sending: no request begins, and the current ones are interrupted unless their answers come at once. For a process that has
   * nothing else to do and should exit; if it does not, the messages are sent again.
   */
  rest(): void {
    const { timing, transport } = this.#parts;
    this.#backoff.rest();
    const underWay = [...this.#inFlight];
    if (underWay.length === 0) return;
    // A refused message is known not to have arrived; an interrupted one is not. So a late refusal gets a chance.
    const interrupt = (): void => {
      if (underWay.some((batch) => this.#inFlight.has(batch))) transport.interrupt();
    };
    try {
      timing.startTimer(interrupt, timing.shortestPauseMs);
    } catch {
      interrupt();
    }
  }

  /** Begins no further request. Resolves when those under way have their answers. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    this.#stopTimer();
    await this.#run?.done;
  }

  /** Stops sending. */
  stop(): void {
    this.#isStopped = true;
    this.#stopTimer();
    this.#parts.timing.stopTimer(this.#watchdog);
    this.#run = undefined;
    this.#inFlight.clear();
    this.#batches.clear();
    this.#parts.transport.close();
  }

  /** Resumes sending after `stop()`. */
  restart(): void {
    this.#isStopped = false;
    this.#backoff.reset();
    this.#parts.transport.reopen();
  }

  async #start(): Promise<void> {
    if (this.#isStopped || this.#isDraining) return;
    if (this.#run !== undefined) {
      this.#isWokenAgain = true;
      return;
    }
    let end: (() => void) | undefined;
    const done = new Promise<void>((resolve) => (end = resolve));
    const { timing, queue } = this.#parts;
    const run: Run = { since: timing.now(), last: queue.last, requests: new Set(), done };
    this.#isWokenAgain = false;
    this.#run = run;
    try {
      await this.#sendQueued(run);
    } catch {
      // Nothing in it should throw. If something does, the messages are sent later instead of never.
      if (this.#run === run) this.#abandonRequests();
      this.wake(timing.longestPauseMs);
    } finally {
      if (this.#run === run) this.#run = undefined;
      end?.();
      if (this.#isWokenAgain) this.wake(0);
    }
  }

  /** Replaces a run that is overdue: the host's request that it belonged to is over. */
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
      this.#abandonRequests();
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
      // The next flush checks again.
    }
  }

  async #sendQueued(run: Run): Promise<void> {
    const { queue, transport, timing } = this.#parts;
    if (queue.isDurable && !(await this.#claim(run))) return;
    if (!(await transport.ready())) queue.close("posthog_node_missing");
    while (!this.#isStopped && this.#run === run) {
      const pauseMs = this.#backoff.left(queue.pauseLimit());
      const isReady = !this.#isDraining && pauseMs <= 0 && run.requests.size < this.#most;
      const batch = isReady ? this.#batches.next(run.last, this.#underWay()) : [];
      if (batch.length > 0) {
        if (this.#backoff.isPausing) queue.useExtraAttempt();
        run.since = timing.now();
        const request = this.#send(batch, run).finally(() => run.requests.delete(request));
        run.requests.add(request);
      } else if (isReady && run.requests.size > 0 && queue.mayClaimMore) {
        await queue.claim();
        run.last = queue.last;
      } else if (run.requests.size > 0) {
        await Promise.race(run.requests);
      } else {
        this.#sleep(pauseMs);
        return;
      }
    }
  }

  /** The people whose messages are in a request. */
  #underWay(): ReadonlySet<string> {
    const people = new Set<string>();
    for (const batch of this.#inFlight) for (const { message } of batch) people.add(message.distinctId);
    return people;
  }

  /** Claims durable messages for a run, unless it has to wait. `false` when it has nothing to send then. */
  async #claim(run: Run): Promise<boolean> {
    const { queue } = this.#parts;
    const pauseMs = this.#backoff.left(queue.pauseLimit());
    if (pauseMs <= 0) await queue.claim();
    run.last = queue.last;
    if (queue.queued > 0) return true;
    this.#sleep(pauseMs);
    return false;
  }

  /** Schedules the next run, if any message is queued. */
  #sleep(pauseMs: number): void {
    const { queue, timing } = this.#parts;
    const next = pauseMs > 0 ? undefined : queue.nextReadyAt;
    if (pauseMs > 0) this.wake(pauseMs);
    else if (queue.mayClaimMore) this.wake(0);
    else if (next !== undefined) this.wake(Math.max(0, next - timing.now()));
  }

  async #send(batch: readonly QueuedMessage[], run: Run): Promise<void> {
    const { queue, transport } = this.#parts;
    this.#inFlight.add(batch);
    queue.sending(batch);
    const attempted = await transport.send(batch.map(({ message }) => message));
    if (this.#isStopped || this.#run !== run) return;
    this.#inFlight.delete(batch);
    const byMessage = new Map<Message, QueuedMessage>(batch.map((queued) => [queued.message, queued]));
    for (const { messages, answer } of attempted) {
      this.#conclude(
        messages.map((message) => byMessage.get(message) as QueuedMessage),
        answer,
      );
    }
  }

  /** The current requests never end: their messages are queued again. */
  #abandonRequests(): void {
    this.#inFlight.clear();
    this.#parts.queue.putBackInFlight();
  }

  #conclude(batch: readonly QueuedMessage[], answer: Answer): void {
    const { concurrency = 1, onAnswer, onTrouble } = this.#parts;
    onAnswer?.(answer);
    this.#most = answer.kind === "taken" ? concurrency : 1;
    if (answer.kind !== "taken") onTrouble(answer);
    applyAnswer(answer, batch, { ...this.#parts, batches: this.#batches, backoff: this.#backoff });
  }

  #stopTimer(): void {
    if (this.#timer === undefined) return;
    this.#parts.timing.stopTimer(this.#timer.handle);
    this.#timer = undefined;
  }
}

/** Messages of an attempt with the answer to the request that contained them. */
export interface Attempted {
  readonly messages: readonly Message[];
  readonly answer: Answer;
}

/** Sends requests, several at once if it is called again meanwhile. It keeps no messages: the request loop decides about retries. */
export interface Transport {
  /** Prepares to send. Never rejects; `false` when nothing can ever be sent. */
  ready(): Promise<boolean>;
  /** Sends messages once. Each is in exactly one part of the result. Never rejects. */
  send(messages: readonly Message[]): Promise<readonly Attempted[]>;
  /** Aborts the current requests, as after a timeout. */
  interrupt(): void;
  /** Aborts the current requests, and sends nothing from then on. */
  close(): void;
  /** Resumes with a new client: after `close()`, or when the last client hangs in a dead request. */
  reopen(): void;
}
