import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLI, type Finished, runCli, runProgram } from "../support/command-line.ts";
import { runCommand } from "../support/run-command.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";
import { faultsOfSarif } from "../support/validate-sarif.ts";

const PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
events:
  order_placed:
    description: A customer ordered.
    category: orders
    properties:
      amount: { type: number, unit: EUR, description: What it costs. }
    trigger: The customer confirms the order.
    owner: checkout
`;

const BROKEN = PLAN.replace("type: number", "type: nubmer");

/** A plan with so many errors, one an event. */
const manyErrors = (count: number): string => {
  const events = Array.from(
    { length: count },
    (_, index) => `  event_${index}:\n    description: It happened.\n    source: everywhere\n`,
  );
  return `${PLAN.slice(0, PLAN.indexOf("  order_placed"))}${events.join("")}`;
};

/** A repository with a plan in it. */
const makeShop = (plan = PLAN): string => makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": plan });

/** A repository whose files are generated. */
async function makeGeneratedShop(): Promise<string> {
  const shop = makeShop();
  expect(await runCommand(["generate"], { cwd: shop })).toMatchObject({ code: 0, stderr: "" });
  return shop;
}

/** Path → bytes and times of all that is in a folder. */
function snapshot(folder: string): Record<string, unknown> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mtimeMs, ctimeMs, ino } = statSync(path);
      return [path, { mtimeMs, ctimeMs, ino, text: entry.isFile() ? readFileSync(path, "utf8") : "" }];
    }),
  );
}

interface JsonReport {
  readonly ok: boolean;
  readonly counts: object;
  readonly diagnostics: readonly { readonly code: string; readonly place: { readonly file: string } }[];
  readonly files: {
    readonly written: string[];
    readonly removed: string[];
    readonly unchanged: string[];
  } | null;
}

const parse = ({ stdout }: Finished): JsonReport => JSON.parse(stdout) as JsonReport;

/** Code and file of each diagnostic. */
const findings = (finished: Finished): readonly string[] =>
  parse(finished).diagnostics.map(({ code, place }) => `${code} ${place.file}`);

describe("generate", () => {
  it("writes what the plan makes, and the second time touches nothing", async () => {
    const shop = makeShop();
    const first = await runCli(["generate"], { cwd: shop });
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(
      /^From tracking-plan\.yaml into generated\/: 1 event\.\n\d+ files written, 0 unchanged\n$/u,
    );
    expect(existsSync(join(shop, "generated/events.ts"))).toBe(true);
    const before = snapshot(join(shop, "generated"));
    const second = await runCli(["generate"], { cwd: shop });
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/\n0 files written, \d+ unchanged\n$/u);
    expect(snapshot(join(shop, "generated"))).toEqual(before);
  });

  it("writes nothing when the plan has an error, and leaves what was there", async () => {
    const shop = await makeGeneratedShop();
    const before = snapshot(join(shop, "generated"));
    writeFileSync(join(shop, "tracking-plan.yaml"), BROKEN);
    const { code, stdout, stderr } = await runCommand(["generate"], { cwd: shop });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain("tracking-plan.yaml:10:");
    expect(stdout).toContain("number");
    expect(stdout).toMatch(/\n1 error\n$/u);
    expect(snapshot(join(shop, "generated"))).toEqual(before);
  });

  it("follows the plan: changes what changed, removes what is left over, and nothing of yours", async () => {
    const shop = await makeGeneratedShop();
    const mine = join(shop, "generated/docs/notes.md");
    writeFileSync(mine, "# Notes\n");
    writeFileSync(join(shop, "tracking-plan.yaml"), PLAN.replace("category: orders", "category: sales"));
    const finished = await runCommand(["generate", "--format", "json"], { cwd: shop });
    const { ok, files } = parse(finished);
    expect(ok).toBe(true);
    expect(files?.removed).toEqual(["generated/docs/orders.md"]);
    expect(files?.written).toContain("generated/docs/sales.md");
    expect(files?.unchanged).toContain("generated/user-id.ts");
    expect(existsSync(join(shop, "generated/docs/orders.md"))).toBe(false);
    expect(readFileSync(mine, "utf8")).toBe("# Notes\n");
    expect((await runCommand(["check"], { cwd: shop })).code).toBe(0);
  });

  it("does not overwrite a file that it did not make", async () => {
    const shop = makeShop();
    mkdirSync(join(shop, "src"));
    writeFileSync(join(shop, "src/index.ts"), "export {};\n");
    const finished = await runCommand(["generate", "--out", "src", "--format", "json"], { cwd: shop });
    expect(finished.code).toBe(1);
    expect(findings(finished)).toEqual(["file-not-generated src/index.ts"]);
    expect(readdirSync(join(shop, "src"))).toEqual(["index.ts"]);
  });

  it("leaves the repository through no link", async () => {
    const elsewhere = makeTempFolder();
    for (const link of ["generated", "generated/docs"]) {
      const shop = makeShop();
      if (link !== "generated") mkdirSync(join(shop, "generated"));
      symlinkSync(elsewhere, join(shop, link));
      const finished = await runCommand(["generate"], { cwd: shop });
      expect(finished).toMatchObject({ code: 1, stderr: "" });
      expect(finished.stdout).toContain(`\`${link}\` leads outside of the repository.`);
      expect(readdirSync(elsewhere)).toEqual([]);
      // Nor is anything there looked at.
      const checked = await runCommand(["check", "--format", "json"], { cwd: shop });
      expect(parse(checked).diagnostics.map(({ code }) => code)).toEqual(["output-outside"]);
    }
    const shop = makeShop();
    const outside = await runCommand(["generate", "--out", elsewhere], { cwd: shop });
    expect(outside.code).toBe(1);
    expect(outside.stdout).toContain("leads outside of the repository");
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it("writes through no link to a file", async () => {
    const shop = makeShop();
    const elsewhere = makeTempFolder({ "secret.ts": "secret\n" });
    mkdirSync(join(shop, "generated"));
    symlinkSync(join(elsewhere, "secret.ts"), join(shop, "generated/events.ts"));
    const { code, stdout } = await runCommand(["generate"], { cwd: shop });
    expect(code).toBe(1);
    expect(stdout).toContain("`generated/events.ts` is a symbolic link");
    expect(stdout).not.toContain("secret");
    expect(readFileSync(join(elsewhere, "secret.ts"), "utf8")).toBe("secret\n");
  });

  it("takes the plan and the folder from the command line, from any folder", async () => {
    const shop = makeShop();
    mkdirSync(join(shop, "api/src"), { recursive: true });
    const cwd = join(shop, "api/src");
    const finished = await runCommand(["generate", "--plan", "../../tracking-plan.yaml", "--out", "made"], {
      cwd,
    });
    expect(finished).toMatchObject({ code: 0, stderr: "" });
    expect(finished.stdout).toContain("From ../../tracking-plan.yaml into made/: 1 event.");
    expect(existsSync(join(cwd, "made/events.ts"))).toBe(true);
    expect(existsSync(join(shop, "generated"))).toBe(false);
  });

  it("says what the system refused, and what to do", async () => {
    const shop = makeShop();
    writeFileSync(join(shop, "generated"), "a file, not a folder");
    const { code, stdout, stderr } = await runCommand(["generate"], { cwd: shop });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^tracking-plan: Cannot write generated\/.*: [a-z ]+\.\nhint: Move .*\n$/u);
  });
});

