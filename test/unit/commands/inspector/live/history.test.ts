import { expect, test } from "vitest";
import { History, MAX_EVENTS } from "../../../../../src/commands/inspector/live/history.ts";
import type { Observation } from "../../../../../src/observe/observation.ts";
import { readShown } from "../../../../../src/observe/shown-event.ts";
import { makeCaptured } from "../../../endpoint/make-captured.ts";

function observe(event: string, properties: object = {}): Observation {
  return {
    event: { ...makeCaptured(event, { properties: { ...properties } }), raw: undefined, accepted: true },
    kind: "unplanned",
    side: undefined,
    sdk: undefined,
    planned: undefined,
    faults: [],
  };
}

const namesIn = (lines: readonly string[]): readonly string[] => lines.map((line) => readShown(line).event);

test("gives its events from a number on", () => {
  const history = new History();
  for (const name of ["a", "b", "c"]) history.keep(observe(name));
  expect(namesIn(history.from(1))).toEqual(["a", "b", "c"]);
  expect(namesIn(history.from(3))).toEqual(["c"]);
  expect(history.from(4)).toEqual([]);
  // At least one, however long.
  expect(namesIn(history.from(2, 1))).toEqual(["b"]);
  history.clear();
  history.keep(observe("d"));
  expect(history.from(1).map(readShown)).toMatchObject([{ number: 4, event: "d" }]);
});

test("gives up the oldest beyond its number, however many come", () => {
  const history = new History();
  const one = observe("a");
  for (let count = 0; count < 2.3 * MAX_EVENTS; count += 1) history.keep(one);
  expect(history.size).toBe(MAX_EVENTS);
  const lines = history.from(1);
  expect(lines).toHaveLength(MAX_EVENTS);
  expect(readShown(lines[0]!).number).toBe(history.oldest);
  expect(readShown(lines.at(-1)!).number).toBe(history.next - 1);
});

test("gives up the oldest beyond its size", () => {
  const history = new History();
  const large = observe("a", { text: "x".repeat(30_000_000) });
  for (let count = 0; count < 5; count += 1) history.keep(large);
  expect(history.size).toBe(3);
  history.keep(observe("b", { text: "x".repeat(150_000_000) }));
  expect(history.size).toBe(1);
});
