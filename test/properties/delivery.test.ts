import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { Delivery } from "../../src/runtime/delivery/delivery.ts";
import type { MessageQueue } from "../../src/runtime/delivery/message-queue.ts";
import { TIMING } from "../../src/runtime/delivery/timing.ts";
import type { Message } from "../../src/runtime/message.ts";
import { Reporter } from "../../src/runtime/report/reporter.ts";
import type { MessageCounts } from "../../src/runtime/stats.ts";

/**
 * The whole of delivery with the real posthog-node and both of its transports, through faults in any order: the counts add up at every
 * moment, and each message ends once, and truly.
 */

/** What the server does with one request. `true` says that it keeps the events. */
type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly keeps: boolean;
      readonly retryAfter?: string;
    }
  | { readonly kind: "fails"; readonly code?: string; readonly keeps: boolean }
  | { readonly kind: "hangs"; readonly keeps: boolean }
  | { readonly kind: "says"; readonly body: string }
  | { readonly kind: "refuses"; readonly note: number; readonly status: 400 | 413 }
  | { readonly kind: "results"; readonly words: readonly string[] };

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant("status" as const),
    status: fc.constantFrom(200, 204, 301, 400, 401, 404, 408, 413, 429, 500, 503),
    keeps: fc.constant(false),
    retryAfter: fc.constantFrom("0.001", "nonsense"),
  }),
  fc.record({
    kind: fc.constant("fails" as const),
    code: fc.constantFrom("ECONNREFUSED", "ECONNRESET"),
    keeps: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("hangs" as const), keeps: fc.boolean() }),
  fc.record({
    kind: fc.constant("says" as const),
    body: fc.constantFrom("<html>", "{}", '{"results":[]}', '{"status":1,"quota_limited":["events"]}'),
  }),
  fc.record({
    kind: fc.constant("refuses" as const),
    note: fc.integer({ min: 0, max: 30 }),
    status: fc.constantFrom(400 as const, 413 as const),
  }),
  fc.record({
    kind: fc.constant("results" as const),
    words: fc.array(fc.constantFrom("ok", "drop", "retry", "warning", "new"), { minLength: 1, maxLength: 5 }),
  }),
);

/** What the program does, one thing after the other. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("send" as const), count: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("sleep" as const), ms: fc.integer({ min: 0, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("flush" as const) }) },
);

interface WireEvent {
  readonly uuid: string;
  readonly properties: { readonly note: number };
}

/** A server that goes through the faults, and takes everything after them. */
class Server {
  /** The uuids of what it has. */
  readonly kept = new Set<string>();
  readonly #faults: Fault[];
  readonly #onRequest: () => void;

  constructor(faults: readonly Fault[], onRequest: () => void) {
    this.#faults = [...faults];
    this.#onRequest = onRequest;
  }

  readonly fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const unzipped = new Blob([init?.body as Blob]).stream().pipeThrough(new DecompressionStream("gzip"));
    const { batch } = (await new Response(unzipped).json()) as { readonly batch: readonly WireEvent[] };
    this.#onRequest();
    return this.#answer(String(url).includes("/i/v1/"), batch, this.#faults.shift());
  };

  #answer(isV1: boolean, batch: readonly WireEvent[], next: Fault | undefined): Response | Promise<never> {
    switch (next?.kind) {
      case undefined:
        return this.#take(batch, isV1 ? '{"results":{}}' : '{"status":"Ok"}');
      case "status":
        if (next.status === 200) return this.#take(batch, isV1 ? '{"results":{}}' : '{"status":1}');
        // A success without PostHog's words is no answer of PostHog's, and the messages are unknown.
        if (next.status === 204) return this.#take(batch, "", 204);
        return new Response("", { status: next.status, headers: { "retry-after": next.retryAfter ?? "" } });
      case "fails":
        if (next.keeps && next.code !== "ECONNREFUSED") this.#take(batch, "");
        return Promise.reject(new TypeError("fetch failed", { cause: { code: next.code } }));
      case "hangs":
        if (next.keeps) this.#take(batch, "");
        return new Promise(() => {});
      case "says":
        return new Response(next.body);
      case "refuses": {
        const isRefused = batch.some(({ properties }) => properties.note % 31 === next.note);
        if (isRefused) return new Response("", { status: next.status });
        return this.#take(batch, isV1 ? '{"results":{}}' : '{"status":1}');
      }
      case "results": {
        if (!isV1) return this.#take(batch, '{"status":1}');
        const wordOf = (index: number): string => next.words[index % next.words.length] ?? "ok";
        const results = Object.fromEntries(batch.map(({ uuid }, index) => [uuid, { result: wordOf(index) }]));
        const kept = batch.filter((_, index) => ["ok", "warning"].includes(wordOf(index)));
        return this.#take(kept, JSON.stringify({ results }));
      }
      default:
        return next satisfies never;
    }
  }

  #take(batch: readonly WireEvent[], body: string, status = 200): Response {
    for (const { uuid } of batch) this.kept.add(uuid);
    return new Response(status === 204 ? null : body, { status });
  }
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const addsUp = (counts: MessageCounts): boolean => {
  const { accepted, queued, inFlight, delivered, unknown, lost, lostBy, undelivered } = counts;
  return (
    accepted === queued + inFlight + delivered + unknown + lost &&
    [accepted, queued, inFlight, delivered, unknown, lost].every((count) => count >= 0) &&
    lost === sumOf(lostBy) &&
    lost + unknown === sumOf(undelivered)
  );
};

