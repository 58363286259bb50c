import * as fc from "fast-check";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { emitAll } from "../../src/emit/emit-all.ts";
import { verifyHeader } from "../../src/emit/header.ts";
import { exportsOfId, namesOfId } from "../../src/plan/ids/id-names.ts";
import { nameOfSharedEnum, namesOfEvent, namesOfGroup } from "../../src/plan/names.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { RESERVED_IDENTIFIERS } from "../../src/plan/reserved-names.ts";
import { readPlan, type ReadResult } from "../../src/read/read-plan.ts";
import { planFile, type PlanFileValue } from "../support/arbitrary-plan-file.ts";
import { runs } from "../support/fast-check-runs.ts";
import { writeFiles } from "../support/temp-folder.ts";
import { makeProject } from "../support/typescript-project.ts";

/** Reads a plan file. Its text is JSON, which is YAML too. */
function read(value: PlanFileValue): ReadResult {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return readPlan({ file: "tracking-plan.yaml", bytes });
}

/** Plans that were read without an error. */
const plan: fc.Arbitrary<Plan> = planFile
  .map((value) => read(value).plan)
  .filter((result) => result !== undefined);

function emit(source: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(emitAll(source).map(({ path, text }) => [path, text]));
}

test("most plan files of the arbitrary are read without an error", () => {
  const values = fc.sample(planFile, { numRuns: 200, seed: 1 });
  expect(values.filter((value) => read(value).plan !== undefined).length).toBeGreaterThan(100);
});

describe("any plan that reads without an error", () => {
  test("emits code that compiles", async () => {
    const project = makeProject();
    // Together: a compiler for each plan would take most of its time to read what they import.
    const plans = fc.array(plan, { minLength: 25, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(plans, async (all) => {
        rmSync(join(project.folder, "generated"), { recursive: true, force: true });
        for (const [index, one] of all.entries()) {
          const modules = Object.entries(emit(one)).filter(([path]) => path.endsWith(".ts"));
          writeFiles(join(project.folder, "generated", `${index}`), Object.fromEntries(modules));
        }
        const options = { allowImportingTsExtensions: true };
        const compiled = { compiler: "7.0", module: "bundler", include: ["generated"], options } as const;
        expect(await project.compile(compiled)).toEqual([]);
      }),
      { numRuns: runs(1), endOnFailure: true },
    );
    project.remove();
  });

  test("emits only exports that its names or ours account for", () => {
    fc.assert(
      fc.property(plan, (one) => {
        const derived = [
          ...one.events.flatMap((event) => Object.values(namesOfEvent(event))),
          ...one.groups.flatMap(({ name }) => Object.values(namesOfGroup(name))),
          ...one.properties.map(({ name, type }) =>
            nameOfSharedEnum({ name, as: type.kind === "enum" ? type.as : undefined }),
          ),
          ...one.identity.actors.flatMap(({ name }) => exportsOfId(namesOfId(name, "id"))),
          ...one.groups.flatMap(({ name }) => exportsOfId(namesOfId(name, "key"))),
        ];
        const known = new Set([...derived, ...RESERVED_IDENTIFIERS]);
        const exported = Object.entries(emit(one)).flatMap(([path, text]) => exportsOf(path, text));
        expect(exported.filter((name) => !known.has(name))).toEqual([]);
      }),
      { numRuns: runs(50) },
    );
  });

  test("emits JSON that parses, and files whose headers are right, at paths inside the folder", () => {
    fc.assert(
      fc.property(plan, (one) => {
        for (const [path, text] of Object.entries(emit(one))) {
          expect(path).toMatch(/^(?:docs\/)?[a-z0-9_][a-z0-9_.-]*\.(?:ts|json|md)$/iu);
          expect(verifyHeader(path, text)).toEqual({ ours: true, intact: true });
          expect(path.endsWith(".json") ? JSON.parse(text) : {}).toBeTypeOf("object");
          expect(text).not.toMatch(/[\r\u2028\u202E]|[^\n]$/u);
        }
      }),
      { numRuns: runs(50) },
    );
  });

  test("emits the same bytes again", () => {
    fc.assert(
      fc.property(plan, (one) => {
        expect(emit(one)).toEqual(emit(one));
      }),
      { numRuns: runs(40) },
    );
  });
});

/** All but the docs, which tell of things in the author's order. */
function emitCode(source: Plan): unknown {
  return Object.entries(emit(source)).filter(([path]) => !path.startsWith("docs/"));
}

test("the order of keys that means nothing changes no byte", () => {
  fc.assert(
    fc.property(
      planFile
        .map((value) => ({ value, plan: read(value).plan }))
        .filter(({ plan: one }) => one !== undefined),
      fc.infiniteStream(fc.nat()),
      ({ value, plan: one }, stream) => {
        const shuffled = shuffle(value, () => stream.next().value as number, "root") as PlanFileValue;
        const again = read(shuffled).plan;
        expect(again === undefined ? undefined : emitCode(again)).toEqual(emitCode(one as Plan));
      },
    ),
    { numRuns: runs(50) },
  );
});

/** The keys below which order means something to readers: an event's properties, an enum's values, a JSON value. */
const ORDERED: ReadonlySet<string> = new Set(["event properties", "values", "default", "const"]);

/** The same value with the keys of its maps in another order, wherever order means nothing. */
function shuffle(value: unknown, random: () => number, place: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => shuffle(item, random, ""));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    shuffle(member, random, key === "properties" && place !== "root" ? "event properties" : key),
  ]);
  const keyed = entries.map((entry): [number, [string, unknown]] => [random(), entry]);
  const sorted = ORDERED.has(place) ? keyed : keyed.toSorted(([a], [b]) => a - b);
  return Object.fromEntries(sorted.map(([, entry]) => entry));
}

/** The names that a TypeScript file exports by itself; none for other files. */
function exportsOf(path: string, text: string): readonly string[] {
  if (!path.endsWith(".ts")) {
    return [];
  }
  const source = ts.createSourceFile(basename(path), text, ts.ScriptTarget.ES2022, true);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      return clause !== undefined && ts.isNamedExports(clause)
        ? clause.elements.map(({ name }) => name.text)
        : [];
    }
    if (ts.isImportDeclaration(statement)) {
      return [];
    }
    if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.length) {
      // Of what is not exported, only these kinds are ever written.
      return ts.isVariableStatement(statement) ||
        ts.isFunctionDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement)
        ? []
        : [`not expected: ${ts.SyntaxKind[statement.kind]}`];
    }
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    }
    return [(statement as unknown as ts.NamedDeclaration).name?.getText() ?? ""];
  });
}
