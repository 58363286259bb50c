import { defineFunction } from "./define-function.ts";
import { formats, SHARED } from "./parameters.ts";

export const explain = defineFunction({
  name: "explain",
  summary: "Explain a code, a rule, a reason from the log, or an event of the plan.",
  parameters: {
    name: {
      kind: "text",
      value: "NAME",
      description:
        "Such as `unknown-property`, `not_finite`, `http_401` or an event's name. Without one, all codes are listed.",
    },
    event: { kind: "flag", description: "Explain the event of this name, even if a code has the same name." },
    plan: SHARED.plan,
    format: formats("text", "json"),
  },
  commandLine: { positionals: ["name"] },
  tool: {
    title: "Explain an event or a code",
    description:
      "Explain an event of the plan: its meaning, its helper and the file to import it from, an example call, and its properties with types. Also explains codes of problems, such as `unknown-property` and `not_finite`.",
    takes: ["name", "event"],
    requires: ["name"],
  },
  page: {
    takes: ["name"],
    requires: ["name"],
    presets: { event: true },
    saved: async ({ plan, io }) => {
      const { explainEvents } = await import("../commands/explain/explain.ts");
      return [...(await explainEvents(plan, io))].map(([name, text]) => [{ name }, text]);
    },
  },
  run: async (args, io) => (await import("../commands/explain/explain.ts")).explain(args, io),
});
