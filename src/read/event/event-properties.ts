import type { Pointer, Property } from "../../plan/property.ts";
import { didYouMean } from "../../text/words.ts";
import type { Report } from "../report.ts";
import { oneOf, quote } from "../words.ts";
import { inputsOf } from "../../plan/expression.ts";
import { type Scope, checkExpression } from "../expression/check-expression.ts";
import { hintBackticks, readExpression } from "../expression/read-expression.ts";

/** The properties of one event, or of one bundle, for references to them. */
export interface EventScope {
  /** All names, including those of invalid properties. */
  readonly names: readonly string[];
  /** Whether `names` are complete: the event's `properties` could be read. */
  readonly complete: boolean;
  /** Finds a property. Reports one that does not exist, at its value or its key; an invalid one was reported. */
  find(name: string, at: Pointer, part?: "key"): Property | undefined;
  /** Whether a property of the name exists, valid or not. */
  has(name: string): boolean;
  /** What has the properties. */
  readonly of: "event" | "bundle";
}

/** The scope of an event whose properties were read. */
export function createEventScope(
  report: Report,
  {
    names,
    properties,
    complete,
    of = "event",
  }: {
    names: readonly string[];
    properties: readonly Property[];
    complete: boolean;
    of?: EventScope["of"];
  },
): EventScope {
  const known = new Set(names);
  const byName = new Map(properties.map((property) => [property.name, property]));
  return {
    names,
    complete,
    of,
    has: (name) => known.has(name),
    find(name, at, part) {
      if (!known.has(name) && complete) report.add({ at, part, ...unknownProperty(name, { names, of }) });
      return byName.get(name);
    },
  };
}

/** The finding for a name that is not a property of the event. */
function unknownProperty(
  name: string,
  { names, of }: Pick<EventScope, "names" | "of">,
): { readonly code: "unknown-property"; readonly message: string; readonly hint: string | undefined } {
  return {
    code: "unknown-property",
    message: `${quote(name)} is not a property of this ${of}.`,
    hint: didYouMean(name, names) ?? `Add it under the ${of}'s \`properties\`.`,
  };
}

/** Checks computed properties against their inputs. */
export function checkComputed(properties: readonly Property[], scope: EventScope, report: Report): void {
  const byName = new Map(properties.map((property) => [property.name, property]));
  for (const property of properties) {
    if (property.source.kind !== "computed") continue;
    const at = [...property.at, "computed"];
    for (const fault of findFaults(property, property.source.text, byName, scope))
      report.add({ at, ...fault });
    if (!property.source.optional) checkAbsence(property, byName, report);
  }
}

type Properties = ReadonlyMap<string, Property>;

function findFaults(
  property: Property,
  text: string,
  byName: Properties,
  scope: EventScope,
): ReturnType<typeof checkExpression> {
  // Parsed again for the ranges of its parts, which the plan does not keep.
  const read = readExpression(text);
  return read.ok ? checkExpression(read, property.type, scopeOf(byName, scope, text)) : [];
}

function scopeOf(byName: Properties, scope: EventScope, text: string): Scope {
  const { has, complete } = scope;
  return {
    resolve(name) {
      const input = byName.get(name);
      if (input === undefined) return has(name) || !complete ? undefined : unknownName(name, scope, text);
      if (input.source.kind === "argument") return input;
      return {
        code: "computed-input",
        message:
          input.source.kind === "const"
            ? `${quote(name)} is a constant, which an expression cannot read.`
            : `${quote(name)} is computed itself, so an expression cannot read it.`,
        hint: input.source.kind === "const" ? "Write its value." : "Write its expression instead.",
      };
    },
  };
}

function unknownName(name: string, scope: EventScope, text: string): ReturnType<typeof unknownProperty> {
  const unknown = unknownProperty(name, scope);
  return { ...unknown, hint: hintBackticks(text, scope.names) ?? unknown.hint };
}

/** Reports a property that may be absent because its inputs may be, but is not optional. */
function checkAbsence(property: Property, byName: Properties, report: Report): void {
  if (property.source.kind !== "computed") return;
  const absent = inputsOf(property.source.expression).filter((name) => {
    const input = byName.get(name);
    return input?.source.kind === "argument" && (input.source.optional || input.nullable);
  });
  if (absent.length === 0) return;
  report.add({
    code: "computed-needs-optional",
    at: property.at,
    part: "key",
    message: `${quote(property.name)} is absent whenever ${oneOf(absent)} is, but it is not optional.`,
    hint: "Add `optional: true`.",
  });
}
