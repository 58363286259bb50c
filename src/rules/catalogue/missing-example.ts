import type { PropertyType } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import type { Rule } from "../rule.ts";

/** Properties whose values nobody can guess from their type. */
export const missingExample: Rule<"missing-example"> = {
  *check({ properties }) {
    for (const { property, base } of properties) {
      // What takes a shared property takes its example, or lacks it there.
      if (base !== undefined || property.example !== undefined || property.deprecated !== undefined) continue;
      if (!isOpen(property.type)) continue;
      const { source } = property;
      if (source.kind !== "argument" || source.default !== undefined) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} has no example, and its type does not show what a value looks like.`,
        hint: "Add `example:` with a value as it is sent.",
      };
    }
  },
  documentation: {
    why: "“Text” may be `card_declined`, `Card declined` or a sentence of the bank. One example ends the question, and stands in the docs and in the editor.",
    bad: `person:
  failure_reason: { type: string, description: Why the payment failed. }
`,
    good: `person:
  failure_reason: { type: string, description: Why the payment failed., example: card_declined }
`,
    notes:
      "Only `string` without a pattern, `json` and lists and maps of them need one: the values of all other types can be seen from the type.",
  },
};

function isOpen(type: PropertyType): boolean {
  switch (type.kind) {
    case "string":
      return type.pattern === undefined;
    case "json":
      return true;
    case "array":
    case "map":
      return isOpen(type.items.type);
    default:
      return false;
  }
}
