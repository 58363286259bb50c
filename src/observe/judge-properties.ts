import type { CapturedEvent } from "../endpoint/captured-event.ts";
import { evaluate, inputsOf } from "../plan/expression.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import { mayBeMissing, nameOfType, type Property } from "../plan/property.ts";
import { lacks } from "../portable/required-with.ts";
import { refusalOf } from "../read/property/value.ts";
import { canonicalJson, type JsonValue } from "../text/json.ts";
import { nearest, plural, quote } from "../text/words.ts";
import type { Fault } from "./observation.ts";
import { isAddedOnTheWay } from "./sent-properties.ts";

/** Most violations that are told of one event: more say nothing more. */
const MAX_FAULTS = 20;

/**
 * What is wrong with the properties of an event, as they came over the wire. What the runtime itself left out and named in
 * `plan_violations` is told in its words; what it removed as personal is not missing.
 *
 * @param planned - as the side that sent it has it
 */
export function findPropertyFaults(
  planned: PlanEvent,
  event: CapturedEvent,
  plan: Pick<Plan, "properties">,
): readonly Fault[] {
  const told = textsIn(event.properties["plan_violations"]);
  const removed = textsIn(event.properties["plan_redacted"]);
  const paths = told.map((violation) => splitViolation(violation).path);
  const excused = new Set([
    ...removed,
    ...planned.properties.map(({ name }) => name).filter((name) => paths.some((path) => isIn(path, name))),
  ]);
  const faults = [
    ...told.map((violation) => brokenBy(violation)),
    ...planned.properties.flatMap((property) => findFault(property, event.properties, excused)),
    ...findUnknown(planned, event.properties, plan),
  ];
  if (faults.length <= MAX_FAULTS) return faults;
  const more = faults.length - MAX_FAULTS;
  return [
    ...faults.slice(0, MAX_FAULTS),
    { code: "event-breaks-plan", message: `There are ${plural(more, "more violation")}.` },
  ];
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Of `items[0].price: too_small`. Names may have a colon; codes have none. */
function splitViolation(violation: string): { readonly path: string; readonly code: string } {
  const at = violation.lastIndexOf(": ");
  return { path: violation.slice(0, at), code: violation.slice(at + 2) };
}

/** Whether a path is a property, or inside of it. */
function isIn(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);
}

function brokenBy(violation: string): Fault {
  const { path, code } = splitViolation(violation);
  return {
    code: "event-breaks-plan",
    message: `${quote(path)} was left out by the helper: ${quote(code)}.`,
    hint: `\`npx tracking-plan explain ${code}\` explains it.`,
    path: [path],
  };
}

function findFault(
  property: Property,
  sent: CapturedEvent["properties"],
  excused: ReadonlySet<string>,
): readonly Fault[] {
  const { name, source, type, requiredWith } = property;
  if (excused.has(name) || dependsOn(source, excused)) return [];
  const fault = (reason: string, path: Fault["path"] = [name]): readonly Fault[] => [
    { code: "event-breaks-plan", message: `${quote(showPath(path))} ${reason}.`, path },
  ];
  if (!Object.hasOwn(sent, name)) {
    if (requiredWith !== undefined && lacks(sent, name, requiredWith)) {
      return fault(`is missing, though ${requiredWith.map((other) => quote(other)).join(" or ")} is there`);
    }
    return isAbsentRightly(source, sent) || requiredWith !== undefined ? [] : fault("is missing");
  }
  const value = sent[name];
  if (source.kind === "const") {
    return canonicalJson(value) === canonicalJson(source.value)
      ? []
      : fault(`must be ${quote(JSON.stringify(source.value))}`);
  }
  const refusal = refusalOf(type, value, property);
  return refusal === undefined ? [] : fault(refusal.reason, [name, ...refusal.path]);
}

/** Whether an event may lack a property: what is computed is there if it has a value, which an overflow and a division by zero have not. */
function isAbsentRightly(source: Property["source"], sent: CapturedEvent["properties"]): boolean {
  return source.kind === "computed"
    ? evaluate(source.expression, sent as Readonly<Record<string, JsonValue>>) === undefined
    : mayBeMissing(source);
}

/** Whether a property is computed from one that was left out, so that it is absent or has another value. */
function dependsOn(source: Property["source"], excused: ReadonlySet<string>): boolean {
  return source.kind === "computed" && inputsOf(source.expression).some((input) => excused.has(input));
}

/** `items[0].price` */
function showPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}

function findUnknown(
  { properties, additional, revenue }: PlanEvent,
  sent: CapturedEvent["properties"],
  plan: Pick<Plan, "properties">,
): readonly Fault[] {
  const known = new Set(properties.map(({ name }) => name));
  if (revenue !== undefined) known.add("currency");
  const unknown = Object.keys(sent).filter((name) => !known.has(name) && !isAddedOnTheWay(name));
  if (additional !== undefined) {
    const count = unknown.length;
    const types = additional.types.map((kind) => ({ kind }) as const);
    return [
      ...unknown.flatMap((name): readonly Fault[] => {
        const value = sent[name];
        const isOfType = types.some((type) => refusalOf(type, value, { nullable: false }) === undefined);
        const isShort = typeof value !== "string" || [...value].length <= additional.maxLength;
        if (isOfType && isShort) return [];
        const words = isOfType
          ? `has more than ${plural(additional.maxLength, "character")}`
          : `is of a type that ${quote("additional")} does not accept`;
        return [{ code: "event-breaks-plan", message: `${quote(name)} ${words}.`, path: [name] }];
      }),
      ...(count > additional.maxKeys
        ? [
            {
              code: "event-breaks-plan" as const,
              message: `It has ${count} additional properties, more than ${additional.maxKeys}.`,
            },
          ]
        : []),
    ];
  }
  return unknown.map((name): Fault => {
    const near = nearest(
      name,
      [...known].filter((other) => !Object.hasOwn(sent, other)),
    );
    const shared = plan.properties.find((property) => property.name === name);
    return {
      code: "event-breaks-plan",
      message: `${quote(name)} is not a property of the event.`,
      hint:
        near !== undefined
          ? `Did you mean ${quote(near)}?`
          : shared &&
            `Add \`${name}:\` to its properties: the plan has it as ${quote(nameOfType(shared.type))}.`,
      path: [name],
    };
  });
}
