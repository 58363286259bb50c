import { branchesOf, nameOfType, type Property } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { splitWords } from "../../naming/name-style.ts";
import { unitInName, unitsIn } from "../../naming/units.ts";

export const unitInNameRule = defineRule({
  name: "unit-in-name",
  severity: "warning",
  title: "A unit in a property's name matches its `unit`.",
  why: "If `duration_ms` is declared as seconds, either the name or the unit is off by a factor of a thousand, and nobody can tell which.",
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
    "Checks the last word of the name: a currency code, `cents`, `ms`, `seconds`, `minutes`, `hours`, `days`, `weeks`, `months`, `years`, `percent`, `bytes` and similar words, and `at` for a time. Rates such as `requests_per_second` are ignored.",
  *check({ properties }) {
    for (const { property, ownsName, base } of properties) {
      const taken = base === undefined ? [] : [...checkUnit(base), ...checkMoment(base)];
      // A problem of the shared property is reported there.
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
    message: `The name ${quote(name)} says ${named.unit}, but its unit is ${quote(unit)}.`,
    hint: `Write \`unit: ${named.unit}\`, or rename the property.`,
  };
}

/** Types in which a time can be written, though none says so. */
const MOMENT_KINDS: ReadonlySet<string> = new Set(["number", "integer", "string"]);

function* checkMoment({ name, type, at }: Property): Iterable<RuleFinding> {
  const words = splitWords(name);
  if (words.length < 2 || words.at(-1) !== "at") return;
  if (!branchesOf(type).some(({ kind }) => MOMENT_KINDS.has(kind))) return;
  yield {
    at: [...at, "type"],
    message: `The name ${quote(name)} says a time, but its type is \`${nameOfType(type)}\`.`,
    hint: "Write `type: datetime`, or rename the property.",
  };
}
