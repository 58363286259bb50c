import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import type { Span } from "./facts.ts";
import type { Slot } from "./sdks.ts";

/** The expression inside of parentheses, assertions and `await`, which change nothing about where a value comes from. */
export function bare(node: ts.Expression, { ts }: Pick<Code, "ts">): ts.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isTypeAssertionExpression(inner) ||
    ts.isAwaitExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** What an identifier or a member stands for: imports and re-exports are followed. */
export function symbolOf(node: ts.Node, { ts, checker }: Code): ts.Symbol | undefined {
  const symbol =
    ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Alias)) return symbol;
  const target = checker.getAliasedSymbol(symbol);
  return target.declarations === undefined ? symbol : target;
}

/** The initializer of a variable that is never assigned again. */
export function constantValue(
  declaration: ts.Declaration | undefined,
  { ts }: Code,
): ts.Expression | undefined {
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const isConstant =
    ts.isVariableDeclarationList(declaration.parent) && declaration.parent.flags & ts.NodeFlags.Const;
  return isConstant && ts.isIdentifier(declaration.name) ? declaration.initializer : undefined;
}

/** The name of a member, an object's property or a binding, where it is fixed. */
export function nameOf(node: ts.PropertyName | ts.BindingName, { ts }: Code): string | undefined {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return node.text;
  if (ts.isComputedPropertyName(node) && ts.isStringLiteralLike(node.expression)) return node.expression.text;
  return undefined;
}

/** The member that an access names: `a.b`, `a?.b` and `a["b"]`. */
export function memberName(node: ts.Expression, { ts }: Pick<Code, "ts">): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text;
  }
  return undefined;
}

export function spanOf(node: ts.Node): Span {
  const source = node.getSourceFile();
  return { file: fileOf(source), start: node.getStart(source), end: node.end };
}

/** The file of a source: that of the component, for its scripts. */
function fileOf({ fileName }: ts.SourceFile): string {
  return fileName.replace(/(\.(?:vue|svelte))\.[jt]sx?$/u, "$1");
}

/** The source text of a node in one line. */
export function textOf(node: ts.Node): string {
  return node.getText().replaceAll(/\s+/gu, " ");
}

/** The function around a node, or the file. */
export function scopeOf(node: ts.Node, { ts }: Code): string {
  const scope = ts.findAncestor(node.parent, (at) => ts.isFunctionLike(at) || ts.isSourceFile(at));
  return `${fileOf(node.getSourceFile())}:${scope?.pos ?? 0}`;
}

/** A parameter of a function, or a part of it. */
export interface Parameter extends Slot {
  readonly owner: ts.SignatureDeclaration;
}

/** The parameter whose value an expression has, unchanged. */
export function parameterOf(node: ts.Expression, code: Code): Parameter | undefined {
  const { ts } = code;
  const at = bare(node, code);
  const member = memberName(at, code);
  if (member !== undefined && (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at))) {
    const object = parameterOf(at.expression, code);
    return object && { ...object, path: [...object.path, member] };
  }
  if (!ts.isIdentifier(at)) return undefined;
  const declaration = symbolOf(at, code)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isParameter(declaration)) {
    return { owner: declaration.parent, index: indexOf(declaration), path: [] };
  }
  if (ts.isBindingElement(declaration)) return boundParameter(declaration, code);
  const value = constantValue(declaration, code);
  return value && parameterOf(value, code);
}

/** `{ event, props: { plan } }` as a parameter, or as a constant with the value of one. */
function boundParameter(element: ts.BindingElement, code: Code): Parameter | undefined {
  const { ts } = code;
  if (element.dotDotDotToken !== undefined) return undefined;
  if (ts.isArrayBindingPattern(element.parent)) return boundArgument(element, element.parent, code);
  const name = nameOf(element.propertyName ?? element.name, code);
  const holder = element.parent.parent;
  if (name === undefined) return undefined;
  const outer = ts.isBindingElement(holder)
    ? boundParameter(holder, code)
    : ts.isParameter(holder)
      ? { owner: holder.parent, index: indexOf(holder), path: [] }
      : holder.initializer && parameterOf(holder.initializer, code);
  return outer && { ...outer, path: [...outer.path, name] };
}

/** `...[event, properties]` */
function boundArgument(
  element: ts.BindingElement,
  { elements, parent: holder }: ts.ArrayBindingPattern,
  { ts }: Code,
): Parameter | undefined {
  if (!ts.isParameter(holder) || holder.dotDotDotToken === undefined) return undefined;
  return { owner: holder.parent, index: indexOf(holder) + elements.indexOf(element), path: [] };
}

/** The position among the arguments: a `this` parameter takes none. */
function indexOf(parameter: ts.ParameterDeclaration): number {
  const { parameters } = parameter.parent;
  const [first] = parameters;
  const shift = first?.name.getText() === "this" ? 1 : 0;
  return parameters.indexOf(parameter) - shift;
}

interface Invocation {
  readonly callee: ts.Expression;
  readonly args: readonly ts.Expression[];
  /** Whether more arguments may come later. */
  readonly isPartial: boolean;
}

/** What a call calls, and with what: `f.call(self, name)` and `f.bind(self, name)` are calls of `f`. */
export function invocationOf(
  { expression, arguments: args }: ts.CallExpression,
  { ts, checker }: Code,
): Invocation {
  if (ts.isPropertyAccessExpression(expression)) {
    const { name, expression: inner } = expression;
    const isForwarded = name.text === "call" || (name.text === "bind" && args.length > 1);
    if (isForwarded && checker.getTypeAtLocation(inner).getCallSignatures().length > 0) {
      return { callee: inner, args: args.slice(1), isPartial: name.text === "bind" };
    }
  }
  return { callee: expression, args, isPartial: false };
}

