import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { emitContract } from "../../../../src/emit/typescript/user-id-module.ts";
import { FULL, SEED } from "./make-contract.ts";

/** Bundles an entry that imports `./user-id`, as an application's bundler does. */
async function bundle(contract: string, entry: string): Promise<string> {
  const result = await build({
    stdin: { contents: entry, loader: "ts", resolveDir: "/" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    plugins: [
      {
        name: "contract",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\/user-id$/ }, () => ({ path: "user-id", namespace: "contract" }));
          onLoad({ filter: /^user-id$/, namespace: "contract" }, () => ({
            contents: contract,
            loader: "ts",
          }));
        },
      },
    ],
  });
  return result.outputFiles[0]?.text ?? "";
}

test.each([
  ["emitted", emitContract(SEED)],
  ["committed", readFileSync(new URL("../../../../generated/user-id.ts", import.meta.url), "utf8")],
])(
  "the whole %s contract of the product's plan is at most 1.76 kB, minified and gzipped",
  async (_, contract) => {
    const code = await bundle(contract, 'export * from "./user-id";');
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(1760);
    expect(code).toContain("userId");
    expect(code).toContain("eventUuid");
  },
);

describe("what is not used costs nothing", () => {
  test("an import for its effects alone leaves no byte", async () => {
    expect(await bundle(emitContract(FULL), 'import "./user-id";')).toBe("");
  });

  test("parsing comes without the uuid, the error and the other kinds of id", async () => {
    const code = await bundle(emitContract(FULL), 'export { parseUserId } from "./user-id";');
    expect(code).toContain("legacy:");
    for (const absent of ["extends Error", "codePointAt", "1f682303", "job_", "svc_", "org_"]) {
      expect(code).not.toContain(absent);
    }
  });

  test("the uuid comes without the parsing", async () => {
    const code = await bundle(emitContract(FULL), 'export { eventUuid } from "./user-id";');
    expect(code).toContain("1f682303");
    for (const absent of ["extends Error", "legacy:", "anonymous", "job_"]) {
      expect(code).not.toContain(absent);
    }
  });
});
