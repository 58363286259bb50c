import type { Project } from "../functions/define-function.ts";

/** What the plan has about an event, as text for people. */
export async function explainEvent(name: string, project: Project): Promise<string> {
  // Only now: nobody may ever want it.
  const [{ FUNCTIONS }, { callFunction }] = await Promise.all([
    import("../functions/functions.ts"),
    import("../functions/call-function.ts"),
  ]);
  const explain = FUNCTIONS.find((one) => one.name === "explain")!;
  return (await callFunction(explain, { name }, project)).text;
}
