import type { Shape } from "../format/shapes.ts";
import { unabridgePlan } from "../plan/abridged.ts";
import type { Plan, PlanPackage } from "../plan/plan.ts";
import type { Pointer } from "../plan/property.ts";
import { isRecord } from "../text/json.ts";
import { readExpression } from "./expression/read-expression.ts";
import { branchFor, findMismatches, type Mismatch } from "./mismatches.ts";
import { COMPUTED_SHAPE, PLAN_JSON_SHAPE } from "./plan-json-shape.ts";
import { MAX_DEPTH } from "./source/yaml.ts";
import { oneOf, TYPE_WORDS } from "./words.ts";

/** A plan, or one sentence on why the file is invalid. */
type PlanJsonResult =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly fault: string };

/**
 * Reads a `plan.json` that was generated. It is checked like anything from outside: it may have been made by another
 * version, or by hand.
 *
 * @example readPlanJson('{ "format": 2 }') // { ok: false, fault: "`plan` is missing." }
 */
export function readPlanJson(file: string): PlanJsonResult {
  let data: unknown;
  try {
    data = JSON.parse(file.replace(/^\uFEFF/u, ""));
  } catch {
    return { ok: false, fault: "It is not JSON." };
  }
  if (isDeeperThan(MAX_LEVELS, data)) return { ok: false, fault: "It is nested too deeply." };
  try {
    const whole = isRecord(data) ? { ...data, plan: unabridgePlan(data["plan"]) } : data;
    const [mismatch] = findMismatches(whole, PLAN_JSON_SHAPE);
    if (mismatch !== undefined) return { ok: false, fault: describeMismatch(mismatch) };
    const { packages, plan } = takeKnown(whole, PLAN_JSON_SHAPE, []) as PlanJson;
    return { ok: true, plan: { ...plan, packages, ...NOT_TRACKED } };
  } catch (error) {
    if (error instanceof NotAnExpression) return { ok: false, fault: error.message };
    throw error;
  }
}

interface PlanJson {
  readonly packages: readonly PlanPackage[];
  readonly plan: Omit<Plan, "packages" | keyof typeof NOT_TRACKED>;
}

/** A level of a plan file is up to three here. */
const MAX_LEVELS = 3 * MAX_DEPTH;

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

/** What the file leaves out, because it does not affect what is tracked. */
const NOT_TRACKED = {
  output: { dir: "./generated", imports: "js", browserImports: "none" },
  lint: { rules: {}, exceptions: [] },
  audit: { severities: {}, wrappers: [] },
} as const satisfies Pick<Plan, "output" | "lint" | "audit">;

/** The parts of data that its shape names, defaults included. Expressions are read. */
function takeKnown(value: unknown, shape: Shape, at: Pointer): unknown {
  if (value === undefined) return shape.default;
  const branch = branchFor(value, shape, PLAN_JSON_SHAPE);
  const { properties, items = {} } = branch ?? {};
  if (Array.isArray(value)) return value.map((item, index) => takeKnown(item, items, [...at, index]));
  if (!isRecord(value) || properties === undefined) return value;
  const known = Object.entries(properties).flatMap(([key, inner]) => {
    const taken = takeKnown(value[key], inner, [...at, key]);
    return taken === undefined ? [] : [[key, taken]];
  });
  const map: unknown = Object.fromEntries(known);
  return branch === COMPUTED_SHAPE ? withExpression(map as { readonly text: string }, at) : map;
}

class NotAnExpression extends Error {}

function withExpression(source: { readonly text: string }, at: Pointer): unknown {
  const read = readExpression(source.text);
  if (read.ok) return { ...source, expression: read.expression };
  throw new NotAnExpression(`${subject(at)} is not an expression.`);
}

function describeMismatch(mismatch: Mismatch): string {
  const subjectIs = subject(mismatch.at);
  switch (mismatch.kind) {
    case "missing":
      return `${subjectIs} is missing.`;
    case "type":
      return `${subjectIs} must be ${expectedBy(mismatch.shapes)}.`;
    case "choice":
      return `${subjectIs} must be ${oneOf(mismatch.known.map(String))}.`;
    case "least":
    case "most":
      return `${subjectIs} must have at ${mismatch.kind} ${mismatch.limit} items.`;
    default:
      return `${subjectIs} is not valid.`;
  }
}

function expectedBy(shapes: readonly Shape[]): string {
  const kinds = shapes.flatMap(({ properties = {} }) => properties["kind"] ?? []);
  if (shapes.length > 1) {
    return `a map whose \`kind\` is ${oneOf(kinds.flatMap((kind) => kind.enum ?? [kind.const]).map(String))}`;
  }
  return shapes
    .flatMap(({ type = [] }) => type)
    .map((type) => TYPE_WORDS[type])
    .join(" or ");
}

function subject(at: Pointer): string {
  return at.length === 0 ? "It" : `\`${at.join(".")}\``;
}
