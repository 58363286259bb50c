import * as z from "zod";
import { ruleFormat, type RuleName } from "../format/rule-format.ts";
import { code } from "../text/markdown.ts";

/** An option of a rule, as people read it. */
interface RuleOption {
  readonly name: string;
  readonly description: string;
  /** What it takes, and the value that it has when the plan does not say. */
  readonly values: string;
  readonly initial: string;
}

/** What each option of a rule is, one sentence after another, as Markdown. */
export function describeOptions(name: RuleName): readonly string[] {
  return optionsOf(name).map(renderOption);
}

/** The options of a rule, in the format's order. */
function optionsOf(name: RuleName): readonly RuleOption[] {
  const schema = z.toJSONSchema(z.object(ruleFormat(name).options), { io: "input" });
  return Object.entries(schema.properties ?? {}).map(([option, part]) => {
    const { description = "", enum: values, default: initial, type } = part as z.core.JSONSchema.JSONSchema;
    return {
      name: option,
      description,
      values:
        values === undefined
          ? (TYPES[String(type)] ?? String(type))
          : values.map((value) => code(String(value))).join(", "),
      initial:
        initial === undefined
          ? "none"
          : code(typeof initial === "string" ? initial : JSON.stringify(initial)),
    };
  });
}

const TYPES: Readonly<Record<string, string>> = { array: "a list of words", integer: "a whole number" };

function renderOption({ name, description, values, initial }: RuleOption): string {
  return `${code(name)}: ${description} Takes ${values}. Default: ${initial}.`;
}
