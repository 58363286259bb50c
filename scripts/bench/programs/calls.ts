/** What calls cost beside `capture` of posthog-node, without sending: prints seconds per call for each row. */
import { PostHog } from "posthog-node";
import { v5 } from "uuid";
import { type Figures, inTurn } from "../figures.ts";
import type { RowName } from "../rows.ts";
import { cpuOf } from "./cpu.ts";
import { helperOf, helpers, PROPERTIES, TARGET, TRACKER_OPTIONS, USER_ID } from "./helpers.ts";

/** Pairs of batches, after some that only warm up, and calls in each batch. */
const PAIRS = 31;
const WARM_UP = 10;
const CALLS = 1800;

const { host, apiKey, fetch } = TARGET;
const posthog = new PostHog(apiKey, { host, fetch, maxQueueSize: 10_000_000 });
const tracker = helpers.createTracker(TRACKER_OPTIONS);
const refusing = helpers.createTracker({ ...TRACKER_OPTIONS, violations: "refuse" });
await Promise.all([tracker.ready(), refusing.ready()]);
const user = helpers.parseUserId(USER_ID);
const timestamp = new Date();
let count = 0;

const keyed = helperOf(0);
/** A key of its own for each call, as each is another event. */
const thingId = (): string => `5b0e7c1e-93d2-4f6a-8a57-${String(count++).padStart(12, "0")}`;
const call = (
  properties: object,
  expected: boolean,
  to = tracker,
  id: unknown = user,
  helper = keyed,
): void => {
  const accepted = helper(
    id,
    { ...PROPERTIES, thing_id: thingId(), ...properties },
    { tracker: to, timestamp },
  );
  if (accepted !== expected) throw new Error(`A call gave ${accepted}.`);
};
const capture = (): void => {
  const properties = { ...PROPERTIES, thing_id: thingId() };
  posthog.capture({ distinctId: USER_ID, event: "thing_0_done", properties, timestamp });
};

/** Nothing that was queued before is sent while the next batch is measured. */
async function batch(one: (index: number) => void): Promise<number> {
  const seconds = await cpuOf(() => {
    for (let index = 0; index < CALLS; index += 1) one(index);
  });
  await Promise.all([tracker.flush(), posthog.flush()]);
  return seconds / CALLS;
}

async function measure(ours: (index: number) => void, beside: () => void = capture): Promise<Figures> {
  const run = (pairs: number): Promise<Figures> =>
    inTurn(
      pairs,
      () => batch(ours),
      () => batch(beside),
    );
  await run(WARM_UP);
  return await run(PAIRS);
}

const wrong = { tier: "gold" };
const several = Array.from({ length: 900 }, (_, number) => helperOf(number));
const rows: Partial<Record<RowName, Figures>> = {
  keyedCall: await measure(() => call({}, true)),
  wrongCall: await measure(() => call(wrong, true)),
  refusedId: await measure(() => call({}, false, tracker, "ada@example.com")),
  refusedProperty: await measure(() => call(wrong, false, refusing)),
  laterCalls: await measure((index) => call({}, true, tracker, user, several[index % several.length]!)),
  uuidOfKey: await measure(
    () => void helpers.eventUuid("paid", USER_ID, [thingId()]),
    () => void v5(`paid ${USER_ID} ${thingId()}`, v5.URL),
  ),
};
process.stdout.write(JSON.stringify(rows));
process.exit(0);
