import { once } from "node:events";
import { dirname } from "node:path";
import { quote } from "../../text/words.ts";
import type { ExitCode, Io } from "../io.ts";
import { findPlanFile } from "../plan-files/plan-file.ts";
import { findRoot } from "../plan-files/project-root.ts";
import { loadSdk, type McpCall } from "./load-sdk.ts";

const INSTRUCTIONS =
  "This server knows the tracking plan: every analytics event of this project. Send events by the generated helpers, never by `capture` of PostHog: `explain` has the call and the file to import it from. The `user` of a call on a server is what `parseUserId` returns. Before you add an event, call `nearest_event`. Propose an event with `add_event`, and have it written only if the user asks for it.";

/** What an agent can call. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** A JSON Schema. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Whether it can change files. */
  readonly writes: boolean;
  /** Never rejects: the answer says what failed. */
  readonly call: (input: unknown) => Promise<{ readonly ok: boolean; readonly text: string }>;
}

/**
 * `mcp`: serves tools to coding agents, over stdin and stdout, until stdin ends. Works on local files alone.
 *
 * @throws UsageError if there is no plan, or if the SDK is not installed
 */
export async function serveMcp(
  { plan, tools }: { readonly plan?: string | undefined; readonly tools: readonly McpTool[] },
  io: Io,
): Promise<ExitCode> {
  const folder = await io.files.realpath(dirname(await findPlanFile(plan, io)));
  const { path: root } = await findRoot(folder, io.files);
  const sdk = await loadSdk(folder, root, io);
  const { input, output } = io.pipes();
  const about = { name: "tracking-plan", version: io.cache?.version ?? "0.0.0" };
  const server = new sdk.Server(about, { capabilities: { tools: {} }, instructions: INSTRUCTIONS });

  // One after the other: two that change the plan at once would lose a change.
  let last: Promise<unknown> = Promise.resolve();
  server.setRequestHandler(sdk.ListToolsRequestSchema, () => ({ tools: tools.map(describeTool) }));
  server.setRequestHandler(sdk.CallToolRequestSchema, ({ params }) => {
    const answer = last.then(() => answerCall(params, tools));
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

function describeTool({ name, title, description, inputSchema, writes }: McpTool): object {
  const annotations = { readOnlyHint: !writes, destructiveHint: false, openWorldHint: false };
  return { name, title, description, inputSchema, annotations };
}

async function answerCall({ name, arguments: input }: McpCall, tools: readonly McpTool[]): Promise<object> {
  const { ok, text } = (await tools.find((tool) => tool.name === name)?.call(input)) ?? {
    ok: false,
    text: `There is no tool ${quote(name)}.`,
  };
  return { content: [{ type: "text", text }], isError: !ok };
}
