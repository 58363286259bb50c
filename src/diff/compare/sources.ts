import type { Expression } from "../../plan/expression.ts";
import type { PropertySource } from "../../plan/property.ts";
import { isSame } from "./context.ts";
import type { ChangeKind } from "../table/kinds.ts";

type SourceOf<Kind extends PropertySource["kind"]> = Extract<PropertySource, { kind: Kind }>;

/**
 * The kind of change if the source of a value changed.
 *
 * @param renames - new names of its sibling properties by their old ones
 */
export function classifySourceChange(
  before: PropertySource,
  after: PropertySource,
  renames: ReadonlyMap<string, string>,
): ChangeKind | undefined {
  if (isSame(before, after)) return undefined;
  if (before.kind === "argument" && after.kind === "argument") return classifyArgument(before, after);
  if (before.kind === "argument") return "argument-dropped";
  if (after.kind === "argument") {
    return after.optional || after.default !== undefined ? "argument-offered" : "argument-needed";
  }
  if (before.kind === "const" && after.kind === "const") return "const-changed";
  if (before.kind === "computed" && after.kind === "computed")
    return classifyComputed(before, after, renames);
  return "fixed-changed";
}

function classifyArgument(before: SourceOf<"argument">, after: SourceOf<"argument">): ChangeKind {
  if (before.default !== undefined) {
    if (after.default !== undefined) return "default-changed";
    return after.optional ? "default-became-absence" : "default-removed";
  }
  if (after.default !== undefined) return before.optional ? "default-fills" : "default-added";
  return after.optional ? "became-optional" : "became-required";
}

function classifyComputed(
  before: SourceOf<"computed">,
  after: SourceOf<"computed">,
  renames: ReadonlyMap<string, string>,
): ChangeKind {
  if (!isSame(withNames(before.expression, renames), after.expression)) return "computed-changed";
  if (before.optional !== after.optional) {
    return after.optional ? "computed-became-optional" : "computed-became-required";
  }
  return "property-documentation-changed";
}

/** The expression with its inputs renamed. */
function withNames(expression: Expression, renames: ReadonlyMap<string, string>): Expression {
  const inner = (part: Expression): Expression => withNames(part, renames);
  switch (expression.kind) {
    case "literal":
      return expression;
    case "property":
      return { ...expression, name: renames.get(expression.name) ?? expression.name };
    case "unary":
      return { ...expression, operand: inner(expression.operand) };
    case "binary":
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case "conditional":
      return {
        ...expression,
        test: inner(expression.test),
        consequent: inner(expression.consequent),
        alternate: inner(expression.alternate),
      };
    default:
      return expression satisfies never;
  }
}
