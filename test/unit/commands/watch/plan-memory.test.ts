import { describe, expect, it } from "vitest";
import { createPlanMemory } from "../../../../src/commands/watch/plan-memory.ts";
import { parseFile } from "../../../../src/read/files/parse-file.ts";
import { readPlanFiles } from "../../../../src/read/read-plan.ts";
import { memoryFiles } from "../../../support/memory-files.ts";
import { PLAN_HEAD } from "../../../support/read-text.ts";

const TEXTS = {
  "tracking-plan.yaml": `${PLAN_HEAD}include: [plans/*.yaml]\n`,
  "plans/a.yaml": "include: [../more/b.yaml]\nevents:\n  a: { description: A. }\n",
  "more/b.yaml": "events:\n  b: { description: B. }\n",
};

/** Reads plans one after the other with one memory. */
function startReading() {
  const parsed: string[] = [];
  const memory = createPlanMemory((file, role) => (parsed.push(file.path), parseFile(file, role)));
  return async (texts: Readonly<Record<string, string>>) => {
    const file = "tracking-plan.yaml";
    const bytes = new TextEncoder().encode(texts[file] ?? "");
    const { plan } = await readPlanFiles({ file, bytes }, memory.through(memoryFiles(texts)), memory.parse);
    const { changed, emptied, files, folders } = memory.settle();
    const events = plan?.events.map(({ name, description }) => `${name}: ${description}`);
    return { events, parsed: parsed.splice(0), changed, emptied, files, folders: folders.toSorted() };
  };
}

describe("a plan that is read again", () => {
  it("is parsed whole at first, and knows what it looked at", async () => {
    expect(await startReading()(TEXTS)).toStrictEqual({
      events: ["a: A.", "b: B."],
      parsed: ["tracking-plan.yaml", "plans/a.yaml", "more/b.yaml"],
      changed: true,
      emptied: false,
      files: 3,
      folders: ["", "more", "plans"],
    });
  });

  it("is not parsed where nothing changed", async () => {
    const read = startReading();
    const { events, files, folders } = await read(TEXTS);
    expect(await read(TEXTS)).toStrictEqual({
      events,
      files,
      folders,
      parsed: [],
      changed: false,
      emptied: false,
    });
  });

  it("is parsed where it changed alone", async () => {
    const read = startReading();
    await read(TEXTS);
    const { parsed, events, changed } = await read({
      ...TEXTS,
      "plans/a.yaml": "events:\n  a: { description: New. }\n",
    });
    expect({ parsed, events, changed }).toStrictEqual({
      parsed: ["plans/a.yaml"],
      events: ["a: New."],
      changed: true,
    });
  });

  it("knows that a file was emptied, once, and not that it always was empty", async () => {
    const read = startReading();
    const half = { ...TEXTS, "more/b.yaml": "" };
    expect((await read(TEXTS)).emptied).toBe(false);
    expect((await read(half)).emptied).toBe(true);
    expect((await read(half)).emptied).toBe(false);
    expect((await read(TEXTS)).emptied).toBe(false);
  });

  it("forgets files that it does not include any more", async () => {
    const read = startReading();
    await read(TEXTS);
    const { "plans/a.yaml": _, ...without } = TEXTS;
    expect(await read(without)).toMatchObject({ parsed: [], changed: true, files: 1 });
    expect(await read(TEXTS)).toMatchObject({ parsed: ["plans/a.yaml", "more/b.yaml"], changed: true });
  });

  it("has changed when a file is missing that was missing for another reason, or not at all", async () => {
    const read = startReading();
    const { "more/b.yaml": _, ...without } = TEXTS;
    await read(TEXTS);
    expect(await read(without)).toMatchObject({ parsed: [], changed: true });
    expect(await read(without)).toMatchObject({ parsed: [], changed: false });
  });
});
