import { DEFAULT_MAX_LENGTH, type PropertyType } from "../../plan/property.ts";
import { quote, thousands } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { namesLongText } from "../../naming/personal-words.ts";

export const unboundedText = defineRule({
  name: "unbounded-text",
  severity: "warning",
  title: "Free text has a limit.",
  options: {
    words: {
      kind: "words",
      description: "Additional last words of names of free text.",
      examples: [["motto"]],
    },
  },
  why: `People and failing programs write more than expected. Over ${thousands(DEFAULT_MAX_LENGTH)} characters, the default limit, the runtime omits a string from its event: only the long ones are missing, and nobody sees why.`,
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
  notes: "Checks names that end with words such as `comment`, `feedback`, `message`, `note` and `bio`.",
  *check({ properties, options: { words } }) {
    for (const { property, ownsName } of properties) {
      if (!ownsName || property.deprecated !== undefined) continue;
      if (!isUnbounded(property.type) || !namesLongText(property.name, words)) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} is free text without a limit of its own.`,
        hint: `Add \`truncate: 500\` or \`max_length:\`. Without either, text over ${thousands(DEFAULT_MAX_LENGTH)} characters is omitted.`,
      };
    }
  },
});

function isUnbounded(type: PropertyType): boolean {
  if (type.kind === "array" || type.kind === "map") return isUnbounded(type.items.type);
  if (type.kind === "union") return type.types.some(isUnbounded);
  return (
    type.kind === "string" &&
    type.maxLength === undefined &&
    type.truncate === undefined &&
    type.pattern === undefined
  );
}
