/** Files that are wrong, huge or meant to harm: they are reported with their place, and nothing is written. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ImportArguments, importPlan } from "../../src/commands/import/import-plan.ts";
import { captureIo } from "../support/captured-io.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const DEFAULTS = {
  from: "csv",
  name: "shop",
  id: "uuid",
  merge: false,
  dryRun: false,
  yes: true,
  format: "text",
} as const;

async function runImport(cwd: string, files: readonly string[], args: Partial<ImportArguments> = {}) {
  const io = captureIo({ cwd });
  const code = await importPlan({ ...DEFAULTS, files, ...args }, io);
  return { code, out: io.printed.stdout };
}

interface Hostile {
  readonly make: (folder: string) => void;
  readonly args?: Partial<ImportArguments>;
  /** The first line that is printed. */
  readonly says: string;
  readonly also: string;
}

const write =
  (bytes: string | Uint8Array, name = "a.csv") =>
  (folder: string): void =>
    writeFileSync(join(folder, "in", name), bytes);

const refused: Readonly<Record<string, Hostile>> = {
  "a quote without an end": {
    make: write('Event\nok\n"no end,\nmore\n'),
    says: "in/a.csv:3:1  error  import-syntax",
    also: "The quote that begins here has no end.",
  },
  "text after a quoted cell": {
    make: write('Event,Type\nok,x\nb,"c"d\n'),
    says: "in/a.csv:3:3  error  import-syntax",
    also: "no separator follows",
  },
  "an empty file": { make: write(""), says: "in/a.csv:1:1  error  import-nothing", also: "no table" },
  "a file of blank rows": {
    make: write("\ufeff;;\n;;\n"),
    says: "in/a.csv:1:1  error  import-nothing",
    also: "no table",
  },
  "a header alone": {
    make: write("Event,Type\n"),
    says: "error  import-nothing",
    also: "no event that a plan can have",
  },
  "events that are PostHog's own alone": {
    make: write("Event\n$pageview\n"),
    says: "error  import-nothing",
    also: "skipped  1 (event 1)",
  },
  "no column of events": {
    make: write("Colour,Taste\nred,sweet\n"),
    says: "in/a.csv:1:1  error  import-columns",
    also: "--columns event=Colour",
  },
  "a column that is not there": {
    make: write("Event\na\n"),
    args: { columns: "event=Evnt" },
    says: "error  import-columns",
    also: "Did you mean `Event`?",
  },
  "what no column holds": {
    make: write("Event\na\n"),
    args: { columns: "evnt=Event" },
    says: "error  import-columns",
    also: "Did you mean `event`?",
  },
  "a NUL byte": {
    make: write("Event\na\0b\n"),
    says: "in/a.csv:2:2  error  import-unreadable",
    also: "not UTF-8",
  },
  "UTF-16": {
    make: write(Buffer.from("Event\na\n", "utf16le")),
    says: "in/a.csv:1:2  error  import-unreadable",
    also: "not UTF-8",
  },
  "bytes that are no UTF-8": {
    make: write(Buffer.from([0x45, 0x0a, 0x61, 0xe9, 0x0a])),
    says: "in/a.csv:2:2  error  import-unreadable",
    also: "not UTF-8",
  },
  "a folder without such files": {
    make: write("Event\na\n", "a.txt"),
    says: "in:1:1  error  import-unreadable",
    also: "ends with `.csv` or `.tsv`",
  },
  "a link out of the folder": {
    make: (folder) => symlinkSync("../tracking.csv", join(folder, "in/a.csv")),
    says: "in/a.csv:1:1  error  import-unreadable",
    also: "a link that leads out of the folder",
  },
  "a link that leads nowhere": {
    make: (folder) => symlinkSync("nothing.csv", join(folder, "in/a.csv")),
    says: "in/a.csv:1:1  error  import-unreadable",
    also: "a link that leads out of the folder",
  },
  "more than a plan can hold": {
    make: write(
      `Event,Description\n${Array.from({ length: 3_600 }, (_, index) => `e${index},${"x".repeat(3_000)}\n`).join("")}`,
    ),
    says: "in/a.csv:1:1  error  import-unreadable",
    also: "too much for one plan",
  },
  "more than 50 MB": {
    make: (folder) => {
      writeFileSync(join(folder, "in/a.csv"), "Event\na\n");
      writeFileSync(join(folder, "in/b.csv"), "");
      truncateSync(join(folder, "in/b.csv"), 50_000_000);
    },
    says: "in/b.csv:1:1  error  import-unreadable",
    also: "more than 50 MB",
  },
};

