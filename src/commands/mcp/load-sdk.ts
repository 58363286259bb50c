import type { Readable, Writable } from "node:stream";
import type { Io } from "../io.ts";
import { loadPeer } from "../load-peer.ts";

/** The parts of the SDK of the Model Context Protocol that `mcp` uses. */
export interface McpSdk {
  readonly Server: new (
    about: { readonly name: string; readonly version: string },
    options: { readonly capabilities: { readonly tools: object }; readonly instructions: string },
  ) => McpServer;
  readonly StdioServerTransport: new (input: Readable, output: Writable) => object;
  readonly ListToolsRequestSchema: object;
  readonly CallToolRequestSchema: object;
}

interface McpServer {
  /** Answers the requests of one schema. */
  setRequestHandler(
    schema: object,
    answer: (request: { readonly params: McpCall }) => object | Promise<object>,
  ): void;
  connect(transport: object): Promise<void>;
  close(): Promise<void>;
}

/** The parameters of a call of a tool. */
export interface McpCall {
  readonly name: string;
  readonly arguments?: unknown;
}

/** Loads the SDK as the project has it: an optional peer, which only `mcp` needs. See `loadPeer`. */
export function loadSdk(folder: string, root: string, io: Io): Promise<McpSdk> {
  const name = "@modelcontextprotocol/sdk";
  return loadPeer({ name, what: "The server for coding agents" }, { folder, root, io }, (require) => ({
    ...(require(`${name}/server/index.js`) as Pick<McpSdk, "Server">),
    ...(require(`${name}/server/stdio.js`) as Pick<McpSdk, "StdioServerTransport">),
    ...(require(`${name}/types.js`) as Pick<McpSdk, "ListToolsRequestSchema" | "CallToolRequestSchema">),
  }));
}
