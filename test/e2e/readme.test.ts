/** The words of the README, and the code of the page of hosts, against what is: its code, its plan, what its commands print, and its tables. */
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { STORY } from "../../scripts/identity-story/story.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { parseArguments } from "../../src/cli/parse-arguments.ts";
import { ID_RECIPES } from "../../src/edit/starter-plan.ts";
import { emitContract } from "../../src/emit/typescript/contract/contract.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { ROOT, runCli, runProgram } from "../support/command-line.ts";
import { loadModule } from "../support/load-module.ts";
import { nodesOfType, parseMarkdown, shownText } from "../support/parse-markdown.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";
import { makeProject, type Project } from "../support/typescript-project.ts";
import type { ContractModule } from "../vectors/load-vectors.ts";

const readme = parseMarkdown(readFileSync(join(ROOT, "README.md"), "utf8"));
const hosts = parseMarkdown(readFileSync(join(ROOT, "docs/hosts.md"), "utf8"));
const planText = readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8");

/** The code of one language, in the order of the page. */
function codeIn(language: string, page = readme): readonly string[] {
  return nodesOfType(page, "code").flatMap(({ lang, value }) => (lang === language ? [value] : []));
}

/** The one block of code that begins so. */
function blockOf(language: string, part: string): string {
  const [block, ...others] = codeIn(language).filter((code) => code.includes(part));
  expect(others).toEqual([]);
  expect(block).toBeDefined();
  return block!;
}

/** The rows of the table whose first column has this head. */
function rowsOf(head: string): readonly (readonly string[])[] {
  const tables = nodesOfType(readme, "table").map((table) =>
    table.children.map((row) => row.children.map((cell) => shownText(cell))),
  );
  return tables.find(([first]) => first?.[0] === head)!.slice(1);
}

describe("TypeScript", () => {
  /** What the snippets' own code would have at hand. */
  const GLOBALS = `
declare const row: { readonly user_id: unknown; readonly organization_id: string };
declare const session: { readonly id: string; readonly created: number; readonly userId: unknown };
declare const click: { readonly at: Date; readonly id: string };
declare const customer: { readonly email: string };
declare const request: Request;
declare const timestamp: Date;
declare function completeCheckout(): Promise<void>;
declare const rows: readonly {
  readonly user_id: unknown;
  readonly checkout: import("./generated/index.js").CheckoutCompleted;
  readonly timestamp: Date;
}[];
declare function keep(message: object, why: object): void;
declare function work(event: unknown): Promise<unknown>;
declare const process: Record<"on" | "once", (event: string, listen: () => unknown) => void> & { exit(code: number): void };
declare const app: { close(): Promise<void> };
interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
}
declare module "next/server" {
  export function after(task: () => unknown): void;
}
declare module "@vercel/functions" {
  export function waitUntil(promise: Promise<unknown>): void;
}
declare const checkout: import("./generated/index.js").CheckoutCompleted;
declare const trackCheckoutCompleted: typeof import("./generated/index.js").trackCheckoutCompleted;
`;
  let project: Project;
  beforeAll(async () => {
    project = await makeProject();
    symlinkSync(
      join(ROOT, "node_modules/posthog-js"),
      join(project.folder, "node_modules/posthog-js"),
      "dir",
    );
    symlinkSync(join(ROOT, "generated"), join(project.folder, "generated"), "dir");
  });
  afterAll(() => project.remove());

  test("compiles, or fails in the words that stand below it", async () => {
    const snippets = [...codeIn("ts"), ...codeIn("ts", hosts)];
    writeFiles(project.folder, {
      "globals.d.ts": GLOBALS,
      ...Object.fromEntries(snippets.map((code, index) => [`snippet-${index}.ts`, `${code}\nexport {};\n`])),
    });
    const lines = await project.compile({
      compiler: "5.9",
      module: "nodenext",
      include: ["globals.d.ts", "snippet-*.ts"],
      options: {
        lib: ["es2022", "dom"],
        noUnusedLocals: false,
        preserveSymlinks: true,
        allowImportingTsExtensions: true,
        paths: {
          "tracking-plan/testing/vitest": [join(ROOT, "src/testing/vitest.ts")],
          vitest: [join(ROOT, "node_modules/vitest/dist/index.d.ts")],
        },
      },
    });
    const failing = snippets.findIndex((code) => code.includes("customer.email"));
    const faults = lines.filter((line) => line.startsWith("snippet-"));
    expect(faults).toEqual([`snippet-${failing}.ts(1,24): ${blockOf("text", "error TS")}`]);
    expect(snippets.length).toBe(17);
  });

  test("the metrics are in the format of Prometheus", async () => {
    const code = blockOf("ts", "function metrics").replace(
      'import { stats } from "./generated/index.js";',
      "const stats = () => ({ refused: { shut_down: 1 }, events: { accepted: 3, queued: 2, inFlight: 0, delivered: 0, unknown: 0, lost: 1, lostBy: { http_401: 1 }, undelivered: { order_shipped: 1 }, retried: 0 } });",
    );
    const { metrics } = (await loadModule(code)) as { readonly metrics: () => string };
    expect(metrics()).toBe(
      'tracking_events{state="accepted"} 3\n' +
        'tracking_events{state="queued"} 2\n' +
        'tracking_events{state="inFlight"} 0\n' +
        'tracking_events{state="delivered"} 0\n' +
        'tracking_events{state="unknown"} 0\n' +
        'tracking_events{state="retried"} 0\n' +
        'tracking_events_lost{reason="http_401"} 1\n' +
        'tracking_events_undelivered{event="order_shipped"} 1\n' +
        'tracking_calls_refused{reason="shut_down"} 1\n',
    );
  });
});

