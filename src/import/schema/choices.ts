import type { NewType } from "../../edit/new-event.ts";
import { UNION_KINDS } from "../../plan/property.ts";
import type { Facets } from "./facets.ts";
import type { TypeContext } from "./type-context.ts";
import { typeOfValues } from "./values.ts";

/**
 * The plan's type of a value that fits one of several schemas: scalars of different types are a list of types, values that
 * each have a schema are an `enum`. Of anything else the plan cannot say more than that it is JSON.
 */
export function typeOfChoices(
  { at, of: choices }: NonNullable<Facets["choices"]>,
  context: TypeContext,
  typeOf: (facets: Facets, context: TypeContext) => NewType,
): NewType {
  const all = choices.map((choice) => choice());
  const constants = all.map(({ keywords }) => keywords.get("const"));
  if (constants.length > 0 && constants.every((one) => one !== undefined)) {
    const meanings = all.flatMap(({ keywords }): readonly (readonly [unknown, string])[] => {
      const meaning = keywords.get("description")?.text() ?? keywords.get("title")?.text();
      return meaning === undefined ? [] : [[keywords.get("const")?.value, meaning]];
    });
    const values = constants.map((one) => one?.value);
    const type = typeOfValues({ at, values, meanings: new Map(meanings) }, context);
    return values.includes(null) ? { ...type, nullable: true } : type;
  }
  const present = all.filter(({ keywords }) => keywords.get("type")?.value !== "null");
  const nullable = present.length < all.length && { nullable: true };
  const [only] = present;
  if (only !== undefined && present.length === 1) return { ...typeOf(only, context), ...nullable };
  if (isAnyIp(present)) return { type: "ip", ...nullable };
  const types = present.map((choice) => typeOf(choice, context));
  const kinds = types.map(({ type }) => type);
  const isUnion =
    types.every(({ type, values }) => UNION_KINDS.some((kind) => kind === type) && values === undefined) &&
    new Set(kinds).size === kinds.length &&
    !(kinds.includes("number") && kinds.includes("integer"));
  if (isUnion && types.length > 0) {
    const isNullable = types.some((type) => type.nullable === true) && { nullable: true };
    return {
      ...Object.assign({}, ...types),
      type: UNION_KINDS.filter((kind) => kinds.includes(kind)),
      ...nullable,
      ...isNullable,
    };
  }
  context.lose(at, {
    kind: "widened",
    what: "type",
    from: `one of ${all.length} types`,
    to: "any JSON",
  });
  return { type: "json" };
}

/** The two formats of addresses are one type of the plan. */
function isAnyIp(choices: readonly Facets[]): boolean {
  const formats = choices.map(({ keywords }) => String(keywords.get("format")?.value));
  return formats.toSorted().join(" ") === "ipv4 ipv6";
}
