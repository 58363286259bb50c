import { afterEach, expect, test, vi } from "vitest";
import type { ExitHook } from "../../../../src/runtime/delivery/exit-hooks.ts";

/** What the processes of `test/e2e/process-end.test.ts` cannot show: several copies of the package in one process. */

const EVENTS = ["beforeExit", "exit", "SIGTERM", "SIGINT", "uncaughtException"] as const;
const count = (): readonly number[] => EVENTS.map((event) => process.listenerCount(event));

function makeHook(more: Partial<ExitHook> = {}): ExitHook {
  return {
    handleSignals: true,
    handleErrors: true,
    finish: () => Promise.resolve(),
    giveUp: () => {},
    resume: () => {},
    ...more,
  };
}

/** A copy of the module, as hot reload and bundlers make them. */
async function loadCopy(): Promise<(hook: ExitHook) => () => void> {
  vi.resetModules();
  const { addExitHook } = await import("../../../../src/runtime/delivery/exit-hooks.ts");
  return addExitHook;
}

afterEach(() => {
  vi.resetModules();
});

test("copies of the package share one listener for each event, whoever comes and goes first", async () => {
  const before = count();
  const [first, second] = [await loadCopy(), await loadCopy()];
  expect(first).not.toBe(second);
  const release = [first(makeHook()), second(makeHook()), second(makeHook())];
  expect(count()).toEqual(before.map((listeners) => listeners + 1));
  release[0]?.();
  expect(count()).toEqual(before.map((listeners) => listeners + 1));
  for (const done of release) done();
  expect(count()).toEqual(before);
});

test("there are listeners only for what somebody wants to be held up for", async () => {
  const addHook = await loadCopy();
  const [beforeExit = 0, exit = 0, ...others] = count();
  const release = addHook(makeHook({ handleSignals: false, handleErrors: false }));
  expect(count()).toEqual([beforeExit + 1, exit + 1, ...others]);
  release();
  expect(count()).toEqual([beforeExit, exit, ...others]);
});

test("without a process that can be listened to there is nothing to take care of", async () => {
  const addHook = await loadCopy();
  vi.stubGlobal("process", { env: {} });
  const release = addHook(makeHook());
  vi.unstubAllGlobals();
  expect(release()).toBe(undefined);
});
