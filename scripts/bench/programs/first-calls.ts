/** What the first call of each of 900 events costs, and what stays of it: prints seconds and bytes of heap for each. */
import { setTimeout as sleep } from "node:timers/promises";
import { cpuOf } from "./cpu.ts";
import { helperOf, helpers, PROPERTIES, TRACKER_OPTIONS, USER_ID } from "./helpers.ts";

const EVENTS = 900;

/** What the process says, as JSON. */
export interface FirstCalls {
  readonly seconds: number;
  readonly bytes: number;
}

const tracker = helpers.createTracker(TRACKER_OPTIONS);
await tracker.ready();
const user = helpers.parseUserId(USER_ID);
const timestamp = new Date();

async function heap(): Promise<number> {
  await tracker.flush();
  // What a finished request still holds is let go in the next turns.
  await sleep(100);
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const call = (number: number): void => {
  if (!helperOf(number)(user, PROPERTIES, { tracker, timestamp }))
    throw new Error(`Event ${number} was refused.`);
};
// What all events share is not counted.
for (let round = 0; round < 200; round += 1) call(EVENTS + (round % 10));
const before = await heap();
const seconds = await cpuOf(() => {
  for (let number = 0; number < EVENTS; number += 1) call(number);
});
const bytes = (await heap()) - before;
const result: FirstCalls = { seconds: seconds / EVENTS, bytes: bytes / EVENTS };
process.stdout.write(JSON.stringify(result));
process.exit(0);
