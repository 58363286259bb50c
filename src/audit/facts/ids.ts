import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import type { IdExpression } from "./facts.ts";
import { type Argument, bare, memberName, type Parameter, parameterOf, spanOf, textOf } from "./syntax.ts";

/** One value that an id can have: an expression, and the parameter of the function around it where it is one. */
export interface IdSource {
  readonly expression: IdExpression;
  readonly parameter?: Parameter | undefined;
}

/** Functions that hand their argument on: conversions to text, and the checks of the user-ID contract. */
const PASSED_ON: ReadonlySet<string> = new Set(["String", "userId", "parseUserId", "trim", "toString"]);

/**
 * The alternatives of an id, in their order.
 *
 * @param passedTo - the parameter of a wrapper that gets the id
 */
export function idSourcesOf(argument: Argument, code: Code, passedTo?: IdExpression): readonly IdSource[] {
  if (argument.kind === "expression") return sourcesOfExpression(argument.node, code, passedTo);
  const { text, type } = argument;
  const names = text.split(/[^\p{L}\p{N}_$]+/u).filter((name) => name !== "");
  const span = spanOf(argument.node);
  const expression = { text, span, names, ...(type && typeFacts(type, code)), literals: [], passedTo };
  return [{ expression, parameter: argument.kind === "handedOn" ? argument.parameter : undefined }];
}

function sourcesOfExpression(
  node: ts.Expression,
  code: Code,
  passedTo: IdExpression | undefined,
): readonly IdSource[] {
  const { ts, checker } = code;
  const inner = (one: ts.Expression): readonly IdSource[] => sourcesOfExpression(one, code, passedTo);
  const at = bare(node, code);
  if (ts.isBinaryExpression(at)) {
    const { kind } = at.operatorToken;
    if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) {
      return [...inner(at.left), ...inner(at.right)];
    }
  }
  if (ts.isConditionalExpression(at)) {
    return [...inner(at.whenTrue), ...inner(at.whenFalse)];
  }
  if (ts.isCallExpression(at)) {
    const passed = passedOn(at, code);
    if (passed !== undefined) return inner(passed);
  }
  if (ts.isTemplateExpression(at)) {
    const [only, ...others] = at.templateSpans;
    if (only && others.length === 0 && at.head.text === "" && only.literal.text === "") {
      return inner(only.expression);
    }
  }
  const literals = ts.isStringLiteralLike(at)
    ? [at.text]
    : ts.isNumericLiteral(at)
      ? [Number(at.text)]
      : literalValues(checker.getTypeAtLocation(at));
  const facts = typeFacts(checker.getTypeAtLocation(at), code);
  const expression = {
    text: textOf(at),
    span: spanOf(at),
    names: namesIn(at, code),
    literals,
    ...facts,
    passedTo,
  };
  return [{ expression, parameter: literals.length === 0 ? parameterOf(at, code) : undefined }];
}

/** `String(id)`, `id.toString()`, `parseUserId(id)`: the id. */
function passedOn(call: ts.CallExpression, { ts }: Code): ts.Expression | undefined {
  const { expression } = call;
  const [first] = call.arguments;
  if (ts.isIdentifier(expression)) return PASSED_ON.has(expression.text) ? first : undefined;
  if (!ts.isPropertyAccessExpression(expression) || !PASSED_ON.has(expression.name.text)) return undefined;
  return call.arguments.length === 0 ? expression.expression : undefined;
}

/** The words of the names in an expression. A call counts by the name of its function. */
function namesIn(node: ts.Expression, code: Code): readonly string[] {
  const { ts } = code;
  const at = bare(node, code);
  if (ts.isIdentifier(at)) return [at.text];
  if (at.kind === ts.SyntaxKind.ThisKeyword) return [];
  if (ts.isCallExpression(at)) return namesIn(at.expression, code);
  const member = memberName(at, code);
  if (member !== undefined && (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at))) {
    return [...namesIn(at.expression, code), member];
  }
  if (ts.isTemplateExpression(at)) return at.templateSpans.flatMap((span) => namesIn(span.expression, code));
  return [];
}

function typeFacts(type: ts.Type, { ts, checker }: Code): Pick<IdExpression, "type" | "typeName"> {
  const present = checker.getNonNullableType(type);
  const parts = present.isUnion() ? present.types : [present];
  const all = (flags: ts.TypeFlags): boolean =>
    parts.every((part) => (part.flags & flags) !== 0 || isBranded(part, flags));
  const primitive = all(ts.TypeFlags.StringLike)
    ? "string"
    : all(ts.TypeFlags.NumberLike)
      ? "number"
      : undefined;
  return { type: primitive, typeName: (present.aliasSymbol ?? present.getSymbol())?.name };
}

function isBranded(type: ts.Type, flags: ts.TypeFlags): boolean {
  return type.isIntersection() && type.types.some((part) => (part.flags & flags) !== 0);
}

function literalValues(type: ts.Type): readonly (string | number)[] {
  const parts = type.isUnion() ? type.types : [type];
  const values = parts.map((part) =>
    part.isStringLiteral() || part.isNumberLiteral() ? part.value : undefined,
  );
  return values.every((value) => value !== undefined) ? values : [];
}