describe("check", () => {
  it("is content with what generate wrote, and writes nothing", async () => {
    const shop = await makeGeneratedShop();
    const before = snapshot(shop);
    const { code, stdout, stderr } = await runCommand(["check"], { cwd: shop });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^tracking-plan\.yaml is valid, and generated\/ is up to date: 1 event, \d+ files\.\n$/u,
    );
    expect(snapshot(shop)).toEqual(before);
  });

  it("tells missing, edited, stale and left-over files apart", async () => {
    const shop = await makeGeneratedShop();
    const generated = (name: string): string => join(shop, "generated", name);
    const edited = readFileSync(generated("user-id.ts"), "utf8").replace("export", "export declare");
    writeFileSync(generated("old.ts"), readFileSync(generated("index.ts")));
    rmSync(generated("index.ts"));
    writeFileSync(generated("user-id.ts"), edited);
    writeFileSync(join(shop, "tracking-plan.yaml"), PLAN.replace("A customer ordered", "Somebody bought"));
    const finished = await runCommand(["check", "--format", "json"], { cwd: shop });
    expect(finished.code).toBe(1);
    const found = findings(finished);
    expect(found).toContain("file-missing generated/index.ts");
    expect(found).toContain("file-edited generated/user-id.ts");
    expect(found).toContain("file-stale generated/events.ts");
    expect(found).toContain("file-orphaned generated/old.ts");
    expect(found).not.toContain("file-stale generated/user-id.ts");
    expect(existsSync(generated("old.ts"))).toBe(true);
  });

  it("shows the first lines that differ", async () => {
    const shop = await makeGeneratedShop();
    writeFileSync(join(shop, "tracking-plan.yaml"), PLAN.replace("A customer ordered", "Somebody bought"));
    const { stdout } = await runCommand(["check"], { cwd: shop });
    expect(stdout).toMatch(/\| - .*A customer ordered\.[^]*\| \+ .*Somebody bought\./u);
    expect(stdout).not.toMatch(/\| - .*sha256:[0-9a-f]{64}/u);
  });

  it("shows all errors of a plan in one run", async () => {
    const shop = makeShop(BROKEN.replace("name: shop", "naem: shop"));
    const { code, stdout } = await runCommand(["check"], { cwd: shop });
    expect(code).toBe(1);
    expect(stdout).toContain("tracking-plan.yaml:2:");
    expect(stdout).toContain("tracking-plan.yaml:10:");
    expect(stdout).not.toContain("file-missing");
  });
});

