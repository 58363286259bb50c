import { MAX_MAP_KEYS } from "../../plan/property.ts";
import { nearest, quote } from "../../text/words.ts";
import type { Facets } from "./facets.ts";
import type { TypeContext } from "./type-context.ts";

/** Keywords that the plan's types come from. */
const SAID: readonly string[] = [
  ..."type enum const format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum".split(
    " ",
  ),
  ..."items minItems maxItems properties required additionalProperties unevaluatedProperties".split(" "),
  ..."allOf anyOf oneOf $ref nullable description title default example examples deprecated".split(" "),
];

/** Keywords that say nothing about a value. */
const SILENT: readonly string[] = [
  ..."$schema $id id $anchor $comment $defs definitions $vocabulary $dynamicAnchor readOnly writeOnly".split(
    " ",
  ),
  ..."contentEncoding contentMediaType contentSchema".split(" "),
];

/** Keywords that restrict values in ways that the plan has no key for. */
const RESTRICTING: readonly string[] = [
  ..."multipleOf uniqueItems contains minContains maxContains additionalItems prefixItems unevaluatedItems".split(
    " ",
  ),
  ..."patternProperties propertyNames minProperties maxProperties dependentRequired dependentSchemas".split(
    " ",
  ),
  ..."dependencies if then else not $dynamicRef $recursiveRef".split(" "),
];

const KEYWORDS: ReadonlySet<string> = new Set([...SAID, ...SILENT, ...RESTRICTING]);

/** What says the same as leaving the keyword out. */
const NOTHING: Readonly<Record<string, unknown>> = {
  uniqueItems: false,
  multipleOf: 1,
  minProperties: 0,
  additionalItems: true,
  // Of a map, this is the plan's own limit.
  maxProperties: MAX_MAP_KEYS,
};

/**
 * Reports the keywords that the plan has no key for, and those that are not keywords: typing errors or extensions.
 *
 * @param said - what the plan says of this thing all the same
 */
export function reportUnsaid(facets: Facets, context: TypeContext, said: readonly string[] = []): void {
  for (const [key, at] of facets.keywords) {
    if (said.includes(key)) continue;
    if (RESTRICTING.includes(key)) {
      if (Object.hasOwn(NOTHING, key) && NOTHING[key] === at.value) continue;
      context.lose(at, { kind: "widened", what: key, from: inWords(at.value), to: "no such limit" });
    } else if (!KEYWORDS.has(key) && !/^x-/iu.test(key)) {
      const meant = nearest(key, KEYWORDS);
      const hint = meant === undefined ? "" : `; the nearest is ${quote(meant)}`;
      context.lose(at, { kind: "dropped", what: key, why: `there is no such keyword${hint}` });
    }
  }
}

function inWords(value: unknown): string {
  return typeof value === "object" ? "what it allows" : quote(value);
}
