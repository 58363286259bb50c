import type { JsonObject } from "../../plan/example.ts";
import type { Pointer, Property } from "../../plan/property.ts";
import { lacks } from "../../portable/required-with.ts";
import type { EventContent } from "../content.ts";
import { refusalOf } from "../property/value.ts";
import type { Finding, Report } from "../report.ts";
import { quote } from "../words.ts";
import type { EventScope } from "./event-properties.ts";

/** Reads whole events. Reports everything that a call of the helper with these properties would have as a violation. */
export function readExamples(
  report: Report,
  {
    examples,
    at,
    properties,
    scope,
  }: {
    readonly examples: EventContent["examples"];
    readonly at: Pointer;
    readonly properties: readonly Property[];
    readonly scope: EventScope;
  },
): readonly JsonObject[] | undefined {
  for (const [index, example] of (examples ?? []).entries()) {
    const place = [...at, index];
    const byName = new Map(properties.map((property) => [property.name, property]));
    for (const [name, value] of Object.entries(example)) {
      // Reports a name that no property has.
      scope.find(name, [...place, name], "key");
      const property = byName.get(name);
      const fault = property && findFault(property, value, [...place, name]);
      if (fault !== undefined && !report.hasErrorIn([...place, name])) report.add(fault);
    }
    for (const { name } of properties.filter((property) => isMissing(property, example))) {
      report.add({
        code: "value-not-accepted",
        at: place,
        message: `The example is missing ${quote(name)}.`,
        hint: "Add it, as a call of the helper would.",
      });
    }
  }
  return examples?.length === 0 ? undefined : (examples as readonly JsonObject[] | undefined);
}

function findFault(
  { name, source, ...property }: Property,
  value: unknown,
  at: Pointer,
): Finding | undefined {
  if (source.kind !== "argument") {
    return {
      code: "value-not-accepted",
      at,
      part: "key",
      message: `${quote(name)} is ${source.kind === "const" ? "a constant" : "computed"}, so callers do not pass it.`,
      hint: "Remove it: the docs add it.",
    };
  }
  const refusal = refusalOf(property.type, value, property);
  return (
    refusal && {
      code: "value-not-accepted",
      at: [...at, ...refusal.path],
      message: `${quote([name, ...refusal.path].join("."))} ${refusal.reason}.`,
    }
  );
}

function isMissing(
  { common, name, requiredWith = [], source }: Property,
  example: Readonly<Record<string, unknown>>,
): boolean {
  if (source.kind !== "argument" || common !== undefined || Object.hasOwn(example, name)) return false;
  return source.optional ? lacks(example, name, requiredWith) : source.default === undefined;
}