describe("the plan's excerpt", () => {
  const excerpt = parse(blockOf("yaml", "checkout_completed:")) as { readonly events: object };

  test("leaves things out of this repository's plan, and changes none", () => {
    expect(parse(planText)).toMatchObject(withoutNulls(excerpt));
  });

  test("is sound in place of the events of that plan", () => {
    const plan = { ...(parse(planText) as object), ...excerpt };
    const read = readPlan({ file: "plan.yaml", bytes: Buffer.from(JSON.stringify(plan)) });
    expect(read.diagnostics).toEqual([]);
  });
});

/** A name alone stands for the shared property: the plan may say more of it. */
function withoutNulls(value: object): object {
  return JSON.parse(JSON.stringify(value, (_key, inner: unknown) => inner ?? undefined)) as object;
}

describe("what commands print", () => {
  test("npm start", async () => {
    const { stdout } = await runProgram(["npm", "start", "--silent"], { cwd: ROOT });
    const [beginning, ending] = blockOf("text", "PostHog's stand-in").split("\n…\n");
    const printed = stdout.replace(/127\.0\.0\.1:\d+/u, "127.0.0.1:8010");
    expect(printed).toContain(`\n${beginning}\n`);
    expect(printed.endsWith(`\n${ending}\n`)).toBe(true);
  });

  test("a plan with a typo", async () => {
    const typo = planText.replace("old_amount_usd: { use: amount_usd", "old_amount_usd: { use: ammount_usd");
    const folder = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": typo });
    expect(await runCli(["generate"], { cwd: folder })).toEqual({
      code: 1,
      stdout: `${blockOf("text", "ammount_usd")}\n`,
      stderr: "",
    });
  });
});