describe.each(["v0", "v1"])("over posthog-node's transport %s", (mode) => {
  test("the counts add up at every moment, and each message ends once, and truly", async () => {
    vi.stubEnv("POSTHOG_CAPTURE_MODE", mode);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 12 }),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        async (faults, steps) => {
          const ended = new Map<string, string>();
          const outcomes: string[] = [];
          const settle = (uuid: string, kind: string): void => {
            outcomes.push(uuid);
            ended.set(uuid, kind);
          };
          const flushes: Promise<MessageCounts>[] = [];
          let sums = 0;
          const check = (): void => {
            const { events, waitingBytes } = queue.counts();
            sums += 1;
            expect([events, addsUp(events)]).toEqual([events, true]);
            expect(waitingBytes > 0).toBe(events.queued + events.inFlight > 0);
          };
          const server = new Server(faults, check);
          const queue: MessageQueue = new Delivery({
            planName: "plan",
            target: { apiKey: "phc_x", host: "http://posthog.example" },
            options: {
              fetch: server.fetch,
              flushAt: 5,
              flushInterval: 1,
              handleErrors: false,
              handleSignals: false,
            },
            reporter: new Reporter({
              debug: false,
              log: () => {},
              onRefused: undefined,
              onDelivery: ({ message: { uuid } }) => settle(uuid, "delivered"),
              onLoss: ({ message: { uuid }, mayHaveArrived }) =>
                settle(uuid, mayHaveArrived ? "unknown" : "lost"),
            }),
            timing: {
              ...TIMING,
              attemptMs: 15,
              firstPauseMs: 1,
              longestPauseMs: 3,
              longestRetryAfterMs: 3,
              shortestPauseMs: 1,
            },
          }).queue;
          const sent: string[] = [];
          for (const next of steps) {
            if (next.kind === "send") {
              for (let count = 0; count < next.count; count += 1) {
                const message = makeMessage(sent.length);
                sent.push(message.uuid);
                queue.accept(message, sent.length % 2 === 0);
              }
            } else if (next.kind === "sleep") {
              // oxlint-disable-next-line no-await-in-loop -- One step after the other.
              await new Promise((resolve) => setTimeout(resolve, next.ms));
            } else {
              flushes.push(queue.flush({ timeoutMs: 5 }));
            }
            check();
          }
          await queue.shutdown(300);
          check();

          const { events } = queue.counts();
          expect(events).toMatchObject({ accepted: sent.length, queued: 0, inFlight: 0 });
          for (const counts of await Promise.all(flushes))
            expect([counts, addsUp(counts)]).toEqual([counts, true]);
          // Once each.
          expect(outcomes.toSorted()).toEqual(sent.toSorted());
          // Delivered is what the server has, and what is lost it does not have; of the rest nobody knows.
          const untrue = [...ended].filter(
            ([uuid, kind]) => kind !== "unknown" && server.kept.has(uuid) !== (kind === "delivered"),
          );
          expect(untrue).toEqual([]);
          // Everything was looked at, too, while requests were under way.
          expect(sums).toBeGreaterThan(1);
        },
      ),
      { numRuns: 60 },
    );
    vi.unstubAllEnvs();
  });
});

function makeMessage(note: number): Message {
  return {
    event: "order_shipped",
    distinctId: "ann",
    properties: { note },
    timestamp: new Date(),
    uuid: crypto.randomUUID(),
  };
}
