import * as fc from "fast-check";
import { expect, test } from "vitest";
import { shareStructure } from "../../src/commands/watch/plan-memory.ts";
import { emitAll } from "../../src/emit/emit-all.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { planFile, type PlanFileValue } from "../support/arbitrary-plan-file.ts";
import { mutations } from "../support/mutate-plan-file.ts";

function read(file: PlanFileValue): Plan | undefined {
  const bytes = new TextEncoder().encode(JSON.stringify(file));
  return readPlan({ file: "tracking-plan.yaml", bytes }).plan;
}

const PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
groups:
  team: { key: team_id, description: A team. }
properties:
  team_id: { type: uuid, description: The team. }
  crew_id: { type: uuid, description: The crew. }
events:
  invited:
    description: Somebody was invited.
    category: people
    properties:
      by: { use: team_id }
  opened:
    description: Somebody opened it.
    category: people
    source: client
    properties:
      in: { use: team_id }
  joined:
    description: Somebody joined.
    category: people
    status: deprecated
    deprecated: { use: left, reason: It was wrong. }
    properties: {}
  left:
    description: Somebody left.
    category: people
    properties: {}
`;

const readText = (text: string): Plan => {
  const { plan, diagnostics } = readPlan({
    file: "tracking-plan.yaml",
    bytes: new TextEncoder().encode(text),
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return plan!;
};

/** What a save changes elsewhere, and the files that tell of an event that did not change. */
test.each([
  {
    change: "others are the keys of a group",
    edit: ["key: team_id", "key: crew_id"],
    event: "invited",
    files: ["events.ts", "validators.ts", "docs/people.md"],
  },
  {
    change: "others are the keys of a group, in the browser too",
    edit: ["key: team_id", "key: crew_id"],
    event: "opened",
    files: ["browser.ts"],
  },
  {
    change: "ids of people look otherwise",
    edit: ["prefix: user_", "prefix: person_"],
    event: "left",
    files: ["docs/people.md"],
  },
  {
    change: "the event that it names moves to another page",
    edit: ["left.\n    category: people", "left.\n    category: others"],
    event: "joined",
    files: ["docs/people.md"],
  },
] as const)("when $change, the files of other events follow", ({ edit: [from, to], event, files }) => {
  const last = readText(PLAN);
  const before = emitAll(last);
  const plan = readText(PLAN.replace(from, to));
  const next = shareStructure(last, plan);
  const find = (events: Plan["events"]): object | undefined => events.find(({ name }) => name === event);
  expect(find(next.events)).toBe(find(last.events));
  expect(emitAll(next)).toStrictEqual(emitAll(plan));
  const texts = (all: typeof before): readonly unknown[] =>
    files.map((file) => all.find(({ path }) => path === file)?.text);
  for (const [index, text] of texts(emitAll(plan)).entries()) expect(text).not.toBe(texts(before)[index]);
});

test("whatever was saved before, a plan that shares what did not change makes the same files", () => {
  let saves = 0;
  let shared = 0;
  fc.assert(
    fc.property(planFile, fc.array(mutations, { minLength: 2, maxLength: 5 }), (file, changes) => {
      let last = read(file);
      if (last !== undefined) emitAll(last);
      let current = file;
      for (const change of changes) {
        current = change(current);
        const plan = read(current);
        if (plan === undefined) continue;
        const next = shareStructure(last, plan);
        expect(next).toEqual(plan);
        expect(emitAll(next)).toStrictEqual(emitAll(plan));
        saves += 1;
        shared += next.events.filter((event) => last?.events.includes(event)).length;
        last = next;
      }
    }),
    { numRuns: 40 },
  );
  // It was a test of something.
  expect(saves).toBeGreaterThan(30);
  expect(shared).toBeGreaterThan(15);
});
