import { afterAll, beforeAll, expect, test } from "vitest";
import { emitAll } from "../../../../src/emit/emit-all.ts";
import { namesOfEvent } from "../../../../src/plan/names.ts";
import type { Plan } from "../../../../src/plan/plan.ts";
import { parsePages } from "../../../support/check-docs.ts";
import { GOLDEN_CASES, readGoldenPlan } from "../../../support/golden-cases.ts";
import { nodesOfType } from "../../../support/parse-markdown.ts";
import { writeFiles } from "../../../support/temp-folder.ts";
import { makeProject, type Project } from "../../../support/typescript-project.ts";

let project: Project;
beforeAll(async () => {
  project = await makeProject();
});
afterAll(() => project.remove());

/** A module that makes every call that the docs of a plan show. */
function moduleOfCalls(plan: Plan): string {
  const calls = [...parsePages(plan).values()]
    .flatMap((root) => nodesOfType(root, "code"))
    .filter(({ lang }) => lang === "ts")
    .map(({ value }) => value);
  const helpers = plan.events
    .filter(({ source, status }) => source !== "client" && status !== "planned")
    .map(({ name }) => namesOfEvent(name).helper);
  expect(calls.length).toBe(helpers.length);
  return [
    `import { ${[...helpers, "type UserId"].join(", ")} } from "./generated/index.js";`,
    "declare const user: UserId;",
    ...calls,
  ].join("\n");
}

test("every call that the docs show compiles", async () => {
  const plans = GOLDEN_CASES.map((golden) => [golden.name, readGoldenPlan(golden)] as const);
  const shown = plans.filter(([, plan]) => plan.output.imports === "js");
  for (const [name, plan] of shown) {
    const generated = emitAll(plan).filter(({ path }) => path.endsWith(".ts"));
    writeFiles(project.folder, {
      ...Object.fromEntries(generated.map(({ path, text }) => [`${name}/generated/${path}`, text])),
      [`${name}/calls.ts`]: moduleOfCalls(plan),
    });
  }
  expect(shown.length).toBeGreaterThan(3);
  const include = shown.map(([name]) => `${name}/calls.ts`);
  expect(await project.compile({ compiler: "5.9", module: "nodenext", include })).toEqual([]);
});
