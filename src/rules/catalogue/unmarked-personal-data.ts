import type { PropertyType } from "../../plan/property.ts";
import type { JsonValue } from "../../text/json.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type PlacedProperty } from "../rule.ts";
import { namesPersonalData, namesPersonalText } from "../../naming/personal-words.ts";

export const unmarkedPersonalData = defineRule({
  name: "unmarked-personal-data",
  severity: "warning",
  security: true,
  title: "A property that looks like personal data has `pii`.",
  options: {
    words: {
      kind: "words",
      description: "Additional last words of names of personal data.",
      examples: [["nhs", "matriculation"]],
    },
  },
  why: "Answering a request for access or erasure requires knowing where personal data is. The plan answers with `pii`, so every property that looks like personal data must set it.",
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
    "Checks the end of the name (`email`, `phone`, `ip`, `address`, names of people, and free text such as `comment`) and examples that are email addresses, for strings, `json`, and arrays and maps of them. An `ip` is checked whatever its name. `email_template` and an enum of a person's own are left alone.",
  *check({ properties, options: { words } }) {
    for (const placed of properties) {
      const { property } = placed;
      // `pii` of the shared property applies to its uses.
      if (property.piiStated === true || property.deprecated !== undefined) continue;
      const why = findReason(placed, words);
      if (why === undefined || isToldOfBase(placed, words)) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} ${why} but has no \`pii\`.`,
        hint: "Add `pii: personal` or `pii: pseudonymous`, or `pii: none` if it reveals nothing about a person.",
      };
    }
  },
});

function findReason(
  { property, holder, ownsName }: PlacedProperty,
  words: readonly string[],
): string | undefined {
  if (!ownsName) return undefined;
  if (holdsIps(property.type)) return "holds IP addresses";
  if (!holdsText(property.type)) return undefined;
  const { name } = property;
  if (namesPersonalData(name, words)) return "looks like personal data";
  if (name === "name" && holder.kind === "person") return "looks like a person's name";
  if (namesPersonalText(name)) return "is free text";
  return isEmail(property.example) ? "has an email address as example" : undefined;
}

/** Whether the shared property has the same problem: fixing it there is enough. */
function isToldOfBase({ base, holder }: PlacedProperty, words: readonly string[]): boolean {
  return (
    base !== undefined &&
    findReason({ property: base, holder, ownsName: true, base: undefined }, words) !== undefined
  );
}

function holdsIps(type: PropertyType): boolean {
  return type.kind === "array" || type.kind === "map" ? holdsIps(type.items.type) : type.kind === "ip";
}

function holdsText(type: PropertyType): boolean {
  switch (type.kind) {
    case "string":
    case "json":
      return true;
    case "array":
    case "map":
      return holdsText(type.items.type);
    case "union":
      return type.types.some(holdsText);
    default:
      return false;
  }
}

function isEmail(example: JsonValue | undefined): boolean {
  return typeof example === "string" && /^[^\s@]{1,64}@[^\s@]{1,255}$/u.test(example);
}
