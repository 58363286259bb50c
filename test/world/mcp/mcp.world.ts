import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FUNCTIONS } from "../../../src/functions/functions.ts";
import { runProgram } from "../../support/command-line.ts";
import { setup } from "../../support/build-cli.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  order_placed:
    description: A customer placed an order.
    properties:
      amount: { type: number, description: What it costs. }
`;

const BYPASS = `import { PostHog } from "posthog-node";
const client = new PostHog("phc_test");
client.capture({ distinctId: "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301", event: "order_placed" });
`;

let removeBuild: () => void;
let cli: string;
let folder: string;
let client: Client;

beforeAll(async () => {
  removeBuild = await setup();
  cli = join(process.env["TEST_BUILD"] ?? "", "dist/cli/main.cjs");
  folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-mcp-")));
  execFileSync("git", ["init", "--quiet", folder]);
  writeFileSync(join(folder, "tracking-plan.yaml"), PLAN);
  writeFileSync(join(folder, "package.json"), '{ "name": "shop", "private": true, "type": "module" }');
  writeFileSync(join(folder, "shop.ts"), BYPASS);
  // What this part is installed with is the project's.
  symlinkSync(fileURLToPath(new URL("node_modules", import.meta.url)), join(folder, "node_modules"));
  client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [cli, "mcp"],
      cwd: folder,
      stderr: "inherit",
    }),
  );
}, 300_000);

afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
  removeBuild();
});

/** What a tool answers, which the client has held against the protocol. */
async function call(
  name: string,
  input: Record<string, unknown> = {},
): Promise<{ text: string; isError: unknown }> {
  const { content, isError } = await client.callTool({ name, arguments: input });
  const [part] = content as readonly { readonly type: string; readonly text: string }[];
  return { text: part?.text ?? "", isError };
}

const git = (...args: readonly string[]): unknown =>
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], {
    cwd: folder,
  });

const planOf = (): string => readFileSync(join(folder, "tracking-plan.yaml"), "utf8");

test("the client sees every function, and what the server is for", async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(
    FUNCTIONS.flatMap(({ name, tool }) => (tool === undefined ? [] : [tool.name ?? name])),
  );
  expect(
    tools.filter(({ annotations }) => annotations?.readOnlyHint === false).map(({ name }) => name),
  ).toEqual(["add_event"]);
  expect(client.getServerVersion()).toMatchObject({ name: "tracking-plan" });
  expect(client.getInstructions()).toContain("nearest_event");
});

test("finds, explains and validates events", async () => {
  expect((await call("list", { words: ["purchase"] })).text).toContain("`order_placed`");
  expect((await call("nearest_event", { description: "x", name: "orderPlaced" })).text).toContain(
    "Probably the same event",
  );
  expect((await call("explain", { name: "order_placed" })).text).toContain("trackOrderPlaced(");
  expect(await call("validate", { name: "order_placed", properties: { amount: "1" } })).toMatchObject({
    text: expect.stringContaining("event-breaks-plan"),
    isError: false,
  });
});

test("audits a file with the project's compiler", async () => {
  const { text, isError } = await call("audit", { paths: ["shop.ts"] });
  expect({ text, isError }).toEqual({ text: expect.stringContaining("bypassing-call"), isError: false });
});

test("proposes an event, applies it when asked, and shows the difference to the last commit", async () => {
  git("add", "tracking-plan.yaml");
  git("commit", "--quiet", "-m", "Plan");
  const event = { name: "cart_opened", description: "Somebody opened the cart." };
  expect((await call("add_event", event)).text).toContain("| +   cart_opened:");
  expect(planOf()).toBe(PLAN);
  // At once: no change may get lost.
  await Promise.all(
    ["cart_opened", "cart_closed"].map((name) => call("add_event", { ...event, name, dry_run: false })),
  );
  expect(planOf()).toContain("cart_opened:");
  expect(planOf()).toContain("cart_closed:");
  expect((await call("diff")).text).toContain("cart_closed");
  expect((await call("check")).text).toContain("file-missing");
});

test("reports what a run of the tests sent", async () => {
  const send = `fetch(process.env.POSTHOG_HOST + "/batch/", { method: "POST", body: JSON.stringify({ api_key: "phc", batch: [
    { event: "order_placed", distinct_id: "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301", properties: { $lib: "posthog-node", amount: "1" } } ] }) })`;
  const inspect = [cli, "inspect", "--save", "run.json", "--", process.execPath, "-e", send];
  expect(await runProgram([process.execPath, ...inspect], { cwd: folder })).toMatchObject({ code: 0 });
  const { text, isError } = await call("observe", { recording: "run.json" });
  expect({ text, isError }).toEqual({
    text: expect.stringContaining("`amount` must be a number, but is the string `1`."),
    isError: false,
  });
});

test("what is wrong with a call is answered, and the server goes on", async () => {
  expect(await call("explain", { name: 7 })).toMatchObject({ isError: true });
  expect(await call("no_such_tool")).toMatchObject({ isError: true });
  writeFileSync(join(folder, "tracking-plan.yaml"), "plan: [");
  expect(await call("list", { words: ["a"] })).toMatchObject({ isError: true });
  writeFileSync(join(folder, "tracking-plan.yaml"), PLAN);
  expect(await call("list", { words: ["order"] })).toMatchObject({ isError: false });
});

test("without the SDK, the command says the line to install it", async () => {
  const bare = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-bare-")));
  cpSync(join(folder, "tracking-plan.yaml"), join(bare, "tracking-plan.yaml"));
  const finished = await runProgram([process.execPath, cli, "mcp"], { cwd: bare });
  rmSync(bare, { recursive: true });
  expect(finished).toEqual({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("npm install --save-dev @modelcontextprotocol/sdk"),
  });
});