describe("--format", () => {
  it("json is one document on stdout, with errors too", async () => {
    const shop = makeShop(BROKEN);
    const finished = await runCommand(["check", "--format", "json"], { cwd: shop });
    expect(finished).toMatchObject({ code: 1, stderr: "" });
    expect(parse(finished)).toMatchObject({
      version: 1,
      command: "check",
      ok: false,
      counts: { errors: 1, warnings: 0, infos: 0 },
      diagnostics: [{ severity: "error", place: { file: "tracking-plan.yaml", line: 10 } }],
    });
  });

  it("github names files from the root of the checkout", async () => {
    const shop = makeTempFolder({ ".git/HEAD": "", "api/tracking-plan.yaml": BROKEN });
    const options = { cwd: join(shop, "api"), env: { GITHUB_WORKSPACE: shop } };
    const { code, stdout } = await runCommand(["check", "--format", "github"], options);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=api\/tracking-plan\.yaml,line=10,col=\d+,endColumn=\d+,title=[a-z-]+::/u,
    );
    expect(stdout).toMatch(/\n1 error\n$/u);
  });

  it("sarif names files from the root of the repository, and exits as the others do", async () => {
    const shop = makeTempFolder({ ".git/HEAD": "", "api/tracking-plan.yaml": BROKEN });
    const { code, stdout, stderr } = await runCommand(["check", "--format", "sarif"], {
      cwd: join(shop, "api"),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const log = JSON.parse(stdout) as { readonly runs: readonly { readonly results: readonly unknown[] }[] };
    expect(faultsOfSarif(log)).toEqual([]);
    expect(log.runs.map(({ results }) => results)).toMatchObject([
      [
        {
          ruleId: "wrong-value",
          level: "error",
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: "api/tracking-plan.yaml", uriBaseId: "%SRCROOT%" },
                region: { startLine: 10, startColumn: 23, endColumn: 29 },
              },
            },
          ],
        },
      ],
    ]);
  });
});

