import ts from "typescript";
import { expect, test } from "vitest";
import * as z from "zod";
import { browserEmitter, nativeEmitter } from "../../../src/emit/typescript/browser-module.ts";
import { eventsEmitter } from "../../../src/emit/typescript/events-module.ts";
import { indexEmitter } from "../../../src/emit/typescript/index-module.ts";
import { IMPORTS } from "../../../src/emit/typescript/module-writer.ts";
import { userIdEmitter } from "../../../src/emit/typescript/user-id-module.ts";
import { validatorsEmitter } from "../../../src/emit/typescript/validators-module.ts";
import { exportsOfId, namesOfId } from "../../../src/plan/ids/id-names.ts";
import type { IdForm } from "../../../src/plan/ids/identity.ts";
import { namesOfEvent, namesOfGroup, nameOfSharedEnum } from "../../../src/plan/names.ts";
import type { PropertySource } from "../../../src/plan/property.ts";
import { JAVASCRIPT_NAMES, RESERVED_IDENTIFIERS } from "../../../src/plan/reserved-names.ts";
import { makeEvent, makeItem, makePlan, makeProperty } from "../../support/make-plan.ts";

function makeForm(kind: "uuid" | "ulid"): IdForm {
  return { at: [], format: { kind }, prefix: "", acceptUnprefixed: false };
}

const TWICE: PropertySource = {
  kind: "computed",
  optional: false,
  text: "amount + amount",
  expression: {
    kind: "binary",
    operator: "+",
    left: { kind: "property", name: "amount" },
    right: { kind: "property", name: "amount" },
  },
};

/** A plan that makes generated files use everything that they can use. */
const plan = makePlan({
  output: { dir: "./generated", native: "./app", imports: "js", browserImports: "none" },
  identity: {
    userId: { forms: [makeForm("uuid")] },
    actors: [{ name: "job", at: [], forms: [makeForm("ulid")], profile: false }],
  },
  groups: [{ name: "team", at: [], key: "team_id", keyForm: makeForm("uuid"), properties: [] }],
  person: [makeProperty("age", "integer")],
  properties: [makeProperty("tier", { kind: "enum", values: [{ value: "free" }] })],
  bundles: [{ name: "app", at: [], properties: [makeProperty("version", "string")] }],
  common: { server: ["app"], client: ["app"] },
  events: [
    makeEvent("left", { idempotency: { key: { kind: "once" } } }),
    makeEvent("reported", { actor: "job", idempotency: { key: { kind: "caller" } } }),
    makeEvent("joined", {
      additional: { types: ["string"], maxKeys: 20, maxLength: 200 },
      source: "both",
      ownerSide: "server",
      idempotency: { key: { kind: "once" } },
      groups: [{ group: "team", property: "team_id" }],
      properties: [makeProperty("team_id", "uuid")],
    }),
    makeEvent("paid", {
      source: "both",
      revenue: { amount: "amount", currency: { kind: "code", code: "USD" } },
      properties: [
        makeProperty("amount", "number"),
        makeProperty("version", "string", { bundle: "app", common: "both" }),
        { ...makeProperty("twice", "number"), source: TWICE },
        makeProperty("when", "datetime", { source: { kind: "argument", optional: true } }),
        makeProperty("place", "string", { pii: "personal", requiredWith: ["when"] }),
        makeProperty("page", "url"),
        { ...makeProperty("extra", "json"), pii: "personal" },
        makeProperty("notes", { kind: "map", items: makeItem({ kind: "string" }) }),
      ],
    }),
  ],
});

const fromPlan = new Set([
  ...["left", "reported", "joined", "paid"].flatMap((name) => Object.values(namesOfEvent({ name }))),
  ...exportsOfId(namesOfId("job", "id")),
  ...exportsOfId(namesOfId("team", "key")),
  ...Object.values(namesOfGroup("team")),
  nameOfSharedEnum({ name: "tier" }),
]);

const emitters = [
  eventsEmitter,
  validatorsEmitter,
  indexEmitter,
  userIdEmitter,
  browserEmitter,
  nativeEmitter,
];
const files = emitters.flatMap((emitter) =>
  emitter.emit(plan).map(({ path, body }) => ts.createSourceFile(path, body, ts.ScriptTarget.ES2022, true)),
);

/**
 * The names that a file declares at its top, imports, or passes on. What user-id.ts keeps to itself is in nobody's way, nor
 * are the functions of browser.ts, where a plan names types and helpers only.
 */
function topLevelNames(file: ts.SourceFile): readonly string[] {
  return file.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      return bindings === undefined
        ? []
        : ts.isNamespaceImport(bindings)
          ? [bindings.name.text]
          : bindings.elements.map(({ name }) => name.text);
    }
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      return clause !== undefined && ts.isNamedExports(clause)
        ? clause.elements.map(({ name }) => name.text)
        : [];
    }
    const isExported =
      ts.getCombinedModifierFlags(statement as ts.Declaration & ts.Statement) & ts.ModifierFlags.Export;
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    const isPrivate =
      file.fileName === "user-id.ts" ||
      (["browser.ts", "react-native.ts"].includes(file.fileName) && !isType);
    if (isPrivate && !isExported) {
      return [];
    }
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    }
    return [(statement as unknown as ts.NamedDeclaration).name?.getText() ?? ""];
  });
}

/** The names of types that a file refers to, but for its type parameters. */
function typeReferences(file: ts.SourceFile): readonly string[] {
  const names: string[] = [];
  const parameters = new Set(["const"]);
  const visit = (node: ts.Node): void => {
    if (ts.isTypeParameterDeclaration(node)) {
      parameters.add(node.name.text);
    }
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
      names.push(node.typeName.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names.filter((name) => !parameters.has(name));
}

/** The name of what several things of the plan have alike. No other name has an underscore. */
const CONSTANT = /^(?:computed|values)_/u;

test("the table holds exactly the names that generated files have whatever the plan says", () => {
  const events = files.filter(({ fileName }) => ["browser.ts", "events.ts"].includes(fileName));
  const names = [...files.flatMap(topLevelNames), ...events.flatMap(typeReferences), ...Object.keys(IMPORTS)];
  const fixed = new Set(names.filter((name) => !fromPlan.has(name) && !CONSTANT.test(name)));
  expect([...RESERVED_IDENTIFIERS].toSorted()).toEqual([...fixed].toSorted());
});

test("a validator cannot tell an absent property of these names from a present one", () => {
  const names = [...JAVASCRIPT_NAMES].filter((name) => name in {});
  expect(names).toContain("toString");
  for (const name of names) {
    expect(z.strictObject({ [name]: z.string().optional() }).safeParse({}).success).toBe(
      name === "__proto__",
    );
  }
});
