import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

export const unusedBundle = defineRule({
  name: "unused-bundle",
  severity: "warning",
  title: "Every bundle is used.",
  why: "The properties of an unused bundle are not sent, but readers will assume that they are.",
  bad: `bundles:
  device: { properties: { os: { type: string, description: The operating system. } } }
  screen: { properties: { width: { type: integer, description: The width in pixels. } } }
events:
  order_completed: { description: A customer paid for an order., with: [device] }
`,
  good: `bundles:
  device: { properties: { os: { type: string, description: The operating system. } } }
events:
  order_completed: { description: A customer paid for an order., with: [device] }
`,
  notes: "A bundle is used by `with` of an event, or by `common`.",
  *check({ plan }) {
    const { common } = plan;
    const used = new Set([...common.server, ...common.client, ...plan.events.flatMap((event) => event.with)]);
    for (const { name, at } of plan.bundles) {
      if (used.has(name)) continue;
      yield {
        at,
        part: "key",
        message: `Nothing uses the bundle ${quote(name)}.`,
        hint: "Remove it, or use it by `with` or `common`.",
      };
    }
  },
});