describe("is reported, and nothing is written:", () => {
  test.each(Object.entries(refused))("%s", async (_name, { make, args, says, also }) => {
    const folder = makeTempFolder({ ".git/HEAD": "", "tracking.csv": "Event\nsecret\n" });
    mkdirSync(join(folder, "in"));
    make(folder);
    const { code, out } = await runImport(folder, ["in"], args);
    expect(code).toBe(1);
    expect(out.split("\n")[0]).toContain(says);
    expect(out).toContain(also);
    expect(out).toContain("Nothing was written.");
    expect(out).not.toContain("secret");
    expect(readdirSync(folder).toSorted()).toEqual([".git", "in", "tracking.csv"]);
  });

  test("a pipe, which may never end", async () => {
    const folder = makeTempFolder({ ".git/HEAD": "" });
    spawnSync("mkfifo", [join(folder, "a.csv")]);
    expect(await runImport(folder, ["a.csv"])).toMatchObject({
      code: 1,
      out: expect.stringContaining("not a regular file"),
    });
  });
});

describe("is wrong usage:", () => {
  test.each<readonly [string, readonly string[], Partial<ImportArguments>, string]>([
    ["no file", [], {}, "requires a FILE"],
    ["a file that is not there", ["none.csv"], {}, "no such file"],
    ["a plan that is there already", ["a.csv"], { out: "there.yaml" }, "already exists"],
    ["no plan to add to", ["a.csv"], { merge: true }, "There is no tracking-plan.yaml to add to"],
    ["a plan with errors to add to", ["a.csv"], { merge: true, out: "there.yaml" }, "it has errors"],
    ["an unknown kind of ids", ["a.csv"], { id: "clark" }, "must be one of"],
    ["a report of another format", ["a.csv"], { report: "a.pdf" }, "must end with"],
    ["a plan outside of the repository", ["a.csv"], { out: "../plan.yaml" }, "outside of the repository"],
    ["a plan in .git", ["a.csv"], { out: ".git/plan.yaml" }, "into `.git`"],
    ["a report through a link", ["a.csv"], { report: "link.md" }, "symbolic link"],
  ])("%s", async (_name, files, args, message) => {
    const folder = makeTempFolder({ ".git/HEAD": "", "a.csv": "Event\na\n", "there.yaml": "plan: 2\n" });
    symlinkSync("there.yaml", join(folder, "link.md"));
    await expect(runImport(folder, files, args)).rejects.toThrow(message);
    expect(readdirSync(folder).toSorted()).toEqual([".git", "a.csv", "link.md", "there.yaml"]);
  });
});

describe("is taken as text:", () => {
  const names = [
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "=cmd()",
    "# a: {b",
    "- x",
    "*a",
    "&b",
    "!!js/function",
    "null",
    "true",
    "1.0",
    "a\u202eb",
    "{{x}}",
    "'",
    '"',
  ];

  test("names that mean something to JavaScript, YAML or spreadsheets", async () => {
    const rows = names.map(
      (name) =>
        `"${name.replaceAll('"', '""')}","${name.replaceAll('"', '""')}",string,"${name.replaceAll('"', '""')}\u0007"`,
    );
    const folder = makeTempFolder({
      ".git/HEAD": "",
      "a.csv": `Event,Property,Type,Example\n${rows.join("\n")}\nok,fine,string,\n`,
    });
    const { code, out } = await runImport(folder, ["a.csv"]);
    expect(code).toBe(0);
    expect(out).toMatch(/skipped\s+\d+ \(event \d+\)/u);
    expect(({} as Record<string, unknown>)["fine"]).toBeUndefined();
    expect(readFileSync(join(folder, "tracking-plan.yaml"), "utf8")).toContain(
      "  ok:\n    properties:\n      fine: { type: string }\n",
    );
  });

  test("cells and types without end, in bounded time", async () => {
    const long = "x".repeat(1_000_000);
    const deep = "Array<{ a: ".repeat(50_000);
    const brackets = "(".repeat(100_000);
    const spaces = `a${" ".repeat(100_000)}b`;
    const rows = [long, deep, brackets, spaces].map(
      (cell, index) => `e${index},p${index},"${cell}","${cell}","${cell}"`,
    );
    const folder = makeTempFolder({
      ".git/HEAD": "",
      "a.csv": `Event,Property,Type,Allowed values,Required\n${rows.join("\n")}\n`,
    });
    const { code } = await runImport(folder, ["a.csv"]);
    expect(code).toBe(0);
    expect(existsSync(join(folder, "tracking-plan.yaml"))).toBe(true);
  });

  test.each([
    ["csv", (spaces: string) => `Event,Properties\nf,"a${spaces}b"\n`],
    ["markdown", (spaces: string) => `## a${spaces}b\n\n| Event | Type |\n| - | - |\n| f | x |\n`],
  ] as const)(
    "runs of spaces in %s, in bounded time",
    async (from, textOf) => {
      const folder = makeTempFolder({ ".git/HEAD": "", in: textOf(" ".repeat(400_000)) });
      expect((await runImport(folder, ["in"], { from })).code).toBe(0);
    },
    20_000,
  );
});
