import type { Plan } from "../../src/plan/plan.ts";
import { readPlan, type ReadResult } from "../../src/read/read-plan.ts";

/** What every plan starts with, so that a test can show only what it is about. */
export const PLAN_HEAD = "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\n";

/** Reads a plan from its text. */
export function readText(text: string): ReadResult {
  return readPlan({ file: "plan.yaml", bytes: new TextEncoder().encode(text) });
}

/** What is told of a plan, a line each: "4:1 unknown-key". Notes that a key has no effect yet are left out. */
export function toldOf(text: string): readonly string[] {
  return readText(text)
    .diagnostics.filter(({ severity }) => severity !== "info")
    .map(({ place, code }) => `${place?.line}:${place?.column} ${code}`);
}

/** A plan that has to be valid. */
export function planOf(text: string): Plan {
  const { plan, diagnostics } = readText(text);
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return plan;
}

/** An event `paid` with properties, one a line, in YAML. */
export function eventWith(...properties: readonly string[]): string {
  const lines = properties.map((line) => `      ${line}\n`).join("");
  return `events:\n  paid:\n    description: A customer paid.\n    properties:\n${lines}`;
}
