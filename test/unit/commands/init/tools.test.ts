/** What `init` adds to the settings of formatters and linters. `test/world/formatters` runs the tools themselves. */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { init } from "../../../../src/commands/init/init.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeTempFolder, writeFiles } from "../../../support/temp-folder.ts";

const ADVICE = "Send events with the helpers of ./generated: direct PostHog calls bypass the tracking plan.";
const IMPORT = { name: "posthog-node", message: ADVICE };
const CALL = { object: "posthog", property: "capture", message: ADVICE };

/** Runs `init` in a repository, or in a folder of it, and again. */
async function run(files: Readonly<Record<string, string>>, folder = ".") {
  const repository = makeTempFolder({ ".git/HEAD": "", "package.json": "{}", ...files });
  const cwd = join(repository, folder);
  const io = captureIo({ cwd });
  expect(await init({ plan: "tracking-plan.yaml", yes: true, format: "text" }, io)).toBe(0);
  const again = captureIo({ cwd });
  expect(await init({ plan: "tracking-plan.yaml", yes: true, format: "text" }, again)).toBe(0);
  expect(again.printed.stdout).not.toMatch(/^(?:created|changed)/mu);
  const read = (path: string): string => readFileSync(join(repository, path), "utf8");
  return { repository, stdout: io.printed.stdout, read };
}

const using = (name: string): string => JSON.stringify({ devDependencies: { [name]: "1" } });

describe("a project without formatters and linters", () => {
  it("gets no settings", async () => {
    const { stdout } = await run({ "package.json": using("express") });
    expect(stdout.match(/^created .*:/gmu)).toHaveLength(3);
  });
});

describe("oxlint", () => {
  it("gets settings where it has none", async () => {
    const { read, stdout } = await run({ "package.json": using("oxlint") });
    expect(stdout).toContain(
      "created  .oxlintrc.json: ignores generated files, reports imports of posthog-node, reports posthog.capture\n",
    );
    expect(JSON.parse(read(".oxlintrc.json"))).toEqual({
      ignorePatterns: ["generated"],
      rules: {
        "no-restricted-imports": ["error", { paths: [IMPORT] }],
        "no-restricted-properties": ["error", CALL],
      },
    });
  });

  it("keeps every other byte of its settings", async () => {
    const before =
      '{\r\n\t// ours\r\n\t"ignorePatterns": ["dist"], // built\r\n\t"rules": {\r\n\t\t"eqeqeq":   "error", // always\r\n\t},\r\n}\r\n';
    const { read } = await run({ ".oxlintrc.json": before });
    expect(read(".oxlintrc.json")).toBe(
      before
        .replace('["dist"]', '["dist", "generated"]')
        .replace(
          "// always",
          `// always\r\n\t\t"no-restricted-imports": [\r\n\t\t\t"error",\r\n\t\t\t{\r\n\t\t\t\t"paths": [\r\n\t\t\t\t\t{\r\n\t\t\t\t\t\t"name": "posthog-node",\r\n\t\t\t\t\t\t"message": "${ADVICE}"\r\n\t\t\t\t\t}\r\n\t\t\t\t]\r\n\t\t\t}\r\n\t\t],\r\n\t\t"no-restricted-properties": [\r\n\t\t\t"error",\r\n\t\t\t{\r\n\t\t\t\t"object": "posthog",\r\n\t\t\t\t"property": "capture",\r\n\t\t\t\t"message": "${ADVICE}"\r\n\t\t\t}\r\n\t\t],`,
        ),
    );
  });

  it("keeps the restrictions that are there", async () => {
    const lodash = { name: "lodash", message: "Use ours." };
    const rules = {
      "no-restricted-imports": ["error", { paths: [lodash], patterns: ["../*"] }],
      "no-restricted-properties": ["warn", { object: "a", property: "b" }],
    };
    const { read } = await run({ ".oxlintrc.json": JSON.stringify({ rules }) });
    expect(JSON.parse(read(".oxlintrc.json"))).toEqual({
      rules: {
        "no-restricted-imports": ["error", { paths: [lodash, IMPORT], patterns: ["../*"] }],
        "no-restricted-properties": ["warn", { object: "a", property: "b" }, CALL],
      },
      ignorePatterns: ["generated"],
    });
  });

  it("is told what to do where a rule is set in another way", async () => {
    const rules = { "no-restricted-imports": ["error", "lodash"], "no-restricted-properties": "off" };
    const { read, stdout } = await run({ ".oxlintrc.json": JSON.stringify({ rules }) });
    expect(JSON.parse(read(".oxlintrc.json"))).toEqual({ rules, ignorePatterns: ["generated"] });
    expect(stdout).toContain(
      "skipped  .oxlintrc.json: has other settings there; add `posthog-node` to its restricted imports\n" +
        "skipped  .oxlintrc.json: has other settings there; add `posthog.capture` to `no-restricted-properties`\n",
    );
  });

  it.each(["{", "[]", ""])("keeps settings that cannot be read: %j", async (text) => {
    const { read, stdout } = await run({ ".oxlintrc.json": text });
    expect(read(".oxlintrc.json")).toBe(text);
    expect(stdout).toContain("skipped  .oxlintrc.json: ");
  });
});

