import { type Expression, inputsOf } from "../../plan/expression.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import type { Property, PropertyType } from "../../plan/property.ts";
import { quoteString } from "../../text/quote.ts";
import type { Constants } from "./constants.ts";
import { type CallDecimal, computedFunction } from "./expressions.ts";
import { limitsOfNumber, textRules } from "./field-rules.ts";
import { type Member, arrayLiteral, literalMember, objectLiteral } from "./literals.ts";

/** Where computed values are written. */
export interface ComputedWriter {
  readonly constants: Constants;
  readonly decimal: CallDecimal;
}

/** `ComputedRule` by name, each a constant of the file; `undefined` where nothing is computed. */
export function computedRules({ properties }: PlanEvent, write: ComputedWriter): string | undefined {
  const rules = properties.flatMap((property): readonly Member[] => {
    const { name } = property;
    const code = ruleOf(property, properties, write.decimal);
    return code === undefined ? [] : [[name, write.constants.nameOf("computed", name, code)]];
  });
  return rules.length === 0 ? undefined : objectLiteral(rules);
}

/** `ComputedRule`; `undefined` for a property that is not computed. */
function ruleOf(property: Property, properties: readonly Property[], call: CallDecimal): string | undefined {
  const { source, type } = property;
  if (source.kind !== "computed") return undefined;
  const { expression } = source;
  return objectLiteral([
    ["from", arrayLiteral(inputsOf(expression).map((input) => quoteString(input)))],
    ["value", computedFunction(property, { expression, properties, call })],
    ...limitMembers(type, expression),
  ]);
}

/** What a result is held against: its type, but for what reading has settled, which knows the values of literals. */
function limitMembers(type: PropertyType, expression: Expression): readonly Member[] {
  switch (type.kind) {
    case "number":
    case "integer":
      return literalMember("limits", limitsOfNumber(type));
    case "string":
      return givesProperty(expression) ? [["limits", objectLiteral(textRules(type))]] : [];
    default:
      return [];
  }
}

/** Whether the result may be the value of a property as it is. */
function givesProperty(expression: Expression): boolean {
  if (expression.kind === "conditional") {
    return givesProperty(expression.consequent) || givesProperty(expression.alternate);
  }
  return expression.kind === "property";
}
