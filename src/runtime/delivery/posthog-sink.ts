import type { PostHog } from "posthog-node";
import type { Message } from "../message.ts";
import type { TrackerOptions } from "../options.ts";
import type { Reporter } from "../report/reporter.ts";
import type { Ledger } from "./ledger.ts";
import { atNaturalExit } from "./natural-exit.ts";
import type { Sink } from "./sink.ts";
import { LONGEST_FETCH_MS, watchFetch } from "./watched-fetch.ts";

/**
 * Most messages that may wait: as many as posthog-node's queue holds, which drops the oldest beyond that without a
 * word.
 */
const MAX_WAITING = 10_000;

export interface PostHogSinkParts {
  readonly target: { readonly apiKey: string; readonly host: string };
  readonly options: Pick<TrackerOptions, "fetch" | "flushAt" | "flushInterval">;
  readonly ledger: Ledger;
  readonly reporter: Reporter;
}

/** Sends messages with posthog-node, which is loaded when the first one comes. */
export class PostHogSink implements Sink {
  readonly #parts: PostHogSinkParts;
  /** Messages that wait for posthog-node to be loaded. */
  #early: Message[] = [];
  #loading: Promise<PostHog | undefined> | undefined;
  #capture: (message: Message) => void = (message) => this.#early.push(message);
  #isMissing = false;
  #sentSinceExit = false;
  readonly #closing = new AbortController();
  #ended: Promise<void> | undefined;
  #stopWaitingForExit: (() => void) | undefined;

  constructor(parts: PostHogSinkParts) {
    this.#parts = parts;
  }

  refusalOf(count: number): "queue_full" | "posthog_node_missing" | undefined {
    if (this.#isMissing) return "posthog_node_missing";
    return this.#parts.ledger.waiting + count > MAX_WAITING ? "queue_full" : undefined;
  }

  send(message: Message): void {
    this.#parts.ledger.accept(message);
    this.#sentSinceExit = true;
    void this.#load();
    this.#capture(message);
  }

  async ready(): Promise<boolean> {
    return (await this.#load()) !== undefined;
  }

  async flush(): Promise<void> {
    const client = await this.#loading;
    try {
      await client?.flush();
    } catch {
      // What was not sent is still waiting, and counted so.
    }
  }

  async shutdown(timeoutMs: number): Promise<void> {
    this.#ended ??= this.#end();
    const timer = setTimeout(() => this.#giveUp(), timeoutMs);
    await this.#ended;
    clearTimeout(timer);
  }

  counts(): ReturnType<Sink["counts"]> {
    return this.#parts.ledger.counts();
  }

  async #end(): Promise<void> {
    this.#stopWaitingForExit?.();
    const givenUp = new Promise<void>((resolve) => {
      this.#closing.signal.addEventListener("abort", () => resolve());
    });
    await Promise.race([this.flush(), givenUp]);
    this.#giveUp();
    try {
      // Sends nothing any more: it empties its queue into the closed fetch, and stops its timers.
      await (await this.#loading)?.shutdown();
    } catch {
      // All of its messages are counted.
    }
  }

  /** Counts what is waiting as lost, and makes sure that it is never sent. */
  #giveUp(): void {
    this.#parts.ledger.loseAll("shut_down");
    this.#closing.abort();
  }

  #load(): Promise<PostHog | undefined> {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  async #start(): Promise<PostHog | undefined> {
    const { target, options, ledger, reporter } = this.#parts;
    this.#stopWaitingForExit = atNaturalExit(() => this.#flushAtExit());
    try {
      const { PostHog } = await import("posthog-node");
      const client = new PostHog(target.apiKey, {
        host: target.host,
        fetch: watchFetch({ send: options.fetch ?? fetch, ledger, closed: this.#closing.signal }),
        fetchRetryCount: 0,
        requestTimeout: LONGEST_FETCH_MS,
        ...(options.flushAt !== undefined && { flushAt: options.flushAt }),
        ...(options.flushInterval !== undefined && { flushInterval: options.flushInterval }),
      });
      this.#passOnTo((message) => client.capture(message));
      return client;
    } catch (error) {
      const code = (error as { readonly code?: unknown } | undefined)?.code;
      const why = typeof code === "string" ? ` (${code})` : "";
      reporter.sayOnce("load", `posthog-node cannot be loaded${why}; is it installed? Events are lost.`);
      this.#isMissing = true;
      this.#passOnTo((message) => ledger.lose([message.uuid], "posthog_node_missing"));
      return undefined;
    }
  }

  #passOnTo(capture: (message: Message) => void): void {
    this.#capture = capture;
    for (const message of this.#early) capture(message);
    this.#early = [];
  }

  /** Sending wakes a process that was about to end, so this runs again, until there is nothing new to send. */
  async #flushAtExit(): Promise<void> {
    const { ledger, reporter } = this.#parts;
    if (!this.#sentSinceExit || ledger.waiting === 0) return;
    this.#sentSinceExit = false;
    await this.flush();
    if (ledger.waiting > 0) {
      reporter.sayOnce("exit", `${ledger.waiting} messages were not sent before the process ended.`);
    }
  }
}