describe("Biome", () => {
  it("gets a rule for imports, and a plugin for calls", async () => {
    const { read } = await run({
      "biome.json": '{ "linter": { "rules": { "style": { "noRestrictedImports": { "level": "warn" } } } } }',
    });
    expect(JSON.parse(read("biome.json"))).toEqual({
      linter: {
        rules: {
          style: {
            noRestrictedImports: { level: "warn", options: { paths: { "posthog-node": ADVICE } } },
          },
        },
      },
      files: { includes: ["**", "!generated"] },
      plugins: ["./tracking-plan.grit"],
    });
    expect(read("tracking-plan.grit")).toContain(ADVICE);
  });

  it("keeps the files that it includes", async () => {
    const { read } = await run({ "biome.jsonc": '{ "files": { "includes": ["src/**"] } }' });
    expect(JSON.parse(read("biome.jsonc"))).toMatchObject({ files: { includes: ["src/**", "!generated"] } });
  });

  it("gets only what release 1 has", async () => {
    const $schema = "https://biomejs.dev/schemas/1.9.4/schema.json";
    const { repository, read } = await run({ "biome.json": JSON.stringify({ $schema }) });
    expect(JSON.parse(read("biome.json"))).toEqual({ $schema, files: { ignore: ["generated"] } });
    expect(existsSync(join(repository, "tracking-plan.grit"))).toBe(false);
  });
});

describe("Prettier", () => {
  it.each([
    ["where it has no file", {}, "generated\n"],
    ["below the other lines", { ".prettierignore": "dist\r\n" }, "dist\r\ngenerated\r\n"],
    ["on a line of its own", { ".prettierignore": "dist" }, "dist\ngenerated\n"],
    ["once", { ".prettierignore": "/generated/\n" }, "/generated/\n"],
  ])("ignores generated files %s", async (_, files, expected) => {
    const { read } = await run({ "package.json": using("prettier"), ...files });
    expect(read(".prettierignore")).toBe(expected);
  });

  it("ignores them from where its settings are", async () => {
    const { read } = await run({ ".prettierrc": "", "services/api/package.json": "{}" }, "services/api");
    expect(read(".prettierignore")).toBe("services/api/generated\n");
  });
});

describe("ESLint", () => {
  it("gets a file that its settings import", async () => {
    const before = "export default [];\n";
    const { repository, read, stdout } = await run({ "eslint.config.js": before });
    expect(read("eslint.config.js")).toBe(before);
    expect(stdout).toContain(
      'created  eslint.tracking-plan.cjs: ESLint\'s settings for generated files and direct calls\nskipped  eslint.config.js: is code; import trackingPlan from "./eslint.tracking-plan.cjs", and add ...trackingPlan to the list\n',
    );
    const { default: part } = (await import(join(repository, "eslint.tracking-plan.cjs"))) as {
      default: unknown;
    };
    expect(part).toEqual([
      { ignores: ["generated/", "eslint.tracking-plan.cjs"] },
      {
        rules: {
          "no-restricted-imports": ["error", { paths: [IMPORT] }],
          "no-restricted-properties": ["error", CALL],
        },
      },
    ]);
  });

  it("is asked for nothing where it imports the file", async () => {
    const { stdout } = await run({
      "eslint.config.mjs": 'export { default } from "./eslint.tracking-plan.cjs";\n',
    });
    expect(stdout).toContain("skipped  eslint.config.mjs: already uses eslint.tracking-plan.cjs\n");
  });

  it("has its older settings extended", async () => {
    const { read } = await run({ ".eslintrc.json": '{ "root": true }' });
    expect(JSON.parse(read(".eslintrc.json"))).toMatchObject({ ignorePatterns: ["generated"] });
  });
});

describe("dprint and oxfmt", () => {
  it("ignore generated files", async () => {
    const { read } = await run({ "dprint.json": '{ "excludes": ["dist"] }', ".oxfmtrc.json": "{}" });
    expect(JSON.parse(read("dprint.json"))).toEqual({ excludes: ["dist", "generated"] });
    expect(JSON.parse(read(".oxfmtrc.json"))).toEqual({ ignorePatterns: ["generated"] });
  });
});

describe("settings behind a link", () => {
  it("are not written", async () => {
    const repository = makeTempFolder({ ".git/HEAD": "", "package.json": "{}", "shared.json": "{}" });
    symlinkSync("shared.json", join(repository, "biome.json"));
    mkdirSync(join(repository, ".oxlintrc.json"));
    writeFiles(repository, { "eslint.config.js": "" });
    const io = captureIo({ cwd: repository });
    expect(await init({ plan: "tracking-plan.yaml", yes: true, format: "text" }, io)).toBe(0);
    expect(readFileSync(join(repository, "shared.json"), "utf8")).toBe("{}");
    expect(io.printed.stdout).toContain(
      "skipped  biome.json: unusual format; let it ignore generated by hand\n",
    );
    expect(io.printed.stdout).toContain("skipped  .oxlintrc.json: unusual format");
  });
});
