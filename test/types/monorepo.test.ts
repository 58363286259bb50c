import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { emitGolden, readGoldenPlan } from "../support/golden-cases.ts";
import { writeFiles } from "../support/temp-folder.ts";
import { COMPILER_VERSIONS, makeProject, type Project } from "../support/typescript-project.ts";

const plan: Plan = await readGoldenPlan({
  name: "types",
  planFile: join(new URL(".", import.meta.url).pathname, "tracking-plan.yaml"),
  expected: "",
});

let project: Project;

/** A repository with packages, each with a copy of one contract and published as declarations, and one that uses both. */
beforeAll(async () => {
  project = makeProject();
  const output = { ...plan.output, browser: "../web/src" };
  const files = Object.entries(emitGolden({ ...plan, output }));
  const isBrowsers = (path: string): boolean => path.startsWith("browser/");
  const backend = files.filter(([path]) => !isBrowsers(path) && path.endsWith(".ts"));
  const frontend = files.filter(([path]) => isBrowsers(path));
  expect(frontend.map(([path]) => path)).toEqual(["browser/browser.ts", "browser/user-id.ts"]);
  await addPackage("api", Object.fromEntries(backend), "nodenext");
  await addPackage(
    "web",
    Object.fromEntries(frontend.map(([path, text]) => [path.replace("browser/", ""), text])),
    "bundler",
  );
  writeFiles(project.folder, { "packages/app/main.ts": APP });
});

afterAll(() => project.remove());

/** Writes a package, makes its declarations, and links it as a workspace does. */
async function addPackage(
  name: string,
  files: Readonly<Record<string, string>>,
  module: "nodenext" | "bundler",
): Promise<void> {
  const folder = `packages/${name}`;
  writeFiles(join(project.folder, folder, "src"), files);
  writeFiles(join(project.folder, folder), {
    "package.json": JSON.stringify({
      name: `@acme/${name}`,
      type: "module",
      exports: { "./*": { types: "./dist/*.d.ts" } },
    }),
  });
  const outDir = join(project.folder, folder, "dist");
  const rootDir = join(project.folder, folder, "src");
  const options = { noEmit: false, emitDeclarationOnly: true, outDir, rootDir };
  const errors = await project.compile({ compiler: "5.9", module, include: [`${folder}/src`], options });
  expect(errors).toEqual([]);
  mkdirSync(join(project.folder, "node_modules/@acme"), { recursive: true });
  symlinkSync(join(project.folder, folder), join(project.folder, "node_modules/@acme", name), "dir");
}

const APP = `import * as api from "@acme/api/index";
import * as web from "@acme/web/user-id";

declare const raw: unknown;
declare const fromWeb: web.UserId;
declare const fromApi: api.UserId;
export const toApi: api.UserId = fromWeb;
export const toWeb: web.UserId = fromApi;
export const parsedToApi: api.ParsedUserId = web.parseUserId(raw);
export const parsedToWeb: web.ParsedUserId = api.parseUserId(raw);
export const jobToApi: api.NightlyJobId = web.nightlyJobId(raw);
export const jobToWeb: web.NightlyJobId = api.nightlyJobId(raw);
export const keyToApi: api.OrganizationKey = web.organizationKey(raw);
export const keyToWeb: web.OrganizationKey = api.organizationKey(raw);
api.trackSignedOut(web.userId(raw));
api.trackReportBuilt(web.parseNightlyJobId(raw), { organization_id: web.organizationKey(raw) });
if (web.isUserId(raw)) {
  api.trackSignedOut(raw);
}
api.trackSignedOut(web.nightlyJobId(raw)); // not a person
export const robot: api.UserId = web.robotId(raw); // not a person
export const key: api.WorkspaceKey = web.organizationKey(raw); // another group
`;

describe("copies of one contract in two packages are one contract to TypeScript", () => {
  test.each(COMPILER_VERSIONS)("TypeScript %s", async (compiler) => {
    const errors = await project.compile({ compiler, module: "bundler", include: ["packages/app"] });
    const lines = errors.filter((line) => !line.startsWith(" "));
    const wrong = APP.split("\n").flatMap((line, index) => (line.includes("; // ") ? [index + 1] : []));
    expect(lines.map((line) => Number(/^packages\/app\/main\.ts\((\d+),/u.exec(line)?.[1] ?? line))).toEqual(
      wrong,
    );
  });
});
