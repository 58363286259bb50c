import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  COMMON_ARGUMENT,
  nameOfSchema,
  namesOfEvent,
  namesOfGroup,
  PERSON_ARGUMENT,
} from "../../src/plan/names.ts";
import { commonProperties } from "../../src/plan/sides.ts";
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
  test("all golden output compiles as bundlers resolve modules", async () => {
    const include = foldersOf(() => true);
    expect(await project.compile({ compiler, module: "bundler", include, options: TS_IMPORTS })).toEqual([]);
  });

  test("user-id.ts needs no types but those of ECMAScript", async () => {
    const include = cases.map(({ name }) => `generated/${name}/user-id.ts`);
    const options = { ...TS_IMPORTS, skipLibCheck: false };
    expect(await project.compile({ compiler, module: "bundler", include, options })).toEqual([]);
  });
});

// What the settings of a project change is the same from version to version: the one between has nothing of its own to say.
describe.each(["5.9", "7.0"] as const)("the oldest and the newest, TypeScript %s", (compiler) => {
  test("all golden output compiles as Node resolves modules", async () => {
    const include = foldersOf(({ output }) => output.imports !== "none");
    expect(await project.compile({ compiler, module: "nodenext", include, options: TS_IMPORTS })).toEqual([]);
  });

  test("all golden output compiles in a project that is not strict", async () => {
    const include = foldersOf(() => true);
    const options = { ...TS_IMPORTS, strict: false, exactOptionalPropertyTypes: false };
    expect(await project.compile({ compiler, module: "bundler", include, options })).toEqual([]);
  });
});

const TS_IMPORTS = { allowImportingTsExtensions: true };

function foldersOf(wanted: (plan: Plan) => boolean): readonly string[] {
  return cases.filter(({ plan }) => wanted(plan)).map(({ name }) => `generated/${name}`);
}

describe("validators.ts, were it type-checked", () => {
  test("its schemas have exactly the types that it says, and those of the interfaces", async () => {
    for (const { name, plan, expected } of cases) {
      if (plan.output.only === "browser") continue; // It has no validators.
      const files = readFolder(expected);
      const annotated = (files["validators.ts"] ?? "").replace(/^\/\/ @ts-nocheck.*$/mu, "");
      const inferred = annotated
        .replaceAll(/^( {2}get \w+\(\)): z\.ZodObject<[^]*?, z\.core\.\$strict> \{(?=\n {4}return)/gmu, "$1 {")
        .replaceAll("keep(schemas, ", "keep({}, ");
      writeFiles(join(project.folder, "checked", name), {
        "events.ts": files["events.ts"] ?? "",
        "user-id.ts": files["user-id.ts"] ?? "",
        "validators.ts": annotated,
        "inferred.ts": inferred,
        "agreement.ts": agreement(plan, files["events.ts"] ?? ""),
      });
    }
    const options = { ...TS_IMPORTS, isolatedDeclarations: false, noUnusedLocals: false, declaration: false };
    const result = await project.compile({ compiler: "7.0", module: "bundler", include: ["checked"], options });
    expect(result).toEqual([]);
  });
});

/** A file that compiles only if each schema is what it says, and gives what its interface says. */
function agreement(plan: Plan, events: string): string {
  const ending = plan.output.imports === "none" ? "" : `.${plan.output.imports}`;
  const types = [
    PERSON_ARGUMENT,
    ...(commonProperties(plan, "server").length > 0 ? [COMMON_ARGUMENT] : []),
    ...plan.groups.map(({ name }) => namesOfGroup(name).argument),
    ...plan.events.map((event) => namesOfEvent(event).argument),
  ];
  const members = types.map((type) => [nameOfSchema(type), type] as const);
  return [
    'import type { JsonValue } from "tracking-plan/runtime";',
    'import type * as z from "zod";',
    `import type * as events from "./events${ending}";`,
    `import type { schemas as inferred } from "./inferred${ending}";`,
    `import type { schemas } from "./validators${ending}";`,
    // JSON holds itself, and TypeScript would never be done with it.
    "type DeepReadonly<T> = [z.core.util.JSONType] extends [T] ? JsonValue : EachReadonly<T>;",
    "type EachReadonly<T> = T extends Date ? T : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };",
    // Two types are the same when TypeScript sees no difference between two functions that differ only in them.
    "type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : [A, B];",
    `true satisfies Same<keyof typeof schemas, ${members.map(([name]) => `"${name}"`).join(" | ")}>;`,
    ...members.flatMap(([name, type]) => [
      `true satisfies Same<(typeof schemas)["${name}"], (typeof inferred)["${name}"]>;`,
      // A type of two cases is within that of the schema, which has the shape of both.
      events.includes(`export type ${type} = (`) || events.includes(`export type ${type} = {`)
        ? `true satisfies DeepReadonly<events.${type}> extends DeepReadonly<z.output<(typeof schemas)["${name}"]>> ? true : false;`
        : `true satisfies Same<DeepReadonly<z.output<(typeof schemas)["${name}"]>>, DeepReadonly<events.${type}>>;`,
    ]),
    "",
  ].join("\n");
}
