import type { TrackerOptions } from "../options.ts";
import type { Answer } from "./answer.ts";
import type { Reporter } from "../report/reporter.ts";
import { addExitHook, type ExitHook } from "./exit-hooks.ts";
import { DurableMessages } from "./durable-messages.ts";
import { isWorkerThread } from "./host-process.ts";
import { MessageQueue, type Sender } from "./message-queue.ts";
import { PostHogTransport } from "./posthog-transport.ts";
import type { Outcome, QueuedMessage } from "./queued-message.ts";
import { RequestLoop } from "./request-loop.ts";
import { TIMING, type Timing } from "./timing.ts";

/** Defaults of the tracker options of the same names. */
const DEFAULTS = {
  flushAt: 20,
  flushInterval: 5000,
  maxQueueMessages: 50_000,
  maxQueueBytes: 32_000_000,
};

/** Defaults of `endTimeoutMs`. A process that got a signal may be killed ten seconds later; one that ends by itself has time. */
const END_TIMEOUT_MS = { natural: 10_000, signal: 5000, error: 5000 };

/** With `waitUntil`: how long messages are collected for a batch, and the longest time that an invocation is kept alive. */
const GATHER_MS = 50;
const KEEP_ALIVE_MS = 25_000;

interface DeliveryParts {
  readonly planName: string;
  readonly target: { readonly apiKey: string; readonly host: string };
  readonly options: Pick<
    TrackerOptions,
    | keyof typeof DEFAULTS
    | "disableCompression"
    | "disableGeoip"
    | "endTimeoutMs"
    | "fetch"
    | "handleErrors"
    | "handleSignals"
    | "historicalMigration"
    | "outbox"
    | "waitUntil"
  >;
  readonly reporter: Reporter;
  /** Called for every answer of the host. */
  readonly onAnswer?: (answer: Answer) => void;
  /** For tests. */
  readonly timing?: Timing;
}

/** Sends the messages of its queue to PostHog at the times that suit the host: intervals, `waitUntil`, process exit. */
export class Delivery implements Sender, ExitHook {
  readonly queue: MessageQueue;
  readonly #parts: DeliveryParts;
  readonly #timing: Timing;
  readonly #settings: typeof DEFAULTS;
  readonly #transport: PostHogTransport;
  readonly #loop: RequestLoop;
  readonly #durable: DurableMessages | undefined;
  #isLoading = false;
  /** When the last promise passed to `waitUntil` begins to send. */
  #keptAliveUntil = -Infinity;
  /** Number of accepted messages at the last `beforeExit`. */
  #acceptedAtEnd = 0;
  /** Whether the exit was delayed for a flush. */
  #hasWaited = false;
  #removeExitHook: (() => void) | undefined;

