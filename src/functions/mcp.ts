import { defineFunction } from "./define-function.ts";
import { SHARED } from "./parameters.ts";

export const mcp = defineFunction({
  name: "mcp",
  summary: "Serve the plan to coding agents over the Model Context Protocol, on stdin and stdout.",
  parameters: { plan: SHARED.plan },
  commandLine: {},
  run: async ({ plan }, io, functions) => {
    const [{ serveMcp }, { toolsOf }] = await Promise.all([
      import("../commands/mcp/mcp.ts"),
      import("./tools.ts"),
    ]);
    return serveMcp({ plan, tools: toolsOf(functions, { plan, io }) }, io);
  },
});
