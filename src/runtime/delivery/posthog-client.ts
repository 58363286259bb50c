import type { PostHog } from "posthog-node";
import type { Message } from "../message.ts";
import type { Answer } from "./answer.ts";
import type { RequestIdentity } from "./request-identity.ts";
import type { ClientFetch } from "./watched-fetch.ts";

/** What a client is made with. */
export interface ClientParts {
  /** Makes posthog-node's client over a `fetch`; `undefined` when it cannot be loaded. Never rejects. */
  readonly load: (fetch: ClientFetch) => Promise<PostHog | undefined>;
  /** The `fetch` of the client, which tells each answer, and asks which request the next one repeats. */
  readonly watch: (seen: {
    readonly onAnswer: (
      uuids: readonly string[] | undefined,
      answer: Answer,
      identity: RequestIdentity | undefined,
    ) => void;
    readonly retryOf: () => RequestIdentity | undefined;
  }) => ClientFetch;
}

/** Messages with the answer to the request that carried them. */
export interface Answered {
  readonly messages: readonly Message[];
  readonly answer: Answer;
  readonly identity?: RequestIdentity | undefined;
}

/** Messages that posthog-node did not put into any request, whatever the reason. */
const NOT_IN_A_REQUEST: Answer = { kind: "refused", reason: "not_sent_by_posthog_node", isDivisible: true };

/**
 * A client of posthog-node, for one request at a time. Its queue holds only what is being sent: it would forget events silently.
 */
export class PostHogClient {
  readonly #parts: ClientParts;
  #loading: Promise<PostHog | undefined> | undefined;
  #answers: SeenAnswer[] = [];
  #retryOf: RequestIdentity | undefined;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  load(): Promise<PostHog | undefined> {
    const { load, watch } = this.#parts;
    this.#loading ??= load(
      watch({
        onAnswer: (uuids, answer, identity) => this.#answers.push({ uuids, answer, identity }),
        retryOf: () => this.#retryOf,
      }),
    );
    return this.#loading;
  }

  /** @param retryOf - the request that all of these were in */
  async send(
    messages: readonly Message[],
    retryOf: RequestIdentity | undefined,
  ): Promise<readonly Answered[]> {
    const client = await this.load();
    this.#answers = [];
    this.#retryOf = retryOf;
    try {
      for (const message of messages) client?.capture(message);
      await client?.flush();
    } catch {
      // What was not sent is in none of the answers.
    }
    return matchAnswers(messages, this.#answers);
  }

  /** Stops its timers. It sends nothing any more. */
  end(): void {
    void this.#loading?.then((client) => client?.shutdown()).catch(() => {});
  }
}

/** What a request came to. Without uuids it is not known which messages it carried. */
interface SeenAnswer {
  readonly uuids: readonly string[] | undefined;
  readonly answer: Answer;
  readonly identity: RequestIdentity | undefined;
}

/** Gives each message the answer of the request that carried it: all that are left, where a request cannot be read. */
function matchAnswers(messages: readonly Message[], answers: readonly SeenAnswer[]): readonly Answered[] {
  const left = new Map(messages.map((message) => [message.uuid, message]));
  const answered: Answered[] = [];
  for (const { uuids, answer, identity } of answers) {
    const carried = uuids?.flatMap((uuid) => left.get(uuid) ?? []) ?? [...left.values()];
    for (const { uuid } of carried) left.delete(uuid);
    if (carried.length > 0) answered.push({ messages: carried, answer, identity });
  }
  if (left.size > 0) answered.push({ messages: [...left.values()], answer: NOT_IN_A_REQUEST });
  return answered;
}
