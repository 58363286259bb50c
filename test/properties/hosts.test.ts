import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { Delivery } from "../../src/runtime/delivery/delivery.ts";
import { TIMING } from "../../src/runtime/delivery/timing.ts";
import { PlanTracker } from "../../src/runtime/plan-tracker.ts";
import { Reporter } from "../../src/runtime/report/reporter.ts";
import { ANN, plan } from "../support/shop-plan.ts";

/** A tracker on hosts that end and live on, set their clock, and throw: what it says of each call stays true. */

/** What `fetch` does with one request. */
const answer = fc.constantFrom("takes", "takes", "answers 503", "rejects", "throws", "hangs");

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("track" as const), count: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "track nothing that can be set" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("sleep" as const), ms: fc.integer({ min: 0, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "flush" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("begin to end" as const),
      occasion: fc.constantFrom("natural" as const, "signal" as const, "error" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("give up" as const), isExit: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "live on" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("set the clock" as const),
      by: fc.integer({ min: -90_000_000, max: 90_000_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("break" as const),
      what: fc.constantFrom("timers" as const, "process" as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "mend" as const }) },
);

test("through ends, clock steps and hosts that throw, each call is in one place, and `false` is never sent", async () => {
  const realNow = Date.now;
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { maxLength: 10 }),
      fc.array(step, { minLength: 1, maxLength: 14 }),
      async (answers, steps) => {
        const seen = new Set<string>();
        const left = [...answers];
        const serve = (init: RequestInit | undefined): Promise<Response> => {
          const next = left.shift() ?? "takes";
          if (next === "throws") throw new Error("no fetch here");
          return readNotes(init).then((notes) => {
            for (const note of notes) seen.add(note);
            if (next === "rejects") throw new TypeError("fetch failed");
            if (next === "hangs") return new Promise(() => {});
            return new Response('{"status":"Ok"}', { status: next === "takes" ? 200 : 503 });
          });
        };
        let areTimersBroken = false;
        const startTimer = ((run: () => void, ms: number) => {
          if (areTimersBroken) throw new Error("no timers here");
          return TIMING.startTimer(run, ms);
        }) as typeof setTimeout;
        const reporter = new Reporter({ debug: false, log: () => {}, onRefused: undefined });
        const delivery = new Delivery({
          planName: "plan",
          target: { apiKey: "phc_x", host: "http://posthog.example" },
          options: {
            fetch: (_url, init) => serve(init),
            flushAt: 5,
            flushInterval: 1,
            endTimeoutMs: 5,
            maxQueueMessages: 30,
          },
          reporter,
          timing: {
            ...TIMING,
            startTimer,
            attemptMs: 15,
            firstPauseMs: 1,
            longestPauseMs: 3,
            longestRetryAfterMs: 3,
            shortestPauseMs: 1,
          },
        });
        const tracker = new PlanTracker({
          planName: plan.name,
          queue: delivery.queue,
          reporter,
          violations: "report",
          now: () => Date.now(),
        });
        let offset = 0;
        vi.spyOn(Date, "now").mockImplementation(() => realNow() + offset);
        const results = new Map<string, boolean>();
        const track = (properties: (note: string) => object): void => {
          const note = String(results.size);
          results.set(note, tracker.identify(plan, ANN, properties(note)));
        };
        const check = (): void => {
          const { events, refused } = tracker.stats();
          const { accepted, queued, inFlight, delivered, unknown, lost } = events;
          const places = [queued, inFlight, delivered, unknown, lost];
          const trues = [...results.values()].filter(Boolean).length;
          expect(places.every((count) => count >= 0)).toBe(true);
          expect({ accepted, all: places.reduce((sum, count) => sum + count, 0) }).toEqual({
            accepted: trues,
            all: trues,
          });
          const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
          expect(refusals).toBe(results.size - trues);
        };
        /** None of these may reject, whatever the host does. */
        const promised: Promise<unknown>[] = [];
        try {
          for (const next of steps) {
            switch (next.kind) {
              case "track":
                for (let count = 0; count < next.count; count += 1) track((note) => ({ company_size: note }));
                break;
              case "track nothing that can be set":
                track(() => ({}));
                break;
              case "sleep":
                // oxlint-disable-next-line no-await-in-loop -- One step after the other.
                await new Promise((resolve) => setTimeout(resolve, next.ms));
                break;
              case "flush":
                promised.push(tracker.flush({ timeoutMs: 5 }));
                break;
              case "begin to end":
                promised.push(delivery.finish(next.occasion));
                break;
              case "give up":
                delivery.giveUp(next.isExit);
                break;
              case "live on":
                delivery.resume();
                break;
              case "set the clock":
                offset += next.by;
                break;
              case "break":
                if (next.what === "timers") areTimersBroken = true;
                else breakProcess();
                break;
              case "mend":
                areTimersBroken = false;
                break;
              default:
                next satisfies never;
            }
            check();
          }
          areTimersBroken = false;
          await Promise.all(promised);
          const { accepted, delivered, unknown, lost } = await tracker.shutdown({ timeoutMs: 300 });
          check();
          expect(delivered + unknown + lost).toBe(accepted);
          track((note) => ({ company_size: note }));
          check();
          expect([...seen].filter((note) => results.get(note) !== true)).toEqual([]);
          expect(seen.size).toBeGreaterThanOrEqual(delivered);
        } finally {
          vi.restoreAllMocks();
        }
      },
    ),
    { numRuns: 100 },
  );
});

function refuseToListen(): never {
  throw new Error("nobody listens here");
}

function breakProcess(): void {
  vi.spyOn(process, "prependListener").mockImplementation(refuseToListen);
  vi.spyOn(process, "on").mockImplementation(refuseToListen);
}

async function readNotes(init: RequestInit | undefined): Promise<readonly string[]> {
  const unzipped = new Blob([init?.body as Blob]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { batch } = (await new Response(unzipped).json()) as {
    readonly batch: readonly { readonly properties: { readonly $set: { readonly company_size: string } } }[];
  };
  return batch.map(({ properties }) => properties.$set.company_size);
}