/** What a call has in a slot. */
export type Argument =
  | { readonly kind: "expression"; readonly node: ts.Expression }
  /** A member of a value whose type alone is known. */
  | { readonly kind: "type"; readonly type: ts.Type; readonly node: ts.Expression; readonly text: string }
  /** What a function hands on of its own arguments: `capture(...args)`, or a member of an argument. */
  | {
      readonly kind: "handedOn";
      readonly parameter: Parameter;
      readonly node: ts.Expression;
      readonly text: string;
      readonly type: ts.Type | undefined;
    };

/** The argument of a call in a slot, or `undefined` if the call does not pass it. */
export function argumentAt(
  args: readonly ts.Expression[],
  { index, path }: Slot,
  code: Code,
): Argument | undefined {
  const spread = args.findIndex(code.ts.isSpreadElement);
  const given = args[spread];
  if (given !== undefined && spread <= index && code.ts.isSpreadElement(given)) {
    const rest = restParameterOf(given.expression, code);
    if (rest === undefined)
      return spreadArgument(given.expression, args.slice(spread + 1), { index: index - spread, path }, code);
    const parameter = { ...rest, index: rest.index + index - spread, path };
    return {
      kind: "handedOn",
      parameter,
      node: given.expression,
      text: textOf(given.expression),
      type: undefined,
    };
  }
  const node = args[index];
  return node && memberOf({ kind: "expression", node }, path, code);
}

/** The argument in a slot among those of a spread list and those that follow it. */
function spreadArgument(
  list: ts.Expression,
  following: readonly ts.Expression[],
  { index, path }: Slot,
  code: Code,
): Argument | undefined {
  const { ts, checker } = code;
  const at = bare(list, code);
  const value = ts.isIdentifier(at) ? constantValue(symbolOf(at, code)?.valueDeclaration, code) : at;
  const literal = value && bare(value, code);
  if (literal && ts.isArrayLiteralExpression(literal) && !literal.elements.some(ts.isSpreadElement)) {
    return argumentAt([...literal.elements, ...following], { index, path }, code);
  }
  const type = checker.getTypeAtLocation(list);
  const items = checker.isTupleType(type) ? checker.getTypeArguments(type as ts.TypeReference) : undefined;
  if (items !== undefined && index >= items.length) {
    return argumentAt(following, { index: index - items.length, path }, code);
  }
  const item = items?.[index] ?? checker.getAnyType();
  return memberOf({ kind: "type", type: item, node: list, text: `${textOf(list)}[${index}]` }, path, code);
}

/** The parameter `...args` that an expression names. */
function restParameterOf(node: ts.Expression, code: Code): Parameter | undefined {
  const declaration = symbolOf(node, code)?.valueDeclaration;
  return declaration && code.ts.isParameter(declaration) && declaration.dotDotDotToken
    ? { owner: declaration.parent, index: indexOf(declaration), path: [] }
    : undefined;
}

/** A member of an argument. */
export function memberOf(argument: Argument, path: readonly string[], code: Code): Argument | undefined {
  const { ts, checker } = code;
  const [name, ...rest] = path;
  if (name === undefined) return argument;
  if (argument.kind === "expression") {
    const parameter = parameterOf(argument.node, code);
    if (parameter !== undefined) {
      const { node } = argument;
      const type = checker.getTypeAtLocation(node);
      return memberOf({ kind: "handedOn", parameter, node, text: textOf(node), type }, path, code);
    }
    const literal = objectLiteral(argument.node, code);
    const found = literal?.properties.find(
      (property) =>
        property.name !== undefined &&
        !ts.isSpreadAssignment(property) &&
        nameOf(property.name, code) === name,
    );
    if (found !== undefined && ts.isPropertyAssignment(found)) {
      return memberOf({ kind: "expression", node: found.initializer }, rest, code);
    }
    if (found !== undefined && ts.isShorthandPropertyAssignment(found)) {
      return memberOf({ kind: "expression", node: found.name }, rest, code);
    }
    if (literal !== undefined) {
      // A later one replaces an earlier one.
      const spreads = literal.properties.filter(ts.isSpreadAssignment).toReversed();
      for (const { expression } of spreads) {
        const inside = memberOf({ kind: "expression", node: expression }, path, code);
        if (inside !== undefined) return inside;
      }
      return undefined;
    }
  }
  const type = argument.kind === "expression" ? checker.getTypeAtLocation(argument.node) : argument.type;
  const { node } = argument;
  const symbol = type && checker.getPropertyOfType(checker.getNonNullableType(type), name);
  // A member of what has no type may be there.
  const untyped = type && type.flags & ts.TypeFlags.Any ? type : undefined;
  const typed = symbol ? checker.getTypeOfSymbolAtLocation(symbol, node) : untyped;
  const text = `${argument.kind === "expression" ? textOf(node) : argument.text}.${name}`;
  if (argument.kind === "handedOn") {
    const parameter = { ...argument.parameter, path: [...argument.parameter.path, name] };
    return memberOf({ kind: "handedOn", parameter, node, text, type: typed }, rest, code);
  }
  return typed && memberOf({ kind: "type", type: typed, node, text }, rest, code);
}

/** The object literal that an expression is, or that a constant holds. */
export function objectLiteral(node: ts.Expression, code: Code): ts.ObjectLiteralExpression | undefined {
  const { ts } = code;
  const at = bare(node, code);
  if (ts.isObjectLiteralExpression(at)) return at;
  if (!ts.isIdentifier(at)) return undefined;
  const value = constantValue(symbolOf(at, code)?.valueDeclaration, code);
  return value && objectLiteral(value, code);
}
