import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showsProgress, terminalAsk, terminalProgress } from "../../../src/cli/terminal.ts";
import type { Ask, Progress } from "../../../src/commands/io.ts";
import { screenOf } from "../../support/screen.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A progress, and all that it wrote to its terminal. */
function watched(): { readonly progress: Progress; readonly written: () => string } {
  let all = "";
  const progress = terminalProgress((text) => (all += text));
  return { progress, written: () => all };
}

/** Time that passes without a turn for timers, as it does while work is synchronous. */
function work(milliseconds: number): void {
  const begun = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(begun + milliseconds);
}

/** What a terminal shows then. */
async function shown(written: string, columns?: number): Promise<string> {
  vi.useRealTimers();
  return await screenOf(written, columns === undefined ? {} : { columns });
}

describe("the progress at a terminal", () => {
  it("is not shown of what is done within a second", () => {
    const { progress, written } = watched();
    progress.begin("Reading a.yaml");
    vi.advanceTimersByTime(999);
    progress.begin("Generating docs");
    progress.end();
    vi.advanceTimersByTime(10_000);
    expect(written()).toBe("");
  });

  it("comes by itself where what is waited for leaves it time", async () => {
    const { progress, written } = watched();
    progress.begin("Waiting for the host to answer");
    vi.advanceTimersByTime(1_000);
    expect(await shown(written())).toBe("Waiting for the host to answer…\n");
  });

  it("comes with the next phase where the work leaves it none, and each phase takes the place of the one before", async () => {
    const { progress, written } = watched();
    progress.begin("Reading a-file-with-a-long-name.yaml");
    work(1_000);
    progress.begin("Generating docs");
    expect(written()).toContain("Generating docs…");
    progress.begin("Writing");
    expect(await shown(written())).toBe("Writing…\n");
  });

  it("leaves nothing behind", async () => {
    const { progress, written } = watched();
    progress.begin("Generating docs");
    vi.advanceTimersByTime(1_000);
    progress.end();
    progress.end();
    expect(await shown(`before\n${written()}after`)).toBe("before\nafter\n");
  });

  it("counts the second anew after each end", () => {
    const { progress, written } = watched();
    progress.begin("Reading a.yaml");
    vi.advanceTimersByTime(900);
    progress.end();
    progress.begin("Reading b.yaml");
    vi.advanceTimersByTime(900);
    expect(written()).toBe("");
    vi.advanceTimersByTime(100);
    expect(written()).toContain("Reading b.yaml…");
  });

  it("is cut at the margin, whatever its characters are, and is still one line", async () => {
    const { progress, written } = watched();
    progress.begin(`Reading ${"注文".repeat(20)}.yaml`);
    vi.advanceTimersByTime(1_000);
    const drawn = written();
    progress.end();
    const erased = written();
    expect((await shown(drawn, 20)).trimEnd().split("\n")).toHaveLength(1);
    expect(await screenOf(`${erased}after ${"x".repeat(20)}`, { columns: 20 })).toBe(
      "after xxxxxxxxxxxxxx\nxxxxxx\n",
    );
  });

  it("gives a terminal nothing to obey but its own", async () => {
    const { progress, written } = watched();
    progress.begin("Reading \u001b[2J\n\u202e.yaml");
    vi.advanceTimersByTime(1_000);
    expect(await shown(written())).toBe("Reading \u{fffd}[2J\u{fffd}\u{fffd}.yaml…\n");
  });
});

describe("who sees the progress", () => {
  it.each<[boolean, Readonly<Record<string, string>>, boolean]>([
    [true, {}, true],
    [true, { NO_COLOR: "1" }, true],
    [true, { CI: "false" }, true],
    [true, { CI: "true" }, false],
    [true, { TERM: "dumb" }, false],
    [false, {}, false],
    [false, { FORCE_COLOR: "1" }, false],
  ])("at a terminal: %s, with %j: %s", (isTTY, env, expected) => {
    expect(showsProgress({ isTTY }, env)).toBe(expected);
  });
});

const fail = (): never => {
  throw new Error("The progress ended.");
};

const choices = [{ value: "a", label: "a" }] as const;

it.each<[string, (ask: Ask) => Promise<unknown>]>([
  ["text", (ask) => ask.text({ message: "?" })],
  ["choice", (ask) => ask.choose({ message: "?", choices })],
  ["list of choices", (ask) => ask.chooseSome({ message: "?", choices })],
  ["yes or no", (ask) => ask.confirm({ message: "?" })],
])("takes the progress away before it asks for a %s", async (_, question) => {
  await expect(question(terminalAsk({ begin: () => {}, end: fail }))).rejects.toThrow("The progress ended.");
});
