import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Root } from "mdast";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emitAll } from "../../../../src/emit/emit-all.ts";
import { namesOfId } from "../../../../src/plan/ids/id-names.ts";
import { namesOfEvent } from "../../../../src/plan/names.ts";
import type { Plan } from "../../../../src/plan/plan.ts";
import { parsePages } from "../../../support/check-docs.ts";
import { GOLDEN_CASES, readGoldenPlan } from "../../../support/golden-cases.ts";
import { nodesOfType } from "../../../support/parse-markdown.ts";
import { writeFiles } from "../../../support/temp-folder.ts";
import { makeProject, type Project } from "../../../support/typescript-project.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  const posthogJs = fileURLToPath(new URL("../../../../node_modules/posthog-js", import.meta.url));
  symlinkSync(posthogJs, join(project.folder, "node_modules/posthog-js"), "dir");
});
afterAll(() => project.remove());

/** A module of the calls that a plan's docs show for the server. */
function serverModule(plan: Plan): string {
  const calls = callsOf(plan).filter((call) => !isForBrowser(call));
  const events = plan.events.filter(({ source, status }) => source !== "client" && status !== "planned");
  expect(calls.length).toBe(events.length);
  return [
    `import { ${[...namesIn(plan, calls), "type UserId"].join(", ")} } from "./generated/index.js";`,
    "export declare const user: UserId;",
    "export declare const timestamp: Date;",
    "export declare const idempotencyKey: string;",
    ...calls,
  ].join("\n");
}

/** The code of each event's section. */
function callsOf(plan: Plan): readonly string[] {
  return codeOf([...parsePages(plan)].flatMap(([file, root]) => (file === "identity.md" ? [] : [root])));
}

function codeOf(pages: readonly Root[]): readonly string[] {
  return pages
    .flatMap((root) => nodesOfType(root, "code"))
    .filter(({ lang }) => lang === "ts")
    .map(({ value }) => value);
}

function isForBrowser(call: string): boolean {
  return /^[\p{ID_Continue}]+\(\s*posthog,/u.test(call);
}

/** The functions that code calls: helpers, and makers of ids. */
function namesIn(plan: Plan, calls: readonly string[]): readonly string[] {
  const makers = [
    ...plan.identity.actors.map(({ name }) => namesOfId(name, "id").make),
    ...plan.groups.map(({ name }) => namesOfId(name, "key").make),
  ];
  const names = [...plan.events.map((event) => namesOfEvent(event).helper), ...makers];
  return names.filter((name) => calls.some((call) => call.includes(`${name}(`)));
}

/** A module of the calls that a plan's docs show for the browser. */
function browserModule(plan: Plan): string {
  const calls = callsOf(plan).filter(isForBrowser);
  const events = plan.events.filter(({ source, status }) => source !== "server" && status !== "planned");
  expect(calls.length).toBe(events.length);
  const helpers = events.map((event) => namesOfEvent(event).helper);
  const makers = namesIn(plan, calls).filter((name) => !helpers.includes(name));
  return [
    `import { ${[...helpers, "type PostHog"].join(", ")} } from "./generated/browser.js";`,
    makers.length === 0 ? "" : `import { ${makers.join(", ")} } from "./generated/user-id.js";`,
    "export declare const posthog: PostHog;",
    "export declare const timestamp: Date;",
    "export declare const idempotencyKey: string;",
    ...calls,
  ].join("\n");
}

/** What the page on identity shows for each side. */
function identityModules(plan: Plan): { readonly browser: string; readonly server: string } {
  const [browser, server] = codeOf([parsePages(plan).get("identity.md")!]);
  return {
    browser: `${browser}\ndeclare const session: { readonly userId: unknown };`,
    server: [server, "declare const row: { readonly user_id: unknown };", "export {};"]
      .concat(server!.includes("const user ") ? "void user;" : [])
      .join("\n"),
  };
}

test("every call that the docs show compiles", async () => {
  const plans = await Promise.all(
    GOLDEN_CASES.map(async (golden) => [golden.name, await readGoldenPlan(golden)] as const),
  );
  const shown = plans.filter(([, plan]) => plan.output.imports === "js");
  for (const [name, plan] of shown) {
    const generated = emitAll(plan).filter(({ path }) => path.endsWith(".ts"));
    writeFiles(project.folder, {
      ...Object.fromEntries(generated.map(({ path, text }) => [`${name}/generated/${path}`, text])),
      [`${name}/calls.ts`]: serverModule(plan),
      [`${name}/browser-calls.ts`]: browserModule(plan),
      [`${name}/identity-server.ts`]: identityModules(plan).server,
      [`${name}/identity-browser.ts`]: identityModules(plan).browser,
    });
  }
  expect(shown.length).toBeGreaterThan(3);
  const files = ["calls", "browser-calls", "identity-server", "identity-browser"];
  const include = shown.flatMap(([name]) => files.map((file) => `${name}/${file}.ts`));
  expect(
    await project.compile({
      compiler: "5.9",
      module: "nodenext",
      include,
      options: { lib: ["es2022", "dom"] },
    }),
  ).toEqual([]);
});
