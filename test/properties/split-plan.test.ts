import * as fc from "fast-check";
import { expect, test } from "vitest";
import { emitAll } from "../../src/emit/emit-all.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { planFile, type PlanFileValue } from "../support/arbitrary-plan-file.ts";
import { readTexts } from "../support/memory-files.ts";

const ROOT = "tracking-plan.yaml";

const SECTIONS: ReadonlySet<string> = new Set(["groups", "person", "properties", "events"]);

/** The files that a plan can be split into: in the plan file's folder, beside it and in a package, included by it or by others. */
const PATHS = [
  ROOT,
  "plans/a.yaml",
  "plans/b.yaml",
  "plans/teams/c.yaml",
  "other/d.yaml",
  "node_modules/@acme/plan/e.yaml",
  "node_modules/@acme/plan/more/f.yaml",
] as const;

const INCLUDES: Readonly<Record<string, readonly string[]>> = {
  [ROOT]: ["plans/**/*.yaml", "plans/a.yaml"],
  "plans/a.yaml": ["../other/*.yaml", "package:@acme/plan/e.yaml"],
  "node_modules/@acme/plan/e.yaml": ["**/*.yaml"],
};

/** Ways to make a file none that a plan can have. */
const BREAKAGES: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, -2),
  (text) => `"open\n${text}`,
  (text) => `\t${text}`,
  (text) => `${text}\n---\n{}`,
  (text) => `${"[".repeat(100)}${text}`,
  (text) => `\0${text}`,
  () => "[]",
];

/** The same plan in several files: each entry of a section goes where the dice say. */
function split(plan: PlanFileValue, dice: () => number): Readonly<Record<string, string>> {
  const files = Object.fromEntries(
    PATHS.map((path): [string, Record<string, unknown>] => [path, { include: INCLUDES[path] ?? [] }]),
  );
  for (const [key, value] of Object.entries(plan)) {
    if (!SECTIONS.has(key)) files[ROOT]![key] = value;
    else {
      for (const [name, entry] of Object.entries(value as object)) {
        const file = files[PATHS[dice() % PATHS.length]!]!;
        file[key] = { ...(file[key] as object | undefined), [name]: entry as unknown };
      }
    }
  }
  return Object.fromEntries(Object.entries(files).map(([path, value]) => [path, textOf(value)]));
}

/** A file as people write it: a line each key, of which the first is `include`. */
function textOf(file: Readonly<Record<string, unknown>>): string {
  return Object.entries(file)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join("");
}

/** What is told of a plan, without places. */
function told({ diagnostics }: ReturnType<typeof readPlan>): readonly string[] {
  return diagnostics.map(({ code, message }) => `${code}: ${message}`).toSorted();
}

/** The errors that are told of a plan, without places. */
function errorsOf({ diagnostics }: Pick<ReturnType<typeof readPlan>, "diagnostics">): readonly string[] {
  return diagnostics.flatMap(({ severity, code, message }) =>
    severity === "error" ? [`${code}: ${message}`] : [],
  );
}

/** A plan without where it comes from, and with sorted names where the author's order is kept: that is another one when it is split. */
function inOneOrder(plan: Plan | undefined): unknown {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted).toSorted()
      : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]))
        : value;
  return plan && { ...plan, packages: [], order: sorted(plan.order) };
}

test("a plan that is split into files is the same plan, and what is wrong with it the same", async () => {
  await fc.assert(
    fc.asyncProperty(planFile, fc.infiniteStream(fc.nat()), async (value, stream) => {
      const whole = readPlan({ file: ROOT, bytes: new TextEncoder().encode(JSON.stringify(value)) });
      const parts = await readTexts(split(value, () => stream.next().value as number));
      expect(told(parts)).toStrictEqual(told(whole));
      expect(inOneOrder(parts.plan)).toStrictEqual(inOneOrder(whole.plan));
      // The order of the docs is the author's, and files are read one after the other.
      const joined = parts.plan && whole.plan && { ...parts.plan, packages: [], order: whole.plan.order };
      expect(joined && emitAll(joined)).toStrictEqual(whole.plan && emitAll(whole.plan));
    }),
    { numRuns: 50 },
  );
});

test("a file that is broken makes no errors in others, whichever it is", async () => {
  const breakage = fc.constantFrom(...BREAKAGES);
  await fc.assert(
    fc.asyncProperty(
      planFile,
      fc.infiniteStream(fc.nat()),
      fc.constantFrom(...PATHS),
      breakage,
      async (value, stream, path, spoil) => {
        const texts = split(value, () => stream.next().value as number);
        const sound = new Set(errorsOf(await readTexts(texts)));
        const { diagnostics } = await readTexts({ ...texts, [path]: spoil(texts[path] ?? "") });
        const elsewhere = diagnostics.filter(({ place }) => place?.file !== path);
        expect(errorsOf({ diagnostics: elsewhere }).filter((error) => !sound.has(error))).toStrictEqual([]);
      },
    ),
    { numRuns: 50 },
  );
});
