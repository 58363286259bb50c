import type { EnumType, EnumValue, PropertyType, ValueList } from "../../plan/property.ts";
import { lookUp } from "../content.ts";
import type { Reading } from "../reading.ts";
import type { Finding } from "../report.ts";
import { quote } from "../words.ts";
import { blame, type ResolvedProperty } from "./property-content.ts";
import { refusalOf } from "./value.ts";

/** Reads the values of an enum: strings. Reports invalid ones. */
export function readEnum(reading: Reading, body: ResolvedProperty): EnumType | undefined {
  const read = readValues(reading, body, (value) =>
    typeof value === "string"
      ? { value }
      : {
          code: "enum-value-not-text",
          message: `An item of \`values\` must be a string, but is the number \`${value}\`.`,
          hint: "Put it in quotes, or make the type `integer`.",
        },
  );
  return read && { kind: "enum", ...read };
}

/** Reads the values of an integer: integers within its limits. Reports invalid ones. */
export function readIntegerValues(
  reading: Reading,
  body: ResolvedProperty,
  limits: Extract<PropertyType, { readonly kind: "integer" }>,
): EnumType | undefined {
  const read = readValues(reading, body, (given, isKey) => {
    const value = isKey && /^(?:0|-?[1-9][0-9]*)$/u.test(String(given)) ? Number(given) : given;
    const refusal = refusalOf(limits, value, { nullable: false });
    return refusal === undefined
      ? { value: Number(value) + 0 } // No negative zero.
      : {
          code: "value-not-accepted",
          message: `${isKey ? "A key" : "An item"} of \`values\` ${refusal.reason}.`,
          hint:
            typeof value === "string" ? "Write a number without quotes, or make the type `enum`." : undefined,
        };
  });
  return read && { kind: "integer", ...read };
}

/** Reads one value. Keys of a map are text, also where they are numbers. */
type ReadValue<Value> = (
  given: string | number,
  isKey: boolean,
) => { readonly value: Value } | Pick<Finding, "code" | "message" | "hint">;

/** Reads a list or a map of values. Reports one without values, or with repeated ones. */
function readValues<Value extends string | number>(
  reading: Reading,
  body: ResolvedProperty,
  readValue: ReadValue<Value>,
): ValueList<Value> | undefined {
  const { report } = reading;
  const at = blame(body, "values", "type");
  if (at === undefined || report.hasErrorIn([...body.at, "values"])) return undefined;
  const given = body.keys.values ?? [];
  const listed = Array.isArray(given) ? listItems(given) : listEntries(reading, given as Meanings);
  if (listed.length === 0) {
    report.add({
      code: "enum-without-values",
      at,
      part: at.at(-1) === "values" ? "key" : "value",
      message: `The ${body.keys.type} has no values.`,
      hint: "List its `values`, or use `type: string`.",
    });
  }
  const values = new Map<Value, EnumValue<Value>>();
  for (const { written, step, meaning } of listed) {
    const isKey = typeof step === "string";
    const spot = { at: [...at, step], part: isKey ? "key" : undefined } as const;
    const read = readValue(written, isKey);
    if (!("value" in read)) report.add({ ...spot, ...read });
    else if (values.has(read.value)) {
      report.add({
        ...spot,
        code: "enum-value-repeated",
        message: `The value ${quote(String(read.value))} is repeated.`,
        hint: "Remove or rename one of them.",
      });
    } else values.set(read.value, { value: read.value, meaning });
  }
  // Only the definition of a shared enum gives a named type, not an enum inside an array or an object.
  const shared = body.at.length === 2 && body.at[0] === "properties" ? String(body.at[1]) : undefined;
  return { values: [...values.values()], shared, as: shared === undefined ? undefined : body.own.as };
}

/** A value as it is written, and where in the list or map. */
interface ListedValue {
  readonly written: string | number;
  readonly step: string | number;
  readonly meaning?: string | undefined;
}

type Meanings = Readonly<Record<string, string | null | undefined>>;

function listItems(items: readonly unknown[]): readonly ListedValue[] {
  return (items as readonly (string | number)[]).map((written, step) => ({ written, step }));
}

function listEntries({ keyOrders }: Reading, meanings: Meanings): readonly ListedValue[] {
  return (keyOrders.get(meanings) ?? Object.keys(meanings)).map((key) => ({
    written: key,
    step: key,
    meaning: lookUp(meanings, key) || undefined,
  }));
}
