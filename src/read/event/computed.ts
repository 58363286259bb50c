import { inputsOf } from "../../plan/expression.ts";
import type { Property } from "../../plan/property.ts";
import { checkExpression, type Scope } from "../expression/check-expression.ts";
import { readExpression } from "../expression/read-expression.ts";
import type { Report } from "../report.ts";
import { oneOf, quote } from "../words.ts";
import { type EventScope, unknownProperty } from "./event-scope.ts";

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
