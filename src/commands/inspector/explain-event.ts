import { callFunction } from "../functions/call-function.ts";
import type { Project } from "../functions/define-function.ts";
import { FUNCTIONS } from "../functions/functions.ts";

/** What the plan has about an event, as text for people. */
export async function explainEvent(name: string, project: Project): Promise<string> {
  const explain = FUNCTIONS.find((one) => one.name === "explain")!;
  return (await callFunction(explain, { name }, project)).text;
}
