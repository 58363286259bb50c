import type { PropertyType } from "../../plan/property.ts";
import type { JsonValue } from "../../text/json.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type PlacedProperty, wordsOption } from "../rule.ts";
import { namesPersonalData, namesPersonalText } from "../words/personal-words.ts";

/** Properties that may be about a person, and of which nobody has said so. */
export const unmarkedPersonalData = defineRule({
  name: "unmarked-personal-data",
  severity: "warning",
  title: "A property that looks like personal data says by `pii` whether it is.",
  options: {
    words: wordsOption.meta({
      description: "Further words for personal data, which a name ends with.",
      examples: [["nhs", "matriculation"]],
    }),
  },
  why: "Who has to answer a request for access or erasure asks the plan where personal data is. It answers by `pii`, so what looks like personal data has to say whether it is, one way or the other.",
  bad: `person:
  contact_email: { type: string, description: Where invoices go. }
events:
  feedback_sent:
    description: A customer wrote to us.
    properties:
      comment: { type: string, description: What the customer wrote. }
`,
  good: `person:
  contact_email: { type: string, pii: personal, description: Where invoices go. }
events:
  feedback_sent:
    description: A customer wrote to us.
    properties:
      comment: { type: string, pii: personal, description: What the customer wrote. }
`,
  notes:
    "It goes by the end of the name (`email`, `phone`, `ip`, `address`, names of people, and text that people write, such as `comment`), and by an example that is an email address, for text, `json` and lists and maps of them. `email_template` and an enum of a person's own are left alone.",
  *check({ properties, options: { words } }) {
    for (const placed of properties) {
      const { property } = placed;
      // What was stated at the shared property holds wherever it is taken.
      if (property.piiStated === true || property.deprecated !== undefined) continue;
      const why = findReason(placed, words);
      if (why === undefined || isToldOfBase(placed, words)) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} ${why}, and has no \`pii\`.`,
        hint: "Say `pii: personal` or `pii: pseudonymous`, or `pii: none` when it tells nothing about a person.",
      };
    }
  },
});

function findReason(
  { property, holder, ownsName }: PlacedProperty,
  words: readonly string[],
): string | undefined {
  if (!ownsName || !holdsText(property.type)) return undefined;
  const { name } = property;
  if (namesPersonalData(name, words)) return "looks like personal data";
  if (name === "name" && holder.kind === "person") return "looks like a person's name";
  if (namesPersonalText(name)) return "is text that people write";
  return isEmail(property.example) ? "has an email address for an example" : undefined;
}

/** Whether the shared property that it takes has the same fault: stating it there is enough. */
function isToldOfBase({ base, holder }: PlacedProperty, words: readonly string[]): boolean {
  return (
    base !== undefined &&
    findReason({ property: base, holder, ownsName: true, base: undefined }, words) !== undefined
  );
}

function holdsText(type: PropertyType): boolean {
  switch (type.kind) {
    case "string":
    case "json":
      return true;
    case "array":
    case "map":
      return holdsText(type.items.type);
    default:
      return false;
  }
}

function isEmail(example: JsonValue | undefined): boolean {
  return typeof example === "string" && /^[^\s@]{1,64}@[^\s@]{1,255}$/u.test(example);
}
