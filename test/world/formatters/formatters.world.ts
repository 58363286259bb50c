import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../../src/commands/check.ts";
import { generate } from "../../../src/commands/generate.ts";
import { init } from "../../../src/commands/init/init.ts";
import { captureIo } from "../../support/captured-io.ts";
import { ROOT, runProgram } from "../../support/command-line.ts";
import { readFolder } from "../../support/golden-cases.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";

const MODULES = join(import.meta.dirname, "node_modules");
const PLANS = ["every-type", "nasty-names", "online-shop"];

/** The least common choices. */
const ODD_PRETTIER = JSON.stringify({
  arrowParens: "avoid",
  experimentalOperatorPosition: "start",
  proseWrap: "always",
  quoteProps: "consistent",
  semi: false,
  singleQuote: true,
  trailingComma: "none",
  useTabs: true,
});

const FORMATTERS = {
  Prettier: { command: ["prettier", "--write", "generated"], files: {} },
  "Prettier with odd settings": {
    command: ["prettier", "--write", "generated"],
    files: { ".prettierrc": ODD_PRETTIER },
  },
  Biome: { command: ["biome", "check", "--write", "generated"], files: { "biome.json": "{}" } },
  oxfmt: { command: ["oxfmt", "generated"], files: { ".oxfmtrc.json": "{}" } },
} as const;

const STRICT = `import eslint from "@eslint/js";
import typescript from "typescript-eslint";
export default [eslint.configs.recommended, ...typescript.configs.recommended, ...typescript.configs.strict];
`;

const LINTERS = {
  ESLint: { command: ["eslint", "--max-warnings=0", "generated"], files: { "eslint.config.js": STRICT } },
  oxlint: { command: ["oxlint", "--deny-warnings", "generated"], files: {} },
  Biome: {
    command: [
      "biome",
      "check",
      "--error-on-warnings",
      "generated/index.ts",
      "generated/events.ts",
      "generated/validators.ts",
      "generated/user-id.ts",
    ],
    files: { "biome.json": "{}" },
  },
} as const;

const APP = `import { PostHog } from "posthog-node";
import posthog from "posthog-js";

export const client = new PostHog("phc_app");
posthog.capture("signed_up");
`;

/** A project with the tools installed. */
function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = makeTempFolder({ ".git/HEAD": "", ".gitignore": "node_modules\n", ...files });
  symlinkSync(MODULES, join(folder, "node_modules"));
  return folder;
}

const planOf = (name: string): string =>
  readFileSync(join(ROOT, "test/golden", name, "tracking-plan.yaml"), "utf8");

async function run(cwd: string, [name = "", ...args]: readonly string[]) {
  const { code, stdout, stderr } = await runProgram([join(MODULES, ".bin", name), ...args], { cwd });
  return { code, printed: stdout + stderr };
}

const ARGS = { plan: "tracking-plan.yaml", format: "text", strict: false } as const;

async function command(run_: typeof check, cwd: string) {
  const io = captureIo({ cwd });
  return { code: await run_(ARGS, io), printed: io.printed.stdout };
}

describe.each(Object.entries(FORMATTERS))("%s", (_, { command: formatter, files }) => {
  test.each(PLANS)("leaves the output of %s up to date, and generate restores it", async (plan) => {
    const cwd = makeProject({
      ...files,
      "package.json": '{ "type": "module" }',
      "tracking-plan.yaml": planOf(plan),
    });
    await command(generate, cwd);
    const generated = readFolder(join(cwd, "generated"));
    await run(cwd, formatter);
    expect(readFolder(join(cwd, "generated"))).not.toEqual(generated);

    const checked = await command(check, cwd);
    expect(checked.printed).toContain("file-reformatted");
    expect(checked.printed).not.toContain("file-edited");
    expect(checked.printed).not.toContain("file-not-generated");
    expect((await command(generate, cwd)).code).toBe(0);
    expect(readFolder(join(cwd, "generated"))).toEqual(generated);
  });
});

describe.each(Object.entries(LINTERS))("%s", (_, { command: linter, files }) => {
  test.each(PLANS)("finds nothing in the modules of %s", async (plan) => {
    const cwd = makeProject({
      ...files,
      "package.json": '{ "type": "module" }',
      "tracking-plan.yaml": planOf(plan),
    });
    await command(generate, cwd);
    expect(await run(cwd, linter)).toMatchObject({ code: 0 });
  });
});

describe("init", () => {
  test("has formatters leave generated files, and linters report direct calls", async () => {
    const cwd = makeProject({
      "package.json": JSON.stringify({
        type: "module",
        devDependencies: { "@biomejs/biome": "2", oxfmt: "0", oxlint: "1", prettier: "3" },
      }),
      "eslint.config.js": `import eslint from "@eslint/js";\nimport trackingPlan from "./eslint.tracking-plan.cjs";\nimport typescript from "typescript-eslint";\nexport default [eslint.configs.recommended, ...typescript.configs.recommended, ...trackingPlan];\n`,
      "app.ts": APP,
    });
    expect(await init({ plan: "tracking-plan.yaml", yes: true, format: "text" }, captureIo({ cwd }))).toBe(0);
    expect((await command(generate, cwd)).code).toBe(0);
    const generated = readFolder(join(cwd, "generated"));
    for (const formatter of [
      ["prettier", "--write", "."],
      ["oxfmt", "."],
      ["biome", "format", "--write", "."],
    ]) {
      expect(await run(cwd, formatter)).toMatchObject({ code: 0 });
    }
    expect(readFolder(join(cwd, "generated"))).toEqual(generated);

    writeFiles(cwd, { "generated/own.ts": APP });
    for (const linter of [
      ["eslint", "."],
      ["oxlint", "app.ts", "generated"],
      ["biome", "lint", "."],
    ]) {
      const { code, printed } = await run(cwd, linter);
      expect(code).toBe(1);
      expect(printed.match(/Send events with the helpers of \.\/generated/gu)).toHaveLength(2);
      expect(printed).not.toContain("own.ts");
      expect(printed).not.toContain("eslint.tracking-plan.cjs");
    }
  });
});
