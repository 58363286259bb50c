import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { type PlacedFile, placeCode } from "../../../../src/emit/typescript/place-code.ts";
import { checkTypes } from "../../../support/check-types.ts";

const SRC = new URL("../../../../src/", import.meta.url).pathname;
/**
 * The first two are shared by reading and the runtime, and placed nowhere: they need more than ECMAScript. The last is placed instead
 * of `browser/posthog-js.ts`.
 */
const NOT_PLACED = new Set([
  "portable/formats.ts",
  "portable/find-violations.ts",
  "browser/posthog-react-native.ts",
]);
const FILES = ["browser", "portable"]
  .flatMap((folder) => readdirSync(`${SRC}/${folder}`).map((file) => `${folder}/${file}`))
  .filter((file) => !NOT_PLACED.has(file)) as PlacedFile[];

/** What a file declares at its top, as the compiler reads it. */
function declaredIn(text: string): readonly ts.NamedDeclaration[] {
  const source = ts.createSourceFile("file.ts", text, ts.ScriptTarget.ES2022, true);
  return source.statements.flatMap((statement): readonly ts.NamedDeclaration[] => {
    if (ts.isImportDeclaration(statement)) return [];
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.slice();
    return [statement as unknown as ts.NamedDeclaration];
  });
}

const declarations = FILES.flatMap((file) => declaredIn(readFileSync(`${SRC}/${file}`, "utf8")));
const declared = declarations.map(nameOf);

function nameOf({ name }: ts.NamedDeclaration): string {
  return name?.getText() ?? "";
}

test("no two declarations of the placed files have one name, and each is found", () => {
  expect(declared.length).toBeGreaterThan(40);
  expect(declared.toSorted()).toEqual([...new Set(declared)].toSorted());
  const placed = placeCode({ files: FILES, used: declared, exported: [] });
  expect(declaredIn(placed).map(nameOf)).toEqual(declared);
});

test("what is placed of an exported declaration compiles, and has nothing that it does not need", () => {
  const exported = declarations.filter(
    (declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0,
  );
  expect(exported.length).toBeGreaterThan(30);
  const files = exported.map((declaration) => [
    `${nameOf(declaration)}.ts`,
    placeCode({ files: FILES, used: [], exported: [nameOf(declaration)] }),
  ]);
  expect(checkTypes(Object.fromEntries(files) as Record<string, string>)).toEqual([]);
});

test("what is exported keeps its export, and all else loses it", () => {
  const code = placeCode({ files: FILES, used: [], exported: ["UserIdError"] });
  expect(code).toContain("export class UserIdError");
  expect(code).toContain("\ntype UserIdRefusal =");
  expect(code).not.toContain("import");
});
