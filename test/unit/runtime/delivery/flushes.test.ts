import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Flushes } from "../../../../src/runtime/delivery/flushes.ts";
import { FAKE_TIMING } from "./fake-timing.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("with nothing waiting there is nothing to wait for", async () => {
  const flushes = new Flushes(FAKE_TIMING);
  const report = await flushes.wait({ last: 5, waiting: 0, timeoutMs: 1000 });
  expect(report).toEqual({ delivered: 0, unknown: 0, lost: 0, waiting: 0 });
});

test("it is over when the messages that waited have ended; later ones do not count", async () => {
  const flushes = new Flushes(FAKE_TIMING);
  const report = flushes.wait({ last: 3, waiting: 2, timeoutMs: 1000 });
  flushes.settled(4, { kind: "delivered" });
  flushes.settled(2, { kind: "lost", reason: "http_401" });
  flushes.settled(3, { kind: "unknown", reason: "unknown_answer" });
  expect(await report).toEqual({ delivered: 0, unknown: 1, lost: 1, waiting: 0 });
});

test("when the time is over it says what still waits", async () => {
  const flushes = new Flushes(FAKE_TIMING);
  const report = flushes.wait({ last: 3, waiting: 3, timeoutMs: 1000 });
  flushes.settled(1, { kind: "delivered" });
  await vi.advanceTimersByTimeAsync(1000);
  expect(await report).toEqual({ delivered: 1, unknown: 0, lost: 0, waiting: 2 });
});

test("at the natural end of a process each delivery gives it the whole time again", async () => {
  const flushes = new Flushes(FAKE_TIMING);
  let isOver = false;
  void flushes.wait({ last: 9, waiting: 9, timeoutMs: 1000, isExtended: true }).then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(900);
  flushes.settled(1, { kind: "delivered" });
  await vi.advanceTimersByTimeAsync(900);
  flushes.settled(2, { kind: "lost", reason: "http_400" });
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(isOver).toBe(true);
});

test("sending may pause for half of the time that the most impatient one has left", () => {
  const flushes = new Flushes(FAKE_TIMING);
  expect(flushes.pauseLimit(250)).toBe(Infinity);
  void flushes.wait({ last: 1, waiting: 1, timeoutMs: 10_000 });
  void flushes.wait({ last: 1, waiting: 1, timeoutMs: 4000 });
  expect(flushes.pauseLimit(250)).toBe(2000);
  vi.advanceTimersByTime(3900);
  expect(flushes.pauseLimit(250)).toBe(250);
  flushes.endAll();
  expect(flushes.pauseLimit(250)).toBe(Infinity);
});

test("who waits gets one extra attempt: pauses after it are as long as they are", () => {
  const flushes = new Flushes(FAKE_TIMING);
  void flushes.wait({ last: 1, waiting: 1, timeoutMs: 10_000 });
  flushes.useExtraAttempt();
  expect(flushes.pauseLimit(250)).toBe(Infinity);
  void flushes.wait({ last: 1, waiting: 1, timeoutMs: 4000 });
  expect(flushes.pauseLimit(250)).toBe(2000);
});
