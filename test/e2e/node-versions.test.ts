import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { BUILD } from "../support/command-line.ts";
import { GOLDEN_CASES } from "../support/golden-cases.ts";
import { makeFileStore } from "../support/kills/file-store.ts";
import { runKills } from "../support/kills/run-kills.ts";
import { makeStoredOutbox } from "../support/stored-outbox.ts";
import { makeTempFolder } from "../support/temp-folder.ts";
import {
  contractCode,
  NAMESPACE,
  readEventUuidVectors,
  readIdVectors,
  toJavaScript,
} from "../vectors/load-vectors.ts";

const REPOSITORY = new URL("../..", import.meta.url).pathname;

/** Contracts of the table that committed output of a plan holds too: the same forms. */
const GENERATED = { "omoi-os": "seed", "every-type": "seed", minimal: "supabase" } as const;

const { contracts, rows } = readIdVectors();
const { events } = readEventUuidVectors();

const generated = Object.entries(GENERATED).map(([name, contract]) => {
  const folder = GOLDEN_CASES.find((golden) => golden.name === name)?.expected ?? "";
  const code = toJavaScript(readFileSync(join(folder, "user-id.ts"), "utf8"));
  return { name: `generated ${name}`, contract, code };
});

const input = {
  modules: {
    ...Object.fromEntries(Object.entries(contracts).map(([name, forms]) => [name, contractCode(forms)])),
    ...Object.fromEntries(generated.map(({ name, code }) => [name, code])),
  },
  rows: [
    ...rows.map((row) => Object.assign({ module: row.contract }, row)),
    ...generated.flatMap(({ name, contract }) =>
      rows.filter((row) => row.contract === contract).map((row) => Object.assign({ module: name }, row)),
    ),
  ],
  // The committed output of the product's plan has the namespace that most of the table is made with.
  uuids: events
    .filter(({ namespace }) => namespace === NAMESPACE)
    .map((row) => Object.assign({ module: "generated omoi-os" }, row)),
};

/** The program of a release of Node; undefined where there is none for this machine. */
function findNode(release: 22 | 24): string | undefined {
  const name = `node-${release}-${process.platform}-${process.arch}`;
  const path = join(REPOSITORY, "test/node-versions/node_modules", name, "bin/node");
  return existsSync(path) ? path : undefined;
}

