import type { Message } from "../message.ts";
import type { TrackerOptions } from "../options.ts";
import type { Reporter } from "../report/reporter.ts";
import type { FlushReport } from "../stats.ts";
import { type Entry, MAX_MESSAGE_BYTES, type Outcome, weigh } from "./entry.ts";
import { Flushes } from "./flushes.ts";
import { Ledger, type LedgerCounts, type OutcomeListener } from "./ledger.ts";
import { MessageQueue } from "./message-queue.ts";
import { PostHogTransport } from "./posthog-transport.ts";
import { type Ending, takeCareAtEnd } from "./process-end.ts";
import { isWorkerThread } from "./host-process.ts";
import { Sender } from "./sender.ts";
import type { Sink } from "./sink.ts";
import { TIMING, type Timing } from "./timing.ts";

/** How messages are gathered, and how many may wait. Each is an option of the same name. */
const DEFAULTS = {
  flushAt: 20,
  flushInterval: 5000,
  maxQueueMessages: 50_000,
  maxQueueBytes: 32_000_000,
};

/** Defaults of `endTimeoutMs`. A process that is told to end may be killed ten seconds later; one that ends by itself has time. */
const END_TIMEOUT_MS = { natural: 10_000, signal: 5000, error: 5000 };

/** With `waitUntil`: the time in which messages are gathered, and the longest time that an invocation is kept for them. */
const GATHER_MS = 50;
const KEEP_ALIVE_MS = 25_000;

export interface PostHogSinkParts {
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
    | "waitUntil"
  >;
  readonly onOutcome: OutcomeListener;
  readonly reporter: Reporter;
  /** For tests. */
  readonly timing?: Timing;
}

/** Keeps messages in memory until PostHog has them. */
export class PostHogSink implements Sink, Ending {
  readonly #parts: PostHogSinkParts;
  readonly #timing: Timing;
  readonly #settings: typeof DEFAULTS;
  readonly #ledger: Ledger;
  readonly #queue = new MessageQueue();
  readonly #flushes: Flushes;
  readonly #transport: PostHogTransport;
  readonly #sender: Sender;
  /** Those who wait for room. */
  readonly #forRoom = new Set<() => void>();
  #isLoading = false;
  #isMissing = false;
  #closedBy: "shut_down" | "process_ended" | undefined;
  /** When the promise that was last given to `waitUntil` begins to send. */
  #keptAliveUntil = -Infinity;
  /** Messages that were accepted when the process was about to end for the last time. */
  #acceptedAtEnd = 0;
  /** Whether the end of the process was held up for what waits. */
  #hasWaited = false;
  #stopTakingCare: (() => void) | undefined;

