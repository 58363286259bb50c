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
import { nodesOfType, shownText } from "../../../support/parse-markdown.ts";
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

/** The calls on the server that the docs say are the same in the browser, but for their first argument. */
function sameInBrowser(plan: Plan): readonly string[] {
  return [...parsePages(plan).values()].flatMap(({ children }) =>
    children.flatMap((block, index) => {
      const before = children[index - 1];
      return before?.type === "code" && shownText(block).startsWith("In the browser, the first argument")
        ? [before.value.replace(/^([^(]+\(\s*)[^,]+/u, "$1posthog")]
        : [];
    }),
  );
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
  const calls = [...callsOf(plan).filter(isForBrowser), ...sameInBrowser(plan)];
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

/** What the page on identity shows for the browser. */
function browserIdentity(plan: Plan): string {
  return `${identityCode(plan, "browser.js")}\ndeclare const session: { readonly userId: unknown };`;
}

/** What the page on identity shows for the server. */
function serverIdentity(plan: Plan): string {
  const code = identityCode(plan, "index.js");
  return [code, "declare const row: { readonly user_id: unknown };", "export {};"]
    .concat(code.includes("const user ") ? "void user;" : [])
    .join("\n");
}

function identityCode(plan: Plan, module: string): string {
  const found = codeOf([parsePages(plan).get("identity.md")!]).filter((code) => code.includes(module));
  expect(found.length).toBe(1);
  return found[0]!;
}

/** The modules of each side that code is generated for. */
function modulesOf(plan: Plan): Readonly<Record<string, string>> {
  return {
    ...(plan.output.only !== "browser" && {
      calls: serverModule(plan),
      "identity-server": serverIdentity(plan),
    }),
    ...(plan.output.only !== "server" && {
      "browser-calls": browserModule(plan),
      // Where browsers have a folder of their own, the page imports from there.
      ...(plan.output.browser === undefined && { "identity-browser": browserIdentity(plan) }),
    }),
  };
}

test("every call that the docs show compiles", async () => {
  const plans = await Promise.all(
    GOLDEN_CASES.map(async (golden) => [golden.name, await readGoldenPlan(golden)] as const),
  );
  const shown = plans.filter(([, plan]) => plan.output.imports === "js");
  const include = shown.flatMap(([name, plan]) => {
    const generated = emitAll(plan).filter(({ path }) => path.endsWith(".ts"));
    const modules = Object.entries(modulesOf(plan)).map(([file, code]) => [`${name}/${file}.ts`, code]);
    writeFiles(project.folder, {
      ...Object.fromEntries(generated.map(({ path, text }) => [`${name}/generated/${path}`, text])),
      ...Object.fromEntries(modules),
    });
    return modules.map(([file]) => file!);
  });
  expect(include.length).toBeGreaterThan(12);
  expect(
    await project.compile({
      compiler: "7.0",
      module: "nodenext",
      include,
      options: { lib: ["es2022", "dom"] },
    }),
  ).toEqual([]);
});