function hold(node: string): {
  readonly version: string;
  readonly outcomes: unknown;
  readonly uuids: unknown;
} {
  const program = join(REPOSITORY, "test/e2e/programs/hold-contract.mjs");
  const ran = spawnSync(node, [program], { input: JSON.stringify(input), encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`${node}: ${ran.error?.message ?? ran.stderr}`);
  return JSON.parse(ran.stdout) as ReturnType<typeof hold>;
}

const expected = {
  outcomes: input.rows.map(({ id, reason }) => (id === undefined ? { ok: false, reason } : { ok: true, id })),
  uuids: input.uuids.map(({ uuid }) => uuid),
};

/** The program of a release; skips the test where there is none. In CI nothing is skipped: it fails for want of the program. */
function requireNode(release: 22 | 24, skip: (condition: boolean, note: string) => void): string {
  const node = findNode(release);
  const isCi = (process.env["CI"] ?? "") !== "";
  skip(
    node === undefined && !isCi,
    `Node ${release} is not there. Get it with: npm ci --prefix test/node-versions`,
  );
  return node ?? `Node ${release} of test/node-versions`;
}

describe("the contract gives what the tables say, in generated files too", () => {
  test("on the Node that runs this test", () => {
    expect(hold(process.execPath)).toEqual({ ...expected, version: process.versions.node });
  });

  test.for([22, 24] as const)("on Node %i", (release, { skip }) => {
    expect(hold(requireNode(release, skip))).toEqual({
      ...expected,
      version: expect.stringMatching(new RegExp(`^${release}\\.`, "u")) as string,
    });
  });
});

/** Runs `--version` of the package as it is installed in a folder. */
function runInstalled(node: string, folder: string): unknown {
  const main = join(folder, "node_modules/tracking-plan/dist/cli/main.cjs");
  const { status, stdout, stderr } = spawnSync(node, [main, "--version"], { encoding: "utf8" });
  return { status, stdout, stderr };
}
const printed = { status: 0, stdout: "0.1.0\n", stderr: "" };

/** A folder in which the package is installed. */
function install(files: Readonly<Record<string, string>> = {}): string {
  const folder = makeTempFolder(files);
  cpSync(BUILD, join(folder, "node_modules/tracking-plan"), { recursive: true });
  return folder;
}

describe("compiled code of the command line is kept beside the package", () => {
  test.for([22, 24] as const)("by Node %i", (release, { skip }) => {
    const node = requireNode(release, skip);
    const folder = install();
    expect(runInstalled(node, folder)).toEqual(printed);
    const kept = join(folder, "node_modules/.cache/tracking-plan/compiled");
    expect(readdirSync(kept, { recursive: true }).length).toBeGreaterThan(2);
    expect(runInstalled(node, folder)).toEqual(printed);
  });

  test.for([22, 24] as const)("by Node %i, unless it cannot be", (release, { skip }) => {
    const node = requireNode(release, skip);
    expect(runInstalled(node, install({ "node_modules/.cache": "no folder" }))).toEqual(printed);
  });

  test("by no Node that cannot", () => {
    const folder = install();
    expect(runInstalled(process.execPath, folder)).toEqual(printed);
    const isKept = "enableCompileCache" in nodeModule;
    expect(existsSync(join(folder, "node_modules/.cache"))).toBe(isKept);
  });
});

describe("durable events outlive kills", () => {
  test.for([22, 24] as const)("on Node %i, with the database that it has", async (release, { skip }) => {
    const node = requireNode(release, skip);
    const store = makeFileStore();
    try {
      const run = { store, node, kills: 6, writers: 2, senders: 1, seed: release, livesMs: 300 };
      const { broken, atEnd } = await runKills(run);
      expect([broken, atEnd.kept]).toEqual([{ lost: [], forbidden: [], renamed: [], sums: [] }, 0]);
      expect(atEnd.promised).toBeGreaterThan(0);
    } finally {
      await store.remove();
    }
  });
});

describe("a relay with an outbox in TypeScript", () => {
  test.for([22, 24] as const)("sends on Node %i, and ends at a signal", async (release, { skip }) => {
    const node = requireNode(release, skip);
    const endpoint = await startPostHogEndpoint();
    onTestFinished(() => endpoint.close());
    const folder = makeStoredOutbox(3);
    const entry = pathToFileURL(join(BUILD, "dist/import/outbox/file/index.js")).href;
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(
      join(folder, "outbox.ts"),
      `import { fileOutbox, type FileOutbox } from ${JSON.stringify(entry)};
export const outbox: FileOutbox = fileOutbox({ path: "tracking.db" });
`,
    );
    const main = join(BUILD, "dist/cli/main.cjs");
    const args = [main, "relay", "--outbox", "outbox.ts", "--name", "shop", "--port", "0"];
    const relay = spawn(node, args, {
      cwd: folder,
      env: {
        PATH: process.env["PATH"] ?? "",
        POSTHOG_API_KEY: "phc_x",
        POSTHOG_HOST: endpoint.url,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    onTestFinished(() => void relay.kill("SIGKILL"));
    let said = "";
    relay.stderr.on("data", (chunk) => (said += String(chunk)));
    const ended = once(relay, "close");
    await expect.poll(() => endpoint.events.length).toBe(3);
    relay.kill("SIGTERM");
    expect([await ended, said]).toEqual([[0, null], ""]);
  });
});

test.each(generated)("$name has the forms that the table calls $contract", ({ contract, code }) => {
  expect(formsIn(code)).toBe(formsIn(contractCode(contracts[contract] ?? fail(contract))));
});

function formsIn(code: string): string {
  return code.slice(code.indexOf("forms: ["), code.indexOf("function parse"));
}

function fail(contract: string): never {
  throw new Error(`The table has no contract ${contract}.`);
}
