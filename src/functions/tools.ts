import type { McpTool } from "../commands/mcp/mcp.ts";
import { callFunction, shorten } from "./call-function.ts";
import type { PlanFunction, Project } from "./define-function.ts";
import { schemaOf } from "./input.ts";

/** More is not read with care, and costs its reader. */
const MAX_CHARACTERS = 40_000;

/** The functions that coding agents have. */
export function toolsOf(functions: readonly PlanFunction[], project: Project): readonly McpTool[] {
  return functions.flatMap((fn): readonly McpTool[] => {
    const { tool, parameters } = fn;
    if (tool === undefined) return [];
    const { name = fn.name, title, description, writes = false, findsProblems = false } = tool;
    const signature = { parameters, ...tool };
    return [
      {
        name,
        title,
        description,
        inputSchema: schemaOf(signature),
        writes,
        call: async (input) => {
          const { code, text } = await callFunction(fn, signature, input, project);
          return { ok: code === 0 || (code === 1 && findsProblems), text: shorten(text, MAX_CHARACTERS) };
        },
      },
    ];
  });
}
