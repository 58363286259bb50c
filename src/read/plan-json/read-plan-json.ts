import type { Plan } from "../../plan/plan.ts";
import { planJsonFormat } from "./plan-json-format.ts";

/** A plan, or in one sentence why there is none. */
export type PlanJsonResult =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly fault: string };

/**
 * Reads a `plan.json` that was generated. It is checked like anything from outside: it may have been made by another
 * version, or by hand.
 *
 * @example readPlanJson("{}") // { ok: false, fault: "`format`: Invalid input: expected 1." }
 */
export function readPlanJson(text: string): PlanJsonResult {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch {
    return { ok: false, fault: "It is not JSON." };
  }
  try {
    const read = planJsonFormat.safeParse(data);
    if (read.success) return { ok: true, plan: { ...read.data.plan, ...NOT_TRACKED } };
    const [issue] = read.error.issues;
    const path = issue?.path.map(String).join(".") ?? "";
    return {
      ok: false,
      fault: `${path === "" ? "" : `\`${path}\`: `}${issue?.message ?? "It is not a plan"}.`,
    };
  } catch (error) {
    // A value inside a value, thousands of times.
    if (error instanceof RangeError) return { ok: false, fault: "It is nested too deeply." };
    throw error;
  }
}

/** What the file leaves out: it changes nothing of what is tracked. */
const NOT_TRACKED = {
  output: { dir: "./generated", imports: "js", browserImports: "none" },
  lint: { rules: {}, exceptions: [] },
} as const satisfies Pick<Plan, "output" | "lint">;