  constructor(parts: PostHogSinkParts) {
    const { target, options, reporter, timing = TIMING } = parts;
    this.#parts = parts;
    this.#timing = timing;
    this.#settings = { ...DEFAULTS, ...withoutAbsent(options) };
    this.#ledger = new Ledger((entry, outcome) => this.#settled(entry, outcome));
    this.#flushes = new Flushes(timing);
    this.#transport = new PostHogTransport({
      target,
      fetch: options.fetch ?? fetch,
      client: {
        historicalMigration: options.historicalMigration ?? false,
        disableCompression: options.disableCompression ?? false,
        ...(options.disableGeoip !== undefined && { disableGeoip: options.disableGeoip }),
      },
      timing,
      onMissing: (code) => {
        this.#isMissing = true;
        reporter.missing(code);
      },
    });
    this.#sender = new Sender({
      queue: this.#queue,
      transport: this.#transport,
      ledger: this.#ledger,
      timing,
      onTrouble: (answer) => reporter.trouble(answer),
      onRetry: (entries, cause, pauseMs) => reporter.retrying(entries, cause, pauseMs),
      onProgress: () => this.#makeRoomKnown(),
      onPauseCut: () => this.#flushes.useExtraAttempt(),
      pauseLimit: () => this.#flushes.pauseLimit(timing.shortestPauseMs),
    });
  }

  get handleSignals(): boolean {
    return this.#parts.options.handleSignals ?? true;
  }

  get handleErrors(): boolean {
    return this.#parts.options.handleErrors ?? true;
  }

  refusalOf(messages: readonly Message[]): ReturnType<Sink["refusalOf"]> {
    if (this.#isMissing) return "posthog_node_missing";
    if (this.#closedBy !== undefined) return "shut_down";
    const { maxQueueMessages, maxQueueBytes } = this.#settings;
    if (this.#ledger.waiting + messages.length > maxQueueMessages) return "queue_full";
    const room = maxQueueBytes - this.#ledger.waitingBytes;
    if (room >= messages.length * MAX_MESSAGE_BYTES) return undefined;
    const bytes = messages.reduce((sum, message) => sum + weigh(message), 0);
    return bytes > room ? "queue_full" : undefined;
  }

  send(message: Message): void {
    const { flushAt } = this.#settings;
    this.#queue.push(this.#ledger.accept(message, weigh(message)));
    this.#stopTakingCare ??= takeCareAtEnd(this);
    this.#keepInvocationAlive();
    this.#loadEarly();
    this.#sender.wake(this.#queue.size >= flushAt ? 0 : this.#gatherMs());
  }

  ready(): Promise<boolean> {
    return this.#transport.ready();
  }

  drained(timeoutMs: number): Promise<boolean> {
    if (this.#hasRoom()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (): void => {
        this.#timing.stopTimer(timer);
        this.#forRoom.delete(end);
        resolve(this.#hasRoom());
      };
      let timer: ReturnType<typeof setTimeout> | undefined;
      this.#forRoom.add(end);
      try {
        timer = this.#timing.startTimer(end, timeoutMs);
      } catch {
        end(); // Without a timer it might wait for ever.
      }
    });
  }

  async flush(timeoutMs: number): Promise<FlushReport> {
    return this.#flush({ timeoutMs });
  }

  async shutdown(timeoutMs: number): Promise<void> {
    // It ends in time; closing ends the flushes of earlier calls that have more time.
    await this.#flush({ timeoutMs });
    this.#close("shut_down");
  }

  counts(): LedgerCounts {
    return this.#ledger.counts();
  }

  async finish(occasion: "natural" | "signal" | "error"): Promise<void> {
    const timeoutMs = this.#parts.options.endTimeoutMs ?? END_TIMEOUT_MS[occasion];
    if (occasion !== "natural") {
      await this.#flush({ timeoutMs });
      this.#hasWaited = true;
      return;
    }
    // Sending wakes a process that was about to end, so this runs again, until there is nothing new to send.
    if (this.#acceptedAtEnd === this.#ledger.accepted) return;
    this.#acceptedAtEnd = this.#ledger.accepted;
    const { waiting } = await this.#flush({ timeoutMs, isExtended: true });
    this.#hasWaited = true;
    if (waiting > 0) this.#sender.rest();
  }

  giveUp(isExit: boolean): void {
    this.#close("process_ended", isExit && !this.#hasWaited);
  }

  carryOn(): void {
    if (this.#closedBy !== "process_ended") return;
    this.#closedBy = undefined;
    this.#hasWaited = false;
    this.#sender.reopen();
    this.#parts.reporter.sayOnce("end", "lives on", "The process did not end; events are taken again.");
  }

  #flush(how: { readonly timeoutMs: number; readonly isExtended?: boolean }): Promise<FlushReport> {
    const { waiting, accepted } = this.#ledger;
    const flushed = this.#flushes.wait({ ...how, waiting, last: accepted });
    if (waiting > 0) this.#sender.hurry();
    return flushed;
  }

  /** Counts what is waiting, and makes sure that it is never sent. */
  #close(reason: "shut_down" | "process_ended", isHasty = false): void {
    if (this.#closedBy !== undefined) return;
    this.#closedBy = reason;
    this.#sender.close(reason);
    this.#flushes.endAll();
    for (const end of this.#forRoom) end();
    this.#parts.reporter.ended(this.#ledger.counts(), isHasty);
  }

  #settled(entry: Entry, outcome: Outcome): void {
    this.#parts.onOutcome(entry, outcome);
    this.#flushes.settled(entry.number, outcome);
    if (this.#ledger.waiting > 0) return;
    this.#stopTakingCare?.();
    this.#stopTakingCare = undefined;
  }

  #hasRoom(): boolean {
    const { maxQueueMessages, maxQueueBytes } = this.#settings;
    const { waiting, waitingBytes } = this.#ledger;
    return waiting * 2 <= maxQueueMessages && waitingBytes * 2 <= maxQueueBytes;
  }

  #makeRoomKnown(): void {
    if (this.#forRoom.size === 0 || !this.#hasRoom()) return;
    for (const end of this.#forRoom) end();
  }

  /** Loading posthog-node takes a moment that the end of a process may not have: so it begins with the first message. */
  #loadEarly(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      this.#timing.startTimer(() => void this.#transport.ready(), 0).unref?.();
    } catch {
      // Without timers here, it is loaded when something is sent.
    }
  }

  /** How long messages are gathered. Signals and `process.exit()` in the main thread end a worker without a word to it. */
  #gatherMs(): number {
    const { flushInterval } = this.#settings;
    if (!isWorkerThread()) return flushInterval;
    this.#parts.reporter.sayOnce(
      "end",
      "worker thread",
      "Signals do not reach worker threads, so events are sent every 50 ms here. Call `await flush()` at the end of a job.",
    );
    return Math.min(flushInterval, GATHER_MS);
  }

  /** Serverless platforms freeze a process whose invocation is over, but not before such promises settle. */
  #keepInvocationAlive(): void {
    const { waitUntil } = this.#parts.options;
    const { now, startTimer } = this.#timing;
    // A timer dies with the request that started it, on some hosts: it is not waited for in the next one.
    if (waitUntil === undefined || now() < this.#keptAliveUntil) return;
    this.#keptAliveUntil = now() + GATHER_MS;
    const sent = new Promise<void>((resolve) => {
      try {
        startTimer(() => {
          this.#keptAliveUntil = -Infinity;
          void this.#flush({ timeoutMs: KEEP_ALIVE_MS }).then(() => resolve());
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
