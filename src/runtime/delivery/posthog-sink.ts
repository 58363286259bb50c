import type { PostHog } from "posthog-node";
import type { Message } from "../message.ts";
import type { TrackerOptions } from "../options.ts";
import type { Reporter } from "../report/reporter.ts";
import type { Ledger } from "./ledger.ts";
import { atNaturalExit } from "./natural-exit.ts";
import type { Sink } from "./sink.ts";
import { watchFetch } from "./watched-fetch.ts";

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
  #sentSinceExit = false;
  #stopWaitingForExit: (() => void) | undefined;

  constructor(parts: PostHogSinkParts) {
    this.#parts = parts;
  }

  send(message: Message): void {
    const { ledger } = this.#parts;
    const full = ledger.waiting >= MAX_WAITING;
    ledger.accept(message);
    if (full) {
      ledger.lose([message.uuid], "queue_full");
      return;
    }
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
    this.#stopWaitingForExit?.();
    const client = await this.#loading;
    try {
      await client?.shutdown(timeoutMs);
    } catch {
      // What it could not send is lost, and counted below.
    }
    this.#parts.ledger.loseAll("shut_down");
  }

  counts(): ReturnType<Sink["counts"]> {
    return this.#parts.ledger.counts();
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
        fetch: watchFetch(options.fetch ?? fetch, ledger),
        ...(options.flushAt !== undefined && { flushAt: options.flushAt }),
        ...(options.flushInterval !== undefined && { flushInterval: options.flushInterval }),
      });
      this.#passOnTo((message) => client.capture(message));
      return client;
    } catch (error) {
      const code = (error as { readonly code?: unknown } | undefined)?.code;
      const why = typeof code === "string" ? ` (${code})` : "";
      reporter.sayOnce("load", `posthog-node cannot be loaded${why}; is it installed? Events are lost.`);
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
