import type { Answer } from "./delivery/answer.ts";
import { Delivery } from "./delivery/delivery.ts";
import type { Outbox } from "./delivery/outbox.ts";
import { Reporter } from "./report/reporter.ts";
import type { DurableCounts } from "./stats.ts";

export type { Outbox } from "./delivery/outbox.ts";
export type { OutboxAdmin, PlanCounts, ListedEvent } from "./delivery/outbox-admin.ts";

interface RelayOptions {
  /** Events of other plans belong into other projects. */
  readonly planName: string;
  readonly target: { readonly apiKey: string; readonly host: string };
  readonly outbox: Outbox;
  readonly log: (line: string) => void;
  readonly debug: boolean;
}

/** Sends what processes left in an outbox, in a process of its own: it has a request loop and no tracker. */
export class Relay {
  readonly #queue: Delivery["queue"];
  #hostProblem: string | undefined;

  constructor({ log, debug, planName, target, outbox }: RelayOptions) {
    const { queue } = new Delivery({
      planName,
      target,
      // It ends by `stop` alone.
      options: { outbox, handleErrors: false, handleSignals: false },
      reporter: new Reporter({ debug, log, onRefused: undefined }),
      onAnswer: (answer) => {
        this.#hostProblem = problemOf(answer, this.#hostProblem);
      },
    });
    this.#queue = queue;
  }

  /** Loads posthog-node. `false` when it cannot be loaded. */
  ready(): Promise<boolean> {
    return this.#queue.ready();
  }

  /** Why the host took no events when it was last asked, as a sentence without its end; `undefined` when it took them. */
  get hostProblem(): string | undefined {
    return this.#hostProblem;
  }

  counts(): DurableCounts {
    return this.#queue.counts().durable as DurableCounts;
  }

  /** Waits for the requests under way, begins no other, and leaves everything else in the outbox. Never rejects. */
  stop(): Promise<void> {
    return this.#queue.retire();
  }
}

function problemOf(answer: Answer, before: string | undefined): string | undefined {
  switch (answer.kind) {
    case "taken":
      return undefined;
    case "busy":
      return answer.cause;
    case "unclear":
      return "The host does not answer as PostHog does";
    case "refused":
      // It may be about single events.
      return answer.isDivisible ? before : `PostHog refuses all events (${answer.reason})`;
    default:
      return answer satisfies never;
  }
}
