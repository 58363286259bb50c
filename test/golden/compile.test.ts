import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { namesOfEvent, namesOfGroup } from "../../src/plan/names.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { GOLDEN_CASES, readFolder, readGoldenPlan } from "../support/golden-cases.ts";
import { writeFiles } from "../support/temp-folder.ts";
import { COMPILER_VERSIONS, makeProject, type Project } from "../support/typescript-project.ts";

let project: Project;
const cases = await Promise.all(
  GOLDEN_CASES.map(async (golden) => Object.assign(golden, { plan: await readGoldenPlan(golden) })),
);

beforeAll(async () => {
  project = makeProject();
  for (const { name, expected } of cases) {
    writeFiles(join(project.folder, "generated", name), readFolder(expected));
  }
});

afterAll(() => project.remove());

describe.each(COMPILER_VERSIONS)("TypeScript %s", (compiler) => {
  test("all golden output compiles as Node resolves modules", async () => {
    const include = foldersOf(({ output }) => output.imports !== "none");
    expect(await project.compile({ compiler, module: "nodenext", include, options: TS_IMPORTS })).toEqual([]);
  });

  test("all golden output compiles as bundlers resolve modules", async () => {
    const include = foldersOf(() => true);
    expect(await project.compile({ compiler, module: "bundler", include, options: TS_IMPORTS })).toEqual([]);
  });

  test("all golden output compiles in a project that is not strict", async () => {
    const include = foldersOf(() => true);
    const options = { ...TS_IMPORTS, strict: false, exactOptionalPropertyTypes: false };
    expect(await project.compile({ compiler, module: "bundler", include, options })).toEqual([]);
  });

  test("user-id.ts needs no types but those of ECMAScript", async () => {
    const include = cases.map(({ name }) => `generated/${name}/user-id.ts`);
    const options = { ...TS_IMPORTS, skipLibCheck: false };
    expect(await project.compile({ compiler, module: "bundler", include, options })).toEqual([]);
  });
});

const TS_IMPORTS = { allowImportingTsExtensions: true };

function foldersOf(wanted: (plan: Plan) => boolean): readonly string[] {
  return cases.filter(({ plan }) => wanted(plan)).map(({ name }) => `generated/${name}`);
}

describe("validators.ts, were it type-checked", () => {
  test("its schemas have exactly the types of the interfaces", async () => {
    for (const { name, plan, expected } of cases) {
      const files = readFolder(expected);
      const validators = files["validators.ts"] ?? "";
      const bare = validators
        .replace(/^\/\/ @ts-nocheck.*$/mu, "")
        .replace('import * as z from "zod";', '$&\nimport type { JsonValue } from "tracking-plan/runtime";')
        .replaceAll("z.json()", "z.custom<JsonValue>()")
        .replaceAll(/^(export const \w+): z\.ZodType<\w+> =/gmu, "$1 =");
      writeFiles(join(project.folder, "checked", name), {
        "annotated/events.ts": files["events.ts"] ?? "",
        "annotated/user-id.ts": files["user-id.ts"] ?? "",
        "annotated/validators.ts": validators.replace(/^\/\/ @ts-nocheck.*$/mu, ""),
        "events.ts": files["events.ts"] ?? "",
        "user-id.ts": files["user-id.ts"] ?? "",
        "validators.ts": bare,
        "agreement.ts": agreement(plan),
      });
    }
    const options = { ...TS_IMPORTS, isolatedDeclarations: false, noUnusedLocals: false, declaration: false };
    const result = await project.compile({ compiler: "5.9", module: "bundler", include: ["checked"], options });
    expect(result).toEqual([]);
  });
});

/** A file that compiles only if each schema gives and takes what its interface says. */
function agreement(plan: Plan): string {
  const ending = plan.output.imports === "none" ? "" : `.${plan.output.imports}`;
  const pairs = [
    ["personSchema", "PersonProperties"],
    ...plan.groups.map(({ name }) => [namesOfGroup(name).schema, namesOfGroup(name).argument]),
    ...plan.events.map(({ name }) => [namesOfEvent(name).schema, namesOfEvent(name).argument]),
  ];
  return [
    'import type * as z from "zod";',
    `import type * as events from "./events${ending}";`,
    `import type * as validators from "./validators${ending}";`,
    'import type { JsonValue } from "tracking-plan/runtime";',
    // JSON holds itself, and TypeScript would never be done with it.
    "type DeepReadonly<T> = [JsonValue] extends [T] ? T : EachReadonly<T>;",
    "type EachReadonly<T> = T extends Date ? T : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };",
    // Two types are the same when TypeScript sees no difference between two functions that differ only in them.
    "type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : [A, B];",
    ...pairs.map(
      ([schema, type]) =>
        `true satisfies Same<DeepReadonly<z.output<typeof validators.${schema}>>, DeepReadonly<events.${type}>>;`,
    ),
    "",
  ].join("\n");
}