  constructor(parts: DeliveryParts) {
    const { target, options, reporter, timing = TIMING } = parts;
    this.#parts = parts;
    this.#timing = timing;
    this.#settings = { ...DEFAULTS, ...withoutAbsent(options) };
    this.#durable =
      options.outbox &&
      new DurableMessages({
        outbox: options.outbox,
        planName: parts.planName,
        bounds: this.#settings,
        warn: (line) => reporter.sayOnce("outbox", line, line),
        onWake: () => this.#woken(),
        onStored: () => this.notifyStored(),
        onLost: (message, reason) => reporter.lostUnsent(message, reason),
      });
    this.queue = new MessageQueue({
      sender: this,
      bounds: this.#settings,
      timing,
      durable: this.#durable,
      onOutcome: (message, outcome) => this.#settled(message, outcome),
      onIdle: () => this.#idle(),
      onClosed: (counts, isHasty) => reporter.closed(counts, isHasty),
    });
    this.#transport = new PostHogTransport({
      target,
      fetch: options.fetch ?? fetch,
      client: {
        historicalMigration: options.historicalMigration ?? false,
        ...(options.disableGeoip !== undefined && { disableGeoip: options.disableGeoip }),
      },
      compresses: options.disableCompression !== true,
      timing,
      onMissing: (code) => reporter.missing(code),
    });
    this.#loop = new RequestLoop({
      queue: this.queue,
      transport: this.#transport,
      timing,
      concurrency: this.#durable?.concurrency ?? 1,
      onAnswer: parts.onAnswer,
      onTrouble: (answer) => reporter.trouble(answer),
      onRetry: (messages, cause, pauseMs) => reporter.retrying(messages, cause, pauseMs),
      onKept: (reason) => reporter.kept(reason),
    });
  }

  async ready(): Promise<boolean> {
    const isReady = await this.#transport.ready();
    if (!isReady) this.queue.close("posthog_node_missing");
    return isReady;
  }

  notify(): void {
    this.#prepare();
    this.#loop.wake(this.queue.queued >= this.#settings.flushAt ? 0 : this.#gatherMs());
  }

  notifyStored(): void {
    this.#prepare();
    const isFull = (this.#durable?.sinceClaim ?? 0) >= this.#settings.flushAt;
    this.#loop.wake(isFull ? 0 : this.#gatherMs());
  }

  hurry(): void {
    this.#loop.hurry();
  }

  stop(): void {
    this.#loop.stop();
  }

  drain(): Promise<void> {
    return this.#loop.drain();
  }

  restart(): void {
    this.#loop.restart();
  }

  get handleSignals(): boolean {
    return this.#parts.options.handleSignals ?? true;
  }

  get handleErrors(): boolean {
    return this.#parts.options.handleErrors ?? true;
  }

  async finish(occasion: "natural" | "signal" | "error"): Promise<void> {
    const timeoutMs = this.#parts.options.endTimeoutMs ?? END_TIMEOUT_MS[occasion];
    if (occasion !== "natural") {
      await this.queue.flush({ timeoutMs });
      this.#hasWaited = true;
      return;
    }
    // Sending wakes a process that was about to exit, so this runs again until there is nothing new to send.
    if (this.#acceptedAtEnd === this.queue.accepted) return;
    this.#acceptedAtEnd = this.queue.accepted;
    const { queued, inFlight } = await this.queue.flush({ timeoutMs, isExtended: true });
    this.#hasWaited = true;
    if (queued + inFlight > 0) this.#loop.rest();
  }

  giveUp(isExit: boolean): void {
    this.queue.close("process_ended", isExit && !this.#hasWaited);
  }

  resume(): void {
    if (!this.queue.reopen()) return;
    this.#hasWaited = false;
    this.#parts.reporter.sayOnce("end", "lives on", "The process did not end, so events are accepted again.");
  }

  /** The outbox has something to send. */
  #woken(): void {
    this.#prepare();
    this.#loop.wake(0);
  }

  #prepare(): void {
    this.#removeExitHook ??= addExitHook(this);
    this.#keepInvocationAlive();
    this.#loadEarly();
  }

  #settled(message: QueuedMessage, outcome: Outcome): void {
    const { reporter } = this.#parts;
    if (outcome.kind === "delivered" || message.claim === undefined) reporter.settled(message, outcome);
    else if (outcome.kind === "lost") reporter.parked(message.message, outcome.reason);
  }

  /** A process with nothing to send needs no hook. */
  #idle(): void {
    this.#removeExitHook?.();
    this.#removeExitHook = undefined;
  }

  /** Loads posthog-node with the first message: at exit there may be no time for it. */
  #loadEarly(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      this.#timing.startTimer(() => void this.ready(), 0).unref?.();
    } catch {
      // Without timers here, it is loaded when something is sent.
    }
  }

  /** How long messages are collected for a batch. Signals and `process.exit()` in the main thread end a worker without notice. */
  #gatherMs(): number {
    const { flushInterval } = this.#settings;
    if (!isWorkerThread()) return flushInterval;
    this.#parts.reporter.sayOnce(
      "end",
      "worker thread",
      "Signals do not reach worker threads, so events are sent every 50 ms. Call `await flush()` at the end of a job.",
    );
    return Math.min(flushInterval, GATHER_MS);
  }

  /** Serverless platforms freeze the process after an invocation, but not before these promises settle. */
  #keepInvocationAlive(): void {
    const { waitUntil } = this.#parts.options;
    const { now, startTimer } = this.#timing;
    // On some hosts a timer dies with the request that started it, so the next request starts its own.
    if (waitUntil === undefined || now() < this.#keptAliveUntil) return;
    this.#keptAliveUntil = now() + GATHER_MS;
    const sent = new Promise<void>((resolve) => {
      try {
        startTimer(() => {
          this.#keptAliveUntil = -Infinity;
          void this.queue.flush({ timeoutMs: KEEP_ALIVE_MS }).then(() => resolve());
        }, GATHER_MS);
      } catch {
        resolve();
      }
    });
    this.#parts.reporter.tell("waitUntil", waitUntil, sent);
  }
}

function withoutAbsent<T extends object>(options: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: NonNullable<T[Key]>;
  };
}
