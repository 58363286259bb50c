import { PostHog } from "posthog-node";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTracker, trackUserSignedIn, userId } from "../../../generated/index.ts";

// Both send by capture v1.
process.env["POSTHOG_CAPTURE_MODE"] = "v1";

const MINUTE = 60_000;
const ID = "user_7c9e6679-7425-40de-944b-e07fc1f90ae7";
const target = { apiKey: "phc_retries", host: "http://127.0.0.1:9999" };

/** What a server in trouble does with each request. */
const TROUBLES: Readonly<Record<string, () => Response>> = {
  "429": () => new Response("{}", { status: 429 }),
  "429 with Retry-After: 20": () => new Response("{}", { status: 429, headers: { "retry-after": "20" } }),
  "503": () => new Response("{}", { status: 503 }),
  "a refused connection": () => {
    throw new TypeError("fetch failed", {
      cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
    });
  },
};

/** Five events at once, or one a second. */
const LOADS: Readonly<Record<string, (track: () => void) => Promise<void>>> = {
  "five events at once": async (track) => {
    for (let event = 0; event < 5; event += 1) track();
  },
  "an event each second": async (track) => {
    for (const end = performance.now() + MINUTE; performance.now() < end; await sleep(1000)) track();
  },
};

const CASES = Object.keys(TROUBLES).flatMap((trouble) =>
  Object.keys(LOADS).map((load) => [trouble, load] as const),
);

// All at once: each of them takes a minute.
test.concurrent.each(CASES)(
  "%s, %s: no more requests than from posthog-node's capture v1, at any time",
  async (trouble, load) => {
    const start = performance.now();
    const counting = () => {
      const times: number[] = [];
      const fetch = async (): Promise<Response> => {
        times.push(performance.now() - start);
        return (TROUBLES[trouble] as () => Response)();
      };
      return { times, fetch };
    };
    const theirs = counting();
    const ours = counting();
    const posthog = new PostHog(target.apiKey, { ...target, fetch: theirs.fetch, flushInterval: 1000 });
    const tracker = createTracker({ ...target, fetch: ours.fetch, flushInterval: 1000, log: () => {} });
    const user = userId(ID);
    const run = LOADS[load] as (track: () => void) => Promise<void>;
    await run(() => {
      posthog.capture({ distinctId: ID, event: "user_signed_in", properties: { method: "github" } });
      trackUserSignedIn(user, { method: "github" }, { tracker });
    });
    await sleep(Math.max(0, start + MINUTE - performance.now()));
    const [their, our] = [theirs, ours].map(({ times }) => times.filter((ms) => ms < MINUTE));
    expect(our?.length).toBeGreaterThan(1);
    // None comes before posthog-node's of the same number; half a second is the machine's.
    const early = our?.filter((ms, index) => ms + 500 < (their?.[index] ?? Infinity));
    expect(early).toEqual([]);
    await tracker.shutdown({ timeoutMs: 0 });
    void posthog.shutdown(1);
  },
  MINUTE + 30_000,
);