test("commands that are named are there, with the options that stand beside them", () => {
  const commands = ["bash", "yaml"]
    .flatMap((language) => codeIn(language))
    .flatMap((code) => Array.from(code.replaceAll("\\\n", " ").matchAll(/npx tracking-plan ([^#>\n]+)/gu)))
    .map(([, words = ""]) => words.match(/"[^"]*"|\S+/gu)!.map((word) => word.replaceAll('"', "")));
  const named = commands.map((argv) => parseArguments(argv, COMMANDS));
  expect(named.map((invocation) => invocation.kind === "run" && invocation.command)).toEqual([
    "init",
    "add",
    "generate",
    "check",
    "diff",
    "check",
    "check",
    "diff",
  ]);
});

test("npm scripts that are named are there", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  const named = [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:-]+)/gu)].map(([, name]) => name!);
  expect(new Set(named)).toEqual(
    new Set(["start", "test", "identity-story", "losses", "verify", "bench", "golden:update"]),
  );
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});

const recipes = blockOf("yaml", "Clerk")
  .split(/\n(?=#)/u)
  .map(
    (recipe) => /^# (.+): (\S+)\n(.+)$/u.exec(recipe)!.slice(1) as [name: string, id: string, yaml: string],
  );

test("the recipes are those of `init`", () => {
  const { uuid: _, ...others } = ID_RECIPES;
  const told = recipes.map(([title, example, yaml]) => ({
    title,
    example,
    form: (parse(yaml) as { readonly user_id: unknown }).user_id,
  }));
  expect(told).toEqual(Object.values(others));
});

test("there are recipes for the ids of six kinds of products", () => {
  expect(recipes.map(([name]) => name)).toEqual([
    "Clerk",
    "Auth0",
    "Supabase",
    "Prisma",
    "Numbers of a database",
    "ULIDs with a prefix",
  ]);
});

test.each(recipes)("the recipe for %s is sound and accepts %s", async (_name, id, yaml) => {
  const text = `plan: 1\nname: recipe\nidentity:\n  ${yaml}\nevents: {}\n`;
  const { plan, diagnostics } = readPlan({ file: "plan.yaml", bytes: Buffer.from(text) });
  expect(diagnostics).toEqual([]);
  const source = emitContract({
    user: plan!.identity.userId,
    actors: [],
    groupKeys: [],
    namespace: "1f682303-944b-5e35-b794-e00fd84cb63c",
  });
  const { parseUserId } = await loadModule<ContractModule>(source);
  expect(parseUserId(id)).toEqual({ ok: true, id });
});

describe("tables", () => {
  test("of the story: the one that the browser's test expects", () => {
    const told = readFileSync(join(ROOT, "test/e2e/browser/identity-story.test.ts"), "utf8");
    const lines = told.split("\n").filter((line) => line.startsWith("|"));
    const [table, ...others] = nodesOfType(parseMarkdown(lines.join("\n")), "table");
    const rows = table!.children.map((row) => row.children.map((cell) => shownText(cell)));
    expect(others).toEqual([]);
    expect(rowsOf("Step")).toEqual(rows.slice(1));
    expect(rows.map(([title]) => title)).toEqual(expect.arrayContaining(STORY.map(({ title }) => title)));
  });

  test("of environment variables: those that the runtime reads", () => {
    const folder = join(ROOT, "src/runtime");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const sources = files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(folder, file), "utf8"));
    const read = sources.flatMap((source) => source.match(/POSTHOG_(?!CAPTURE_MODE)[A-Z_]+/gu) ?? []);
    expect(rowsOf("Variable").map(([name]) => name)).toEqual(expect.arrayContaining([...new Set(read)]));
    expect(rowsOf("Variable")).toHaveLength(new Set(read).size);
  });

  test("of commands and options: those that --help shows", async () => {
    const { stdout } = await runCli(["--help"], { cwd: ROOT });
    const [commands = "", options = ""] = stdout.split("\nOptions:\n");
    const shown = commands.slice(commands.indexOf("Commands:")).matchAll(/^ {2}(\w+) /gmu);
    expect(rowsOf("Command").map(([command]) => command)).toEqual(
      [...shown].map(([, name]) => `tracking-plan ${name}`),
    );
    const flags = [...options.matchAll(/^ {2}(--[a-z]+)/gmu)].map(([, flag]) => flag!);
    expect(rowsOf("Option").map(([option]) => option!.split(" ")[0])).toEqual(
      flags.filter((flag) => flag !== "--version"),
    );
  });
});
