import type { Pointer } from "../../plan/pointer.ts";
import type { Property } from "../../plan/property.ts";
import { didYouMean } from "../../text/nearest.ts";
import type { Report } from "../report.ts";
import { oneOf, quote } from "../words.ts";
import { inputsOf } from "../../plan/expression.ts";
import { type Scope, checkExpression } from "../expression/check-expression.ts";
import { readExpression } from "../expression/read-expression.ts";

/** The properties of one event, for what refers to them. */
export interface EventScope {
  /** Every name, those of broken properties included. */
  readonly names: readonly string[];
  /** Whether `names` are all: the event's `properties` have the right shape. */
  readonly complete: boolean;
  /** Finds a property. Reports one that does not exist; is silent on one that is broken, which was told. */
  find(name: string, at: Pointer): Property | undefined;
  /** Whether a property of the name is there, broken or not. */
  has(name: string): boolean;
}

/** The scope of an event whose properties were read. */
export function createEventScope(
  report: Report,
  {
    names,
    properties,
    complete,
  }: { names: readonly string[]; properties: readonly Property[]; complete: boolean },
): EventScope {
  const known = new Set(names);
  const byName = new Map(properties.map((property) => [property.name, property]));
  return {
    names,
    complete,
    has: (name) => known.has(name),
    find(name, at) {
      if (!known.has(name) && complete) report.add({ at, ...unknownProperty(name, names) });
      return byName.get(name);
    },
  };
}

/** What is said of a name that is no property of the event. */
export function unknownProperty(
  name: string,
  names: readonly string[],
): { readonly code: "unknown-property"; readonly message: string; readonly hint: string | undefined } {
  return {
    code: "unknown-property",
    message: `${quote(name)} is not a property of this event.`,
    hint: didYouMean(name, names) ?? "Add it under the event's `properties`.",
  };
}

/** Checks what an event computes against the properties that it is computed from. */
export function checkComputed(properties: readonly Property[], scope: EventScope, report: Report): void {
  const byName = new Map(properties.map((property) => [property.name, property]));
  for (const property of properties) {
    if (property.source.kind !== "computed") continue;
    const at = [...property.at, "computed"];
    for (const fault of findFaults(property, property.source.text, byName, scope))
      report.add({ at, ...fault });
    if (!property.source.optional) refuseAbsence(property, byName, report);
  }
}

type Properties = ReadonlyMap<string, Property>;

function findFaults(
  property: Property,
  text: string,
  byName: Properties,
  scope: EventScope,
): ReturnType<typeof checkExpression> {
  // Read again for the places of its parts, which the plan has no use for.
  const read = readExpression(text);
  return read.ok ? checkExpression(read, property.type, scopeOf(byName, scope)) : [];
}

function scopeOf(byName: Properties, { names, has, complete }: EventScope): Scope {
  return {
    resolve(name) {
      const input = byName.get(name);
      if (input === undefined) return has(name) || !complete ? undefined : unknownName(name, names);
      if (input.source.kind === "argument") return input;
      return {
        code: "computed-input",
        message:
          input.source.kind === "const"
            ? `${quote(name)} is constant, and an expression reads what varies.`
            : `${quote(name)} is computed itself.`,
        hint: input.source.kind === "const" ? "Write its value." : "Write out what it is computed from.",
      };
    },
  };
}

function unknownName(name: string, names: readonly string[]): ReturnType<typeof unknownProperty> {
  const unknown = unknownProperty(name, names);
  // `a-b` reads as a difference.
  const unspeakable = names.filter((known) => /[- ]/u.test(known) && known.split(/[- ]/u).includes(name));
  return unspeakable.length === 0
    ? unknown
    : {
        ...unknown,
        hint: `An expression cannot read names with \`-\` or spaces, such as ${oneOf(unspeakable)}.`,
      };
}

/** Reports inputs that may be absent or null, where the property does not say that it may be absent then. */
function refuseAbsence(property: Property, byName: Properties, report: Report): void {
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
    message: `${quote(property.name)} is absent when ${oneOf(absent)} is, and does not say so.`,
    hint: "Add `optional: true`.",
  });
}
