import type { EnumValue, PropertyType } from "../../plan/property.ts";
import { lookUp } from "../content.ts";
import type { Reading } from "../reading.ts";
import { quote } from "../words.ts";
import { blame, type ResolvedBody } from "./body.ts";

/** Reads the values of an enum. Reports a list without values, or with repeated ones. */
export function readEnum(reading: Reading, body: ResolvedBody): PropertyType | undefined {
  const { report } = reading;
  const given = body.keys.values;
  const values = given === undefined ? [] : readValues(reading, given);
  const at = blame(body, "values", "type");
  if (at === undefined || report.hasErrorIn([...body.at, "values"])) return undefined;
  if (values.length === 0) {
    report.add({
      code: "enum-without-values",
      at,
      part: at.at(-1) === "values" ? "key" : "value",
      message: "The enum has no values.",
      hint: "List its `values`, or use `type: string`.",
    });
  }
  const seen = new Set<string>();
  for (const [index, { value }] of values.entries()) {
    if (seen.has(value)) {
      report.add({
        code: "enum-value-repeated",
        at: [...at, index],
        message: `The value ${quote(value)} is repeated.`,
        hint: "Remove or rename one of them.",
      });
    }
    seen.add(value);
  }
  // Only the definition of a shared enum gives a named type, not an enum inside an array or an object.
  const shared = body.at.length === 2 && body.at[0] === "properties" ? String(body.at[1]) : undefined;
  return { kind: "enum", values, shared, as: shared === undefined ? undefined : body.own.as };
}

function readValues(
  { keyOrders }: Reading,
  given: NonNullable<ResolvedBody["keys"]["values"]>,
): readonly EnumValue[] {
  if (Array.isArray(given)) return (given as readonly string[]).map((value) => ({ value }));
  const meanings = given as Readonly<Record<string, string | null | undefined>>;
  return (keyOrders.get(given) ?? Object.keys(given)).map((value) => ({
    value,
    meaning: lookUp(meanings, value) || undefined,
  }));
}
