import ts from "typescript";
import { describe, expect, test } from "vitest";
import { type ContractInput, emitContract } from "../../../../src/emit/typescript/user-id-module.ts";
import { literalPrefix, regExpLiteral } from "../../../../src/emit/typescript/literals.ts";
import { COMPILER_APIS, compilerHost } from "../../../support/compiler-host.ts";
import { loadModule, toJavaScript } from "../../../vectors/load-vectors.ts";
import { form, FULL, SEED } from "./make-contract.ts";

const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  noEmit: true,
};

/** Messages of the compiler about files that are given as text, each with the text of its line. */
function compile(
  files: Readonly<Record<string, string>>,
  options: ts.CompilerOptions = {},
  compiler: typeof ts = ts,
): readonly string[] {
  const settings = { ...STRICT, ...options };
  const program = compiler.createProgram(
    Object.keys(files),
    settings,
    compilerHost(compiler, settings, files),
  );
  return compiler.getPreEmitDiagnostics(program).map(({ file, start = 0 }) => {
    const { line = 0 } = file?.getLineAndCharacterOfPosition(start) ?? {};
    return `${file?.fileName ?? ""}: ${file?.text.split("\n")[line]?.trim() ?? ""}`;
  });
}

describe.each([
  ["the product's plan", SEED],
  ["a plan with everything", FULL],
])("the contract of %s", (_, input) => {
  test("compiles under TypeScript 5.9 with every strict flag, no types and ECMAScript 2022 only", () => {
    expect(compile({ "/user-id.ts": emitContract(input) })).toEqual([]);
  });

  test("compiles under TypeScript 6", () => {
    expect(compile({ "/user-id.ts": emitContract(input) }, {}, COMPILER_APIS["6.0"])).toEqual([]);
  });

  test("imports nothing and names nothing of Node or of browsers", () => {
    const code = emitContract(input);
    expect(code).not.toMatch(
      /\b(?:import|require|process|Buffer|TextEncoder|crypto|window|document)\b(?!\.exit)/u,
    );
  });

  test("is the same text every time, with one final line end and no trailing space", () => {
    const code = emitContract(input);
    expect(emitContract(structuredClone(input))).toBe(code);
    expect(code).toMatch(/[^\n]\n$/u);
    expect(code).not.toMatch(/[ \t]\n|\r|\n\n\n/u);
  });
});

describe("types", () => {
  const HEAD = `import { type UserId, type NightlyJobId, type OrganizationKey, type WorkspaceKey } from "./user-id.js";
import { parseUserId, userId, isUserId, nightlyJobId, organizationKey, workspaceKey, parseServiceAccountId } from "./user-id.js";
declare function trackUser(id: UserId): void;
declare function trackJob(id: NightlyJobId): void;
declare function group(key: OrganizationKey): void;
declare const raw: unknown;
declare const text: string;
`;
  const errorsIn = (lines: readonly string[]): readonly string[] =>
    compile(
      { "/user-id.ts": emitContract(FULL), "/use.ts": HEAD + lines.join("\n") },
      { noUnusedLocals: false },
    ).map((message) => message.replace("/use.ts: ", ""));

  test("take ids of their own kind", () => {
    expect(
      errorsIn([
        "trackUser(userId(raw));",
        "const parsed = parseUserId(raw); if (parsed.ok) trackUser(parsed.id); else console: parsed.reason;",
        "if (isUserId(raw)) trackUser(raw);",
        "if (isUserId(text)) trackUser(text);",
        "trackJob(nightlyJobId(raw));",
        "group(organizationKey(raw));",
        "const prefix: `job_${string}` = nightlyJobId(raw);",
        "const key: `org_${string}` = organizationKey(raw);",
        "const workspace: WorkspaceKey = workspaceKey(raw);",
        "const plain: string = userId(raw);",
        "const service = parseServiceAccountId(1n); if (service.ok) { const id: `svc_${string}` = service.id; }",
      ]),
    ).toEqual([]);
  });

  test("take nothing else", () => {
    const lines = [
      "trackUser(text);",
      'trackUser("jane@example.com");',
      'trackUser("user_3f2504e0-4f89-41d3-9a0c-0305e82c3301");',
      "trackUser(`user_${text}`);",
      "trackUser(organizationKey(raw));",
      "trackUser(nightlyJobId(raw));",
      "trackJob(userId(raw));",
      "group(userId(raw));",
      "group(workspaceKey(raw));",
      "trackUser(parseUserId(raw));",
      "trackUser(42);",
    ];
    expect(errorsIn(lines)).toEqual(lines);
  });

  test("of two copies of one contract are the same", () => {
    const code = emitContract(FULL);
    const use = `import * as web from "./web/user-id.js";
import * as api from "./api/user-id.js";
export const toApi: api.UserId = web.userId("x");
export const toWeb: web.UserId = api.userId("x");
export const parsedToApi: api.ParsedUserId = web.parseUserId("x");
export const parsedToWeb: web.ParsedUserId = api.parseUserId("x");
export const key: web.OrganizationKey = api.organizationKey("x");
`;
    expect(compile({ "/web/user-id.ts": code, "/api/user-id.ts": code, "/use.ts": use })).toEqual([]);
  });
});

