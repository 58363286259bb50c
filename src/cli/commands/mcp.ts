import { defineCommand, OPTIONS } from "../options.ts";

const { plan } = OPTIONS;

export const mcp = defineCommand({
  summary: "Serve the plan to coding agents over the Model Context Protocol, on stdin and stdout.",
  positionals: {},
  options: { plan },
  run: async (args, io) => (await import("../../commands/mcp/mcp.ts")).serveMcp(args, io),
});
