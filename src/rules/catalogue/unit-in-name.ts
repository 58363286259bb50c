import type { Property } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { splitWords } from "../words/name-style.ts";
import { unitInName, unitsIn } from "../words/units.ts";

/** A name that ends with a unit, against the unit and the type that are declared. */
export const unitInNameRule = defineRule({
  name: "unit-in-name",
  severity: "warning",
  title: "A unit in a property's name is the unit that the property has.",
  why: "People read the name, and programs that draw axes read the unit. Where `duration_ms` is declared as seconds, one of the two is off by a thousand, and nobody can tell which.",
  bad: `person:
  duration_ms: { type: integer, unit: seconds, description: How long it took. }
  price_cents: { type: integer, unit: USD, description: What it cost. }
  created_at: { type: integer, description: When the account was made. }
`,
  good: `person:
  duration_ms: { type: integer, unit: milliseconds, description: How long it took. }
  price_usd: { type: number, unit: USD, description: What it cost. }
  created_at: { type: datetime, description: When the account was made. }
`,
  notes:
    "The last word of the name counts: a currency's code, `cents`, `ms`, `seconds`, `minutes`, `hours`, `days`, `weeks`, `months`, `years`, `percent`, `bytes` and their like, and `at` for a moment. A rate such as `requests_per_second` is left alone.",
  *check({ properties }) {
    for (const { property, ownsName, base } of properties) {
      const taken = base === undefined ? [] : [...checkUnit(base), ...checkMoment(base)];
      // Where the shared property has the fault, it is told there.
      const isTaken = taken.length > 0 && property.unit === base?.unit;
      if (!isTaken) yield* [...checkUnit(property), ...(ownsName ? checkMoment(property) : [])];
    }
  },
});

function* checkUnit({ name, unit, at }: Property): Iterable<RuleFinding> {
  const named = unitInName(name);
  if (named === undefined || unit === undefined) return;
  const declared = unitsIn(unit);
  if (declared.length === 1 && declared[0]?.unit === named.unit) return;
  // `US cents` is cents of a currency.
  if (named.unit === "cents" && declared.some((each) => each.unit === "cents")) return;
  yield {
    at: [...at, "unit"],
    message: `The name ${quote(name)} says ${named.unit}, and its unit is ${quote(unit)}.`,
    hint: `Write \`unit: ${named.unit}\`, or rename the property.`,
  };
}

function* checkMoment({ name, type, at }: Property): Iterable<RuleFinding> {
  const words = splitWords(name);
  if (words.length < 2 || words.at(-1) !== "at") return;
  if (type.kind !== "number" && type.kind !== "integer" && type.kind !== "string") return;
  yield {
    at: [...at, "type"],
    message: `The name ${quote(name)} says a moment, and its type is \`${type.kind}\`.`,
    hint: "Write `type: datetime`, or rename the property.",
  };
}
