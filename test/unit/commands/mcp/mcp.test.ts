import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { type McpTool, serveMcp } from "../../../../src/commands/mcp/mcp.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const PLAN = "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\nevents: {}\n";

/** What `mcp` uses of the SDK. The real one is in test/world/mcp. */
const STAND_IN = {
  "server/index.js": `exports.Server = class {
    setRequestHandler(schema, answer) { this[schema.method] = answer; }
    async connect({ input, output }) {
      input.on("data", async (line) => {
        const { method, params } = JSON.parse(String(line));
        output.write(JSON.stringify(await this[method]({ params })));
      });
    }
    async close() {}
  };`,
  "server/stdio.js":
    "exports.StdioServerTransport = class { constructor(input, output) { Object.assign(this, { input, output }); } };",
  "types.js": `exports.ListToolsRequestSchema = { method: "list" }; exports.CallToolRequestSchema = { method: "call" };`,
};

const project = (withSdk: boolean): string =>
  makeTempFolder({
    ".git/HEAD": "",
    "tracking-plan.yaml": PLAN,
    "pnpm-lock.yaml": "",
    ...(withSdk &&
      Object.fromEntries(
        Object.entries(STAND_IN).map(([file, code]) => [
          `node_modules/@modelcontextprotocol/sdk/${file}`,
          code,
        ]),
      )),
  });

test("without the SDK, the command says how to install it", async () => {
  await expect(serveMcp({ tools: [] }, captureIo({ cwd: project(false) }))).rejects.toMatchObject({
    message:
      "The server for coding agents needs the package `@modelcontextprotocol/sdk`, which is not installed.",
    hint: "Install it: `pnpm add -D @modelcontextprotocol/sdk`.",
  });
});

test("without a plan, the command fails before it serves", async () => {
  await expect(serveMcp({ tools: [] }, captureIo({ cwd: makeTempFolder({}) }))).rejects.toMatchObject({
    message: expect.stringContaining("There is no tracking-plan.yaml"),
  });
});

const TOOL: McpTool = {
  name: "count",
  title: "Count",
  description: "Counts keys.",
  inputSchema: { type: "object" },
  writes: false,
  call: async (input) => ({ ok: input !== undefined, text: `${Object.keys(input ?? {}).length} keys` }),
};

test("serves its tools, and ends with stdin", async () => {
  const pipes = { input: new PassThrough(), output: new PassThrough() };
  const never = new Promise<void>(() => {});
  const io = { ...captureIo({ cwd: project(true), pipes: () => pipes }), interrupted: () => never };
  const served = serveMcp({ tools: [TOOL, { ...TOOL, name: "write", writes: true }] }, io);
  const ask = async (request: object): Promise<object> => {
    const answer = new Promise<object>((resolve) => {
      pipes.output.once("data", (data) => resolve(JSON.parse(String(data)) as object));
    });
    pipes.input.write(JSON.stringify(request));
    return answer;
  };
  const { name, title, description, inputSchema } = TOOL;
  const annotations = { readOnlyHint: true, destructiveHint: false, openWorldHint: false };
  expect(await ask({ method: "list" })).toEqual({
    tools: [
      { name, title, description, inputSchema, annotations },
      {
        name: "write",
        title,
        description,
        inputSchema,
        annotations: { ...annotations, readOnlyHint: false },
      },
    ],
  });
  expect(await ask({ method: "call", params: { name: "count", arguments: { a: 1 } } })).toEqual({
    content: [{ type: "text", text: "1 keys" }],
    isError: false,
  });
  expect(await ask({ method: "call", params: { name: "count" } })).toMatchObject({ isError: true });
  expect(await ask({ method: "call", params: { name: "rm" } })).toMatchObject({ isError: true });
  pipes.input.end();
  expect(await served).toBe(0);
  expect(io.printed).toEqual({ stdout: "", stderr: "" });
});
