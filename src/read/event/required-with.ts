import type { Property } from "../../plan/property.ts";
import type { EventContent } from "../content.ts";
import { lookUp } from "../content.ts";
import type { Report } from "../report.ts";
import { quote } from "../words.ts";
import type { EventScope } from "./event-properties.ts";

/** Checks conditions of properties: both the property and what it is required with may be absent, or nothing depends. */
export function checkRequiredWith(
  properties: readonly Property[],
  bodies: EventContent["properties"],
  { scope, report }: { readonly scope: EventScope; readonly report: Report },
): void {
  for (const { name, at, source } of properties) {
    const own = lookUp(bodies, name);
    const names = own?.required_with;
    if (names === undefined) continue;
    if (source.kind !== "argument" || source.default !== undefined || own?.optional === false) {
      report.add({
        code: "required-with-invalid",
        at: [...at, "required_with"],
        part: "key",
        message: `${quote(name)} ${presenceOf(source)}, so \`required_with\` has no effect.`,
        hint: "Remove one of the two.",
      });
      continue;
    }
    for (const [index, other] of names.entries()) {
      const place = [...at, "required_with", index];
      const fault = other === name ? OWN_NAME : findFault(scope.find(other, place));
      if (fault === undefined) continue;
      report.add({ code: "required-with-invalid", at: place, message: `${quote(other)} ${fault}.` });
    }
  }
}

function presenceOf(source: Property["source"]): string {
  if (source.kind !== "argument") return source.kind === "const" ? "is a constant" : "is computed";
  return source.default === undefined ? "is not optional" : "has a default";
}

const OWN_NAME = "is the property itself";

/** Why nothing can depend on whether a property is there, as the end of a sentence. */
function findFault(property: Property | undefined): string | undefined {
  if (property === undefined) return undefined;
  const { source, nullable } = property;
  if (source.kind === "computed") return "is computed: name the properties that it is computed from";
  const isAlwaysThere = source.kind === "const" || source.default !== undefined || !source.optional;
  return isAlwaysThere && !(nullable && source.kind === "argument")
    ? "is always there: leave out `required_with`, and the property is always required"
    : undefined;
}
