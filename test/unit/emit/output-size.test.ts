import { expect, test } from "vitest";
import { largePlan } from "../../../scripts/bench/large-plan.ts";
import { emitAll } from "../../../src/emit/emit-all.ts";
import { readTexts } from "../../support/memory-files.ts";

const EVENTS = 200;

const { plan } = await readTexts(largePlan({ events: EVENTS, files: 8 }));
const files = emitAll(plan!);
const bytesOf = (path: RegExp): number =>
  files.filter((file) => path.test(file.path)).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

/** A little more than today. Far more means that a part of the output repeats itself. */
test.each([
  ["plan.json", /^plan\.json$/u, 950],
  ["events.ts", /^events\.ts$/u, 2200],
  ["validators.ts", /^validators\.ts$/u, 900],
  ["browser.ts", /^browser\.ts$/u, 640],
  ["docs", /^docs\//u, 2300],
  ["all files", /./u, 8700],
])("%s of 200 events: at most so many bytes an event", (_, path, limit) => {
  expect(bytesOf(path) / EVENTS).toBeLessThanOrEqual(limit);
});

test("200 events: so many files", () => {
  expect(files.length).toBeLessThanOrEqual(30);
});
