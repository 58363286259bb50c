import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { KINDS } from "../../../src/diff/table/kinds.ts";
import { readPlan, type ReadResult } from "../../../src/read/read-plan.ts";
import { FIRST, STEPS, TODAY } from "./history-steps.ts";

/** The plan of the first commit, and of each step after it. */
function readHistory(): readonly ReadResult[] {
  const file = structuredClone(FIRST) as object;
  const read = (): ReadResult =>
    readPlan({ file: "tracking-plan.yaml", bytes: new TextEncoder().encode(JSON.stringify(file)) });
  return [
    read(),
    ...STEPS.map(({ edit }) => {
      edit(file);
      return read();
    }),
  ];
}

/** What `diff` says, as level and id; of a plan with errors, the errors. */
function changesBetween(before: ReadResult, after: ReadResult): readonly string[] {
  if (after.plan === undefined) return after.diagnostics.map(({ message }) => message);
  return diff(before.plan!, after.plan, { today: TODAY }).map(({ id, level }) => `${level} ${id}`);
}

const history = readHistory();

test("a plan's history, commit by commit: every kind of change is seen, and no other", () => {
  const seen = STEPS.map(({ title }, index) => [title, changesBetween(history[index]!, history[index + 1]!)]);
  expect(Object.fromEntries(seen)).toEqual(
    Object.fromEntries(STEPS.map(({ title, changes }) => [title, changes])),
  );
  expect(STEPS.length).toBeGreaterThanOrEqual(20);
  expect(changesBetween(history[0]!, history.at(-1)!).length).toBeGreaterThan(5);
});

test("no plan of the history has changed from a copy of it", () => {
  expect(history.flatMap(({ plan }) => diff(plan!, structuredClone(plan!)))).toEqual([]);
});

test("each change has its place in the plan", async () => {
  const places = STEPS.flatMap(({ title }, index) => [
    `# ${title}`,
    ...diff(history[index]!.plan!, history[index + 1]!.plan!, { today: TODAY }).map(
      ({ id, at }) => `${id} @ ${at.join("/")}`,
    ),
  ]);
  await expect(`${places.join("\n")}\n`).toMatchFileSnapshot("history-places.txt");
});

test("the history shows every kind that there is", () => {
  const shown = new Set(
    STEPS.flatMap(({ changes }) => changes.map((text) => text.split(" ")[1]!.split(":")[0]!)),
  );
  expect(Object.keys(KINDS).filter((kind) => !shown.has(kind))).toEqual([]);
});