describe("every kind of id", () => {
  test("has its functions, and its own rule", async () => {
    const module = await loadModule<Readonly<Record<string, (raw: unknown) => unknown>>>(
      toJavaScript(emitContract(FULL)),
    );
    const call = (name: string, raw: unknown): unknown => module[name]?.(raw);
    expect(Object.keys(module).toSorted()).toEqual(
      [
        "UserIdError",
        "eventUuid",
        ...["User", "NightlyJob", "ServiceAccount"].flatMap((name) => [`is${name}Id`, `parse${name}Id`]),
        ...["Organization", "Workspace"].flatMap((name) => [`is${name}Key`, `parse${name}Key`]),
        "userId",
        "nightlyJobId",
        "serviceAccountId",
        "organizationKey",
        "workspaceKey",
      ].toSorted(),
    );
    expect(call("nightlyJobId", "job_billing_sync")).toBe("job_billing_sync");
    expect(call("parseNightlyJobId", "billing_sync")).toEqual({ ok: false, reason: "missing_prefix" });
    expect(call("parseNightlyJobId", 7)).toEqual({ ok: false, reason: "not_a_string" });
    expect(call("parseServiceAccountId", "svc_7")).toEqual({ ok: true, id: "svc_7" });
    expect(call("parseServiceAccountId", 7)).toEqual({ ok: false, reason: "missing_prefix" });
    expect(call("organizationKey", "org_456")).toBe("org_456");
    expect(call("isOrganizationKey", "acme")).toBe(false);
    expect(call("workspaceKey", "3F2504E0-4F89-41D3-9A0C-0305E82C3301")).toBe(
      "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    );
    expect(() => call("organizationKey", "jane@example.com")).toThrow(
      "Expected organization key (<match of org_[a-z0-9]{3,}>), got xxxx@xxxxxxx.xxx: email",
    );
  });

  test("keeps hostile text of a plan where it belongs", async () => {
    const module = await loadModule(toJavaScript(emitContract(FULL)));
    expect(module.parseUserId("u`${1}\\01arz3ndektsv4rrffq69g5fav")).toEqual({
      ok: true,
      id: "u`${1}\\01ARZ3NDEKTSV4RRFFQ69G5FAV",
    });
    expect(module.parseUserId("legacy:abcde</script>/")).toEqual({ ok: true, id: "legacy:abcde</script>/" });
    expect(emitContract(FULL)).not.toContain("</script");
  });

  test.each<[string, ContractInput["user"]["forms"], string]>([
    ["a prefix", [form({ kind: "uuid" }, { prefix: "user_" })], "`user_${string}`"],
    ["no prefix", [form({ kind: "uuid" })], "string"],
    [
      "a pattern that begins with a literal",
      [form({ kind: "pattern", pattern: "usr-\\d+" })],
      "`usr-${string}`",
    ],
    [
      "two prefixes",
      [form({ kind: "uuid" }, { prefix: "user_" }), form({ kind: "integer" }, { prefix: "u" })],
      "(`user_${string}` | `u${string}`)",
    ],
    [
      "two forms of one prefix",
      [form({ kind: "uuid" }, { prefix: "u" }), form({ kind: "integer" }, { prefix: "u" })],
      "`u${string}`",
    ],
    [
      "one form without a prefix",
      [form({ kind: "uuid" }, { prefix: "u" }), form({ kind: "integer" })],
      "string",
    ],
  ])("with %s has a type that says so", (_, forms, type) => {
    expect(emitContract({ ...SEED, user: { forms } })).toContain(
      `export type UserId = ${type} & { readonly __brand: "UserId" };`,
    );
  });
});

describe("regular expressions", () => {
  test.each([
    ["[a-z]+", "/^(?:[a-z]+)$/u"],
    ["a/b", '/* @__PURE__ */ new RegExp("^(?:a/b)$", "u")'],
    ["</script>", '/* @__PURE__ */ new RegExp("^(?:\\u003c/script>)$", "u")'],
    ["é", '/* @__PURE__ */ new RegExp("^(?:é)$", "u")'],
    ["a\nb", '/* @__PURE__ */ new RegExp("^(?:a\\u000ab)$", "u")'],
  ])("%j is written %s", (source, code) => {
    expect(regExpLiteral(source)).toBe(code);
  });

  test.each([
    ["org_[a-z]+", "org_"],
    ["org_", "org_"],
    ["a|b", ""],
    ["ab?", "a"],
    ["(?:org_)x", ""],
    ["\\x41\\u{42}.", "AB"],
    ["", ""],
  ])("%j begins with %j", (pattern, prefix) => {
    expect(literalPrefix(pattern)).toBe(prefix);
  });
});