describe("colour", () => {
  const escape = "\u001b[";

  it("is not for pipes, unless it is forced; NO_COLOR has the last word", async () => {
    const cwd = makeShop(BROKEN);
    const shown = async (env: Record<string, string>): Promise<boolean> =>
      (await runCommand(["check"], { cwd, env })).stdout.includes(escape);
    expect(await shown({})).toBe(false);
    expect(await shown({ FORCE_COLOR: "1" })).toBe(true);
    expect(await shown({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    const json = await runCommand(["check", "--format", "json"], { cwd, env: { FORCE_COLOR: "1" } });
    expect(json.stdout).not.toContain(escape);
  });
});

describe("pipes", () => {
  it("may be closed early: files are written all the same, and nothing is complained about", async () => {
    const shop = makeShop(PLAN);
    const pipe = `"$@" | true; exit "\${PIPESTATUS[0]}"`;
    const finished = await runProgram(["bash", "-c", pipe, "bash", ...CLI, "generate", "--format", "json"], {
      cwd: shop,
    });
    expect(finished).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(existsSync(join(shop, "generated/events.ts"))).toBe(true);
  });

  it("may be closed after the first line, by head: the exit code stays, and no stack trace comes", async () => {
    const shop = makeShop(manyErrors(3_000));
    const pipe = `"$@" | head -n 1; echo "\${PIPESTATUS[*]}"`;
    const finished = await runProgram(["bash", "-c", pipe, "bash", ...CLI, "check"], { cwd: shop });
    expect(finished).toEqual({
      code: 0,
      stdout: "tracking-plan.yaml:8:13  error  wrong-value\n1 0\n",
      stderr: "",
    });
  });

  it("are given all of a large output, however late they read", async () => {
    const shop = makeShop(manyErrors(3_000));
    const pipe = `"$@" | (sleep 1; cat); exit "\${PIPESTATUS[0]}"`;
    const finished = await runProgram(["bash", "-c", pipe, "bash", ...CLI, "check", "--format", "json"], {
      cwd: shop,
    });
    expect({ code: finished.code, stderr: finished.stderr }).toEqual({ code: 1, stderr: "" });
    expect(finished.stdout.length).toBeGreaterThan(500_000);
    expect(parse(finished).counts).toEqual({ errors: 3_000, warnings: 0, infos: 0 });
  });

  it("of npm scripts keep what the command says, and its exit code", async () => {
    const shop = makeShop();
    const command = CLI.map((word) => `'${word}'`).join(" ");
    writeFiles(shop, {
      "package.json": JSON.stringify({ private: true, scripts: { plan: command } }),
      "broken.yaml": BROKEN,
    });
    const codeOf = async (...args: readonly string[]): Promise<number | null> =>
      (await runProgram(["npm", "run", "--silent", "plan", "--", ...args], { cwd: shop })).code;
    expect(await codeOf("generate")).toBe(0);
    expect(await codeOf("check", "--plan", "broken.yaml")).toBe(1);
    expect(await codeOf("check", "--plan", "nowhere.yaml")).toBe(2);
  });

  it.runIf(existsSync("/dev/full"))("that cannot take the result are an error", async () => {
    const shop = makeShop(BROKEN);
    const finished = await runProgram(["bash", "-c", '"$@" > /dev/full', "bash", ...CLI, "check"], {
      cwd: shop,
    });
    expect(finished).toEqual({
      code: 2,
      stdout: "",
      stderr: "tracking-plan: Cannot print: no space left on device.\n",
    });
  });
});

describe("bad usage", () => {
  it.each<[string, string[], string]>([
    [
      "no command",
      [],
      "tracking-plan: No command was given.\nhint: Run `tracking-plan --help` to see all commands and options.\n",
    ],
    [
      "an unknown command",
      ["genrate"],
      "tracking-plan: Unknown command `genrate`.\nhint: Did you mean `generate`?\n",
    ],
    [
      "an unknown option",
      ["check", "--stric"],
      "tracking-plan: Unknown option `--stric`.\nhint: Did you mean `--strict`?\n",
    ],
    [
      "a plan that is not there",
      ["check", "--plan", "nowhere.yaml"],
      "tracking-plan: Cannot read nowhere.yaml: no such file or directory.\nhint: Correct the path, or create a plan with `npx tracking-plan init`.\n",
    ],
    [
      "a plan that the system refuses to open",
      ["check", "--plan", "x".repeat(300)],
      `tracking-plan: Cannot read ${"x".repeat(300)}: its name is too long.\nhint: Choose a shorter path.\n`,
    ],
    [
      "a folder for a plan",
      ["check", "--plan", "."],
      "tracking-plan: Cannot read .: it is not a file.\nhint: Correct the path, or create a plan with `npx tracking-plan init`.\n",
    ],
    [
      "a device that never ends for a plan",
      ["check", "--plan", "/dev/zero"],
      expect.stringMatching(/^tracking-plan: Cannot read .*\/dev\/zero: it is not a file\.\nhint: .*\n$/u),
    ],
  ])("with %s exits with 2 and says so on stderr", async (_, args, stderr) => {
    expect(await runCommand(args, { cwd: makeShop() })).toEqual({ code: 2, stdout: "", stderr });
  });
});

describe("a plan of 3 GB", () => {
  it("is not read", async () => {
    const shop = makeShop();
    truncateSync(join(shop, "tracking-plan.yaml"), 3_000_000_000);
    expect(await runCommand(["check"], { cwd: shop })).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "tracking-plan: Cannot read tracking-plan.yaml: it is larger than 1 GB.\nhint: Correct the path, or create a plan with `npx tracking-plan init`.\n",
    });
  });
});

describe("help", () => {
  it("shows every command, option and exit code, within 80 columns", async () => {
    const { code, stdout, stderr } = await runCommand(["--help"], { cwd: makeShop() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const word of [
      "generate",
      "check",
      "--plan FILE",
      "--out DIR",
      "--format",
      "--strict",
      "--version",
    ]) {
      expect(stdout).toContain(word);
    }
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const ofCheck = await runCommand(["check", "--help"], { cwd: makeShop() });
    expect(ofCheck.stdout).toContain("Usage: tracking-plan check [options]\n");
  });

  it("tells the version", async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as {
      version: string;
    };
    expect(await runCli(["--version"], { cwd: makeShop() })).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
  });
});
