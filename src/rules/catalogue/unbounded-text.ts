import { DEFAULT_MAX_LENGTH, type PropertyType } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, wordsOption } from "../rule.ts";
import { namesLongText } from "../words/personal-words.ts";

/** Text of any length, as people and programs write it, without a limit. */
export const unboundedText = defineRule({
  name: "unbounded-text",
  severity: "warning",
  title: "Text of any length has a limit.",
  options: {
    words: wordsOption.meta({
      description: "Further words for such text, which a name ends with.",
      examples: [["motto"]],
    }),
  },
  why: `People write more than one expects, and so do programs that fail. Over ${DEFAULT_MAX_LENGTH.toLocaleString("en-US")} characters, the default, the runtime leaves a text out of its event: just the long ones are missing, and nobody sees why.`,
  bad: `events:
  feedback_sent:
    description: A customer wrote to us.
    properties:
      comment: { type: string, pii: personal, description: What the customer wrote. }
`,
  good: `events:
  feedback_sent:
    description: A customer wrote to us.
    properties:
      comment: { type: string, truncate: 500, pii: personal, description: What the customer wrote. }
`,
  notes: "It goes by the end of the name, such as `comment`, `feedback`, `message`, `note` and `bio`.",
  *check({ properties, options: { words } }) {
    for (const { property, ownsName } of properties) {
      if (!ownsName || property.deprecated !== undefined) continue;
      if (!isUnbounded(property.type) || !namesLongText(property.name, words)) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} is text of any length, and has no limit of its own.`,
        hint: `Say \`truncate: 500\`, or \`max_length:\`; without either, text over ${DEFAULT_MAX_LENGTH.toLocaleString("en-US")} characters is left out.`,
      };
    }
  },
});

function isUnbounded(type: PropertyType): boolean {
  if (type.kind === "array" || type.kind === "map") return isUnbounded(type.items.type);
  return (
    type.kind === "string" &&
    type.maxLength === undefined &&
    type.truncate === undefined &&
    type.pattern === undefined
  );
}
