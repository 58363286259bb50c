import { once } from "node:events";
import { dirname } from "node:path";
import { quote } from "../../text/words.ts";
import { callFunction } from "../functions/call-function.ts";
import { FUNCTIONS } from "../functions/functions.ts";
import { schemaOf } from "../functions/parameters.ts";
import type { ExitCode, Io } from "../io.ts";
import { findPlanFile } from "../plan-files/plan-file.ts";
import { findRoot } from "../plan-files/project-root.ts";
import { loadSdk, type McpCall } from "./load-sdk.ts";

const INSTRUCTIONS =
  "This server knows the tracking plan: every analytics event of this project. Send events by the generated helpers, never by `capture` of PostHog. Before you add an event, call `nearest_event`. Propose an event with `propose_event`, and apply it only if the user asks for it.";

/**
 * `mcp`: serves the functions to coding agents, over stdin and stdout, until stdin ends. Works on local files alone.
 *
 * @throws UsageError if there is no plan, or if the SDK is not installed
 */
export async function serveMcp({ plan }: { readonly plan?: string | undefined }, io: Io): Promise<ExitCode> {
  const folder = await io.files.realpath(dirname(await findPlanFile(plan, io)));
  const { path: root } = await findRoot(folder, io.files);
  const sdk = await loadSdk(folder, root, io);
  const { input, output } = io.pipes();
  const about = { name: "tracking-plan", version: io.cache?.version ?? "0.0.0" };
  const server = new sdk.Server(about, { capabilities: { tools: {} }, instructions: INSTRUCTIONS });

  // One after the other: two that change the plan at once would lose a change.
  let last: Promise<unknown> = Promise.resolve();
  server.setRequestHandler(sdk.ListToolsRequestSchema, () => ({ tools: TOOLS }));
  server.setRequestHandler(sdk.CallToolRequestSchema, ({ params }) => {
    const answer = last.then(() => answerCall(params, { plan, io }));
    last = answer;
    return answer;
  });
  const ended = Promise.race([once(input, "end"), once(input, "close"), io.interrupted()]);
  await server.connect(new sdk.StdioServerTransport(input, output));
  if (io.stderr.isTTY) io.stderr.write("Waiting for a coding agent on stdin. Ctrl-C ends.\n");
  await ended;
  await last;
  await server.close();
  return 0;
}

const TOOLS = FUNCTIONS.map(({ name, title, description, parameters, writes }) => ({
  name,
  title,
  description,
  inputSchema: schemaOf(parameters),
  annotations: { readOnlyHint: !writes, destructiveHint: false, openWorldHint: false },
}));

async function answerCall(
  { name, arguments: input }: McpCall,
  project: { readonly plan: string | undefined; readonly io: Io },
): Promise<object> {
  const called = FUNCTIONS.find((one) => one.name === name);
  const { ok, text } =
    called === undefined
      ? { ok: false, text: `There is no tool ${quote(name)}.` }
      : await callFunction(called, input, project);
  return { content: [{ type: "text", text }], isError: !ok };
}
