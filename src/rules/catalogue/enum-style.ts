import type { EnumValue, PropertyType } from "../../plan/property.ts";
import { allOf, quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { hasStyle, isBrand, inStyle, NAME_STYLES, type NameStyle } from "../../naming/name-style.ts";

/** The style of constants, which names do not use. */
const UPPER = "UPPER_CASE";

type ValueStyle = NameStyle | typeof UPPER;

/** In order of preference if a value has several. */
const STYLES: readonly ValueStyle[] = [UPPER, ...NAME_STYLES];

/** Further values are only counted. */
const MAX_LISTED = 4;

export const enumStyle = defineRule({
  name: "enum-style",
  severity: "warning",
  title: "The values of an enum are written in one style.",
  options: {
    style: {
      kind: "choice",
      description: "The style of every enum. By default each enum may have its own.",
      choices: NAME_STYLES,
    },
  },
  why: "People type values into filters and queries. If one is `free` and the next is `Pro Plan`, each has to be looked up, and a filter for `pro_plan` silently finds nothing.",
  bad: `person:
  tier: { type: enum, description: What the customer pays for., values: [free, Pro Plan, team_plan] }
`,
  good: `person:
  tier: { type: enum, description: What the customer pays for., values: [free, pro_plan, team_plan] }
`,
  notes:
    "A value such as `free` matches several styles at once. Values without a style, such as `v1.2` or `iOS`, are ignored. So is an enum of which no style has more values than another, such as `[IP, bot]`.",
  *check({ properties, options }) {
    for (const { property, base } of properties) {
      const values = valuesOf(property.type);
      // The values of a shared property are reported there.
      if (values === undefined || JSON.stringify(values) === JSON.stringify(base && valuesOf(base.type)))
        continue;
      const styled = values
        .map(({ value }) => ({ value, styles: stylesOf(value) }))
        .filter(({ styles }) => styles.length > 0);
      const style = options.style ?? mostCommon(styled.map(({ styles }) => styles));
      if (style === undefined) continue;
      const others = styled.filter(({ styles }) => !styles.includes(style)).map(({ value }) => value);
      if (others.length === 0) continue;
      const listed = others.slice(0, MAX_LISTED);
      const more = others.length > listed.length ? ` and ${others.length - listed.length} more` : "";
      const named = more === "" ? allOf(listed) : `${listed.map(quote).join(", ")}${more}`;
      yield {
        at: [...property.at, ...stepsToValues(property.type)],
        part: "key",
        message: `${named} of ${quote(property.name)} ${others.length === 1 ? "is" : "are"} not written in ${style}${options.style === undefined ? ", as the other values are" : ""}.`,
        hint: `Write ${allOf(listed.map((value) => written(value, style)))}.`,
      };
    }
  },
});

function valuesOf(type: PropertyType): readonly EnumValue<string>[] | undefined {
  if (type.kind === "array" || type.kind === "map") return valuesOf(type.items.type);
  return type.kind === "enum" ? type.values : undefined;
}

function stepsToValues(type: PropertyType): readonly string[] {
  return type.kind === "array" || type.kind === "map"
    ? ["items", ...stepsToValues(type.items.type)]
    : ["values"];
}

/** Every style that a value matches; none if it does not consist of words. */
function stylesOf(value: string): readonly ValueStyle[] {
  if (isBrand(value)) return [];
  return STYLES.filter((style) =>
    style === UPPER ? /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/u.test(value) : hasStyle(value, style),
  );
}

/** The style of most values; none if as many of the others have another one. */
function mostCommon(values: readonly (readonly ValueStyle[])[]): ValueStyle | undefined {
  const [style, count] = countStyles(values);
  // `ENTERPRISE` does not make `Pro Plan` the style.
  const others = values
    .filter((own) => !own.includes(style))
    .map((own) => (own.includes(UPPER) ? [UPPER] : own) satisfies readonly ValueStyle[]);
  return countStyles(others)[1] < count ? style : undefined;
}

/** The style that most values have, the first one if equal, and how many have it. */
function countStyles(values: readonly (readonly ValueStyle[])[]): readonly [ValueStyle, number] {
  const counts = STYLES.map((style) => values.filter((own) => own.includes(style)).length);
  const most = Math.max(...counts);
  return [STYLES[counts.indexOf(most)] ?? UPPER, most];
}

function written(value: string, style: ValueStyle): string {
  return style === UPPER ? inStyle(value, "snake_case").toUpperCase() : inStyle(value, style);
}
