/** What generated types cost the compiler of those who import them, counted where a machine's speed means nothing. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { largePlan } from "../../scripts/bench/large-plan.ts";
import { emitGolden } from "../support/golden-cases.ts";
import { readTexts } from "../support/memory-files.ts";
import { writeFiles } from "../support/temp-folder.ts";
import { makeProject, type Project } from "../support/typescript-project.ts";

let project: Project;

beforeAll(() => {
  project = makeProject();
});

afterAll(() => project.remove());

/** The instantiations for a plan of so many events, and a call of each in every way that there is. */
async function instantiationsOf(events: number): Promise<number> {
  const { plan } = await readTexts(largePlan({ events, files: 1 }));
  if (plan === undefined) throw new Error("The plan has an error.");
  const folder = `plan-of-${events}`;
  writeFiles(join(project.folder, folder, "generated"), emitGolden(plan));
  const properties = '{ thing_id: "x", tier: "pro", kind: "second", old_usd: 20, new_usd: 50 }';
  const calls = Array.from(
    { length: events },
    (_, event) => `tracking.trackThing${event}Done(user, ${properties}, { timestamp: new Date() });`,
  );
  writeFiles(join(project.folder, folder), {
    "calls.ts": `import * as tracking from "./generated/index.js";
declare const user: tracking.ParsedUserId;
${calls.join("\n")}`,
  });
  return project.countInstantiations([`${folder}/calls.ts`]);
}

test("an event and its call cost at most 2 instantiations, and a plan 1,300", async () => {
  const [few, many] = [await instantiationsOf(100), await instantiationsOf(300)];
  const each = (many - few) / 200;
  expect(each).toBeGreaterThan(0);
  expect(each).toBeLessThanOrEqual(2);
  expect(few - 100 * each).toBeLessThanOrEqual(1300);
});
