import type { PostHog, PostHogOptions } from "posthog-node";
import type { Message } from "../message.ts";
import type { Answer } from "./answer.ts";
import type { RequestIdentity } from "./request-identity.ts";
import type { Attempted, Transport } from "./request-loop.ts";
import type { Timing } from "./timing.ts";
import { watchFetch } from "./watched-fetch.ts";

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

/** Messages that posthog-node did not put into any request, whatever the reason. */
const NOT_IN_A_REQUEST: Answer = { kind: "refused", reason: "not_sent_by_posthog_node", isDivisible: true };

/**
 * Sends with posthog-node, which writes the requests. It is loaded when first needed, and its queue holds only what
 * is being sent: it would forget events without a word.
 */
export class PostHogTransport implements Transport {
  readonly #parts: PostHogTransportParts;
  readonly #underWay = new Set<AbortController>();
  #isClosed = false;
  #loading: Promise<PostHog | undefined> | undefined;
  #answers: SeenAnswer[] = [];
  /** The requests that messages wait to be sent in again. */
  readonly #waiting = new WeakMap<Message, RequestIdentity>();
  #retryOf: RequestIdentity | undefined;

  constructor(parts: PostHogTransportParts) {
    this.#parts = parts;
  }

  async ready(): Promise<boolean> {
    return (await this.#load()) !== undefined;
  }

  async send(messages: readonly Message[]): Promise<readonly Attempted[]> {
    const client = await this.#load();
    this.#answers = [];
    this.#retryOf = this.#commonRequest(messages);
    try {
      for (const message of messages) client?.capture(message);
      await client?.flush();
    } catch {
      // What was not sent is in none of the answers.
    }
    const attempted = matchAnswers(messages, this.#answers);
    for (const part of attempted) this.#remember(part);
    return attempted;
  }

  /** The request that all of these were in. With others among them it is a new one. */
  #commonRequest(messages: readonly Message[]): RequestIdentity | undefined {
    const [first, ...others] = messages.map((message) => this.#waiting.get(message));
    return others.every((request) => request === first) ? first : undefined;
  }

  #remember({ messages, answer, identity }: MatchedAnswer): void {
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
    // It sends nothing any more: this stops its timers.
    void this.#loading?.then((client) => client?.shutdown()).catch(() => {});
  }

  reopen(): void {
    this.#isClosed = false;
    this.#loading = undefined;
  }

  #load(): Promise<PostHog | undefined> {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  async #start(): Promise<PostHog | undefined> {
    const { target, fetch, client, compresses, timing, onMissing } = this.#parts;
    try {
      const posthog = await import("posthog-node");
      return new posthog.PostHog(target.apiKey, {
        host: target.host,
        fetch: watchFetch({
          send: fetch,
          compresses,
          isClosed: () => this.#isClosed,
          underWay: this.#underWay,
          timing,
          retryOf: () => this.#retryOf,
          onAnswer: (uuids, answer, identity) => this.#answers.push({ uuids, answer, identity }),
        }),
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

/** What a request came to. Without uuids it is not known which messages it carried. */
interface SeenAnswer {
  readonly uuids: readonly string[] | undefined;
  readonly answer: Answer;
  readonly identity: RequestIdentity | undefined;
}

interface MatchedAnswer extends Attempted {
  readonly identity?: RequestIdentity | undefined;
}

/** Gives each message the answer of the request that carried it: all that are left, where a request cannot be read. */
function matchAnswers(
  messages: readonly Message[],
  answers: readonly SeenAnswer[],
): readonly MatchedAnswer[] {
  const left = new Map(messages.map((message) => [message.uuid, message]));
  const attempted: MatchedAnswer[] = [];
  for (const { uuids, answer, identity } of answers) {
    const carried = uuids?.flatMap((uuid) => left.get(uuid) ?? []) ?? [...left.values()];
    for (const { uuid } of carried) left.delete(uuid);
    if (carried.length > 0) attempted.push({ messages: carried, answer, identity });
  }
  if (left.size > 0) attempted.push({ messages: [...left.values()], answer: NOT_IN_A_REQUEST });
  return attempted;
}
