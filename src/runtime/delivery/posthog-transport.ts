import type { PostHog, PostHogOptions } from "posthog-node";
import type { Message } from "../message.ts";
import { type Answered, PostHogClient } from "./posthog-client.ts";
import type { RequestIdentity } from "./request-identity.ts";
import type { Attempted, Transport } from "./request-loop.ts";
import type { Timing } from "./timing.ts";
import { type ClientFetch, watchFetch } from "./watched-fetch.ts";

interface PostHogTransportParts {
  readonly target: { readonly apiKey: string; readonly host: string };
  readonly fetch: typeof fetch;
  /** Options that are passed to posthog-node unchanged. */
  readonly client: Pick<PostHogOptions, "disableGeoip" | "historicalMigration">;
  readonly compresses: boolean;
  readonly timing: Timing;
  /** Told once when posthog-node cannot be loaded, of the error's code if it has one. */
  readonly onMissing: (code: string | undefined) => void;
}

/** More than are ever handed to posthog-node at once: it neither sends by itself nor drops anything. */
const NEVER_REACHED = 1_000_000;

/**
 * Sends with posthog-node, which writes the requests. It is loaded when first needed. Requests at the same time have clients of their
 * own, because a client of posthog-node mixes what it is given.
 */
export class PostHogTransport implements Transport {
  readonly #parts: PostHogTransportParts;
  readonly #underWay = new Set<AbortController>();
  #isClosed = false;
  readonly #clients = new Set<PostHogClient>();
  /** The clients that send nothing at present. */
  #idle: PostHogClient[] = [];
  /** The requests that messages wait to be sent in again. */
  readonly #waiting = new WeakMap<Message, RequestIdentity>();

  constructor(parts: PostHogTransportParts) {
    this.#parts = parts;
  }

  async ready(): Promise<boolean> {
    const [client = this.#create()] = this.#clients;
    return (await client.load()) !== undefined;
  }

  async send(messages: readonly Message[]): Promise<readonly Attempted[]> {
    if (this.#idle.length === 0) this.#create();
    const client = this.#idle.pop() as PostHogClient;
    const answered = await client.send(messages, this.#commonRequest(messages));
    for (const part of answered) this.#remember(part);
    if (this.#clients.has(client)) this.#idle.push(client);
    return answered;
  }

  /** The request that all of these were in. With others among them it is a new one. */
  #commonRequest(messages: readonly Message[]): RequestIdentity | undefined {
    const [first, ...others] = messages.map((message) => this.#waiting.get(message));
    return others.every((request) => request === first) ? first : undefined;
  }

  #remember({ messages, answer, identity }: Answered): void {
    for (const message of messages) {
      // The parts of a request that was refused as a whole are requests of their own.
      if (identity === undefined || answer.kind === "refused") this.#waiting.delete(message);
      else this.#waiting.set(message, identity);
    }
  }

  interrupt(): void {
    for (const controller of this.#underWay) {
      try {
        controller.abort();
      } catch {
        // It belongs to a request of the host that has ended.
      }
    }
  }

  close(): void {
    this.#isClosed = true;
    this.interrupt();
    for (const client of this.#clients) client.end();
  }

  reopen(): void {
    this.#isClosed = false;
    this.#clients.clear();
    this.#idle = [];
  }

  #create(): PostHogClient {
    const { fetch, compresses, timing } = this.#parts;
    const client = new PostHogClient({
      load: (watched) => this.#load(watched),
      watch: (seen) =>
        watchFetch({
          send: fetch,
          compresses,
          isClosed: () => this.#isClosed,
          underWay: this.#underWay,
          timing,
          ...seen,
        }),
    });
    this.#clients.add(client);
    this.#idle.push(client);
    return client;
  }

  async #load(fetch: ClientFetch): Promise<PostHog | undefined> {
    const { target, client, timing, onMissing } = this.#parts;
    try {
      const posthog = await import("posthog-node");
      return new posthog.PostHog(target.apiKey, {
        host: target.host,
        fetch,
        ...client,
        disableCompression: true,
        fetchRetryCount: 0,
        // Never reached: the watched fetch has its own timeout and reports the outcome of the messages.
        requestTimeout: timing.attemptMs + 60_000,
        flushAt: NEVER_REACHED,
        maxQueueSize: NEVER_REACHED,
        flushInterval: 0,
      });
    } catch (error) {
      const code = (error as { readonly code?: unknown } | undefined)?.code;
      onMissing(typeof code === "string" ? code : undefined);
      return undefined;
    }
  }
}
