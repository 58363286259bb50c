import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import { type Sdk, sdkOfFile, sdkOfModule } from "./sdks.ts";
import { bare, memberName, nameOf, symbolOf } from "./syntax.ts";

/**
 * Where a value comes from, as far as it is PostHog's: read from imports and initializers, for code whose packages have no types
 * here. Types, where there are some, are asked first.
 */
interface Origin {
  readonly sdk: Sdk;
  readonly part: "module" | "class" | "hook" | "client" | "method";
  /** For a method, its name. */
  readonly method?: string;
  /** `false` if only a name speaks for it. */
  readonly sure: boolean;
}

const MAX_STEPS = 20;

/** A value of this name is probably PostHog's client. */
const CLIENT_NAME = /^\$?_?(?:post_?hog(?:_?(?:client|js|node|server|instance))?|ph(?:_?client)?)$/iu;

const GLOBALS: ReadonlySet<string> = new Set(["window", "globalThis", "self", "global"]);

/** The origin of an expression's value; `undefined` if it is not PostHog's or cannot be told. */
export function originOf(node: ts.Expression, code: Code, steps = 0): Origin | undefined {
  const { ts } = code;
  if (steps > MAX_STEPS) return undefined;
  const next = (inner: ts.Expression): Origin | undefined => originOf(inner, code, steps + 1);
  const at = bare(node, code);
  if (ts.isIdentifier(at)) {
    const symbol = symbolOf(at, code);
    const found = symbol?.declarations?.map((one) => originOfDeclaration(one, code, steps + 1)).find(Boolean);
    return found ?? (isUntold(symbol, code) ? guess(at.text) : undefined);
  }
  if (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) {
    return originOfMember(at, code, steps + 1);
  }
  if (ts.isNewExpression(at)) {
    const made = next(at.expression);
    return made?.part === "class" ? { ...made, part: "client" } : undefined;
  }
  if (ts.isCallExpression(at)) return originOfCall(at, code, steps + 1);
  if (ts.isBinaryExpression(at)) return next(at.right) ?? next(at.left);
  if (ts.isConditionalExpression(at)) return next(at.whenTrue) ?? next(at.whenFalse);
  return undefined;
}

function originOfMember(
  at: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  code: Code,
  steps: number,
): Origin | undefined {
  const { ts } = code;
  const name = memberName(at, code);
  if (name === undefined) return undefined;
  const object = bare(at.expression, code);
  const from = originOf(object, code, steps);
  if (from !== undefined) return member(from, name);
  if (ts.isIdentifier(object) && GLOBALS.has(object.text) && name === "posthog") {
    const sdk = sdkOfModule("posthog-js");
    return sdk && { sdk, part: "client", sure: true };
  }
  const symbol = symbolOf(ts.isPropertyAccessExpression(at) ? at.name : at.argumentExpression, code);
  const found = symbol?.declarations?.map((one) => originOfDeclaration(one, code, steps)).find(Boolean);
  return found ?? (isUntold(symbol, code) ? guess(name) : undefined);
}

/** What a member of something of PostHog's is. */
function member({ sdk, part, sure }: Origin, name: string): Origin | undefined {
  if (part === "module") return exported(sdk, name);
  if (part === "client") {
    if (Object.hasOwn(sdk.methods, name)) return { sdk, part: "method", method: name, sure };
    return name === "init" ? { sdk, part: "hook", sure } : undefined;
  }
  if (part === "method" && name === "bind") return undefined;
  // `require("posthog-js").default.posthog`
  return part === "class" && sdk.classes.has(name) ? { sdk, part, sure } : undefined;
}

function exported(sdk: Sdk, name: string): Origin | undefined {
  if (sdk.clients.has(name)) return { sdk, part: "client", sure: true };
  if (sdk.hooks.has(name)) return { sdk, part: "hook", sure: true };
  if (sdk.classes.has(name)) return { sdk, part: "class", sure: true };
  return name === "default" ? { sdk, part: "module", sure: true } : undefined;
}

function originOfCall(call: ts.CallExpression, code: Code, steps: number): Origin | undefined {
  const { ts } = code;
  const [first] = call.arguments;
  const isImport = call.expression.kind === ts.SyntaxKind.ImportKeyword;
  if ((isImport || call.expression.getText() === "require") && first && ts.isStringLiteralLike(first)) {
    const sdk = sdkOfModule(first.text);
    return sdk && { sdk, part: "module", sure: true };
  }
  const { expression } = call;
  if (ts.isPropertyAccessExpression(expression) && expression.name.text === "bind") {
    return originOf(expression.expression, code, steps);
  }
  const called = originOf(expression, code, steps);
  if (called?.part === "hook") return { ...called, part: "client" };
  return undefined;
}

function originOfDeclaration(declaration: ts.Declaration, code: Code, steps: number): Origin | undefined {
  const { ts } = code;
  const sdk = sdkOfImport(declaration, code);
  if (sdk !== undefined) return originOfImport(declaration, sdk, code);
  if (ts.isBindingElement(declaration)) {
    const name = nameOf(declaration.propertyName ?? declaration.name, code);
    const holder = declaration.parent.parent;
    const value = ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
    const from = value && originOf(value, code, steps);
    if (from !== undefined && name !== undefined) return member(from, name);
    return name !== undefined && CLIENT_NAME.test(name) && !hasKnownType(declaration, code)
      ? guess(name)
      : undefined;
  }
  if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) {
    return declaration.body && returned(declaration.body, code, steps);
  }
  if (
    ts.isVariableDeclaration(declaration) ||
    ts.isParameter(declaration) ||
    ts.isPropertyDeclaration(declaration)
  ) {
    const { type, initializer } = declaration;
    const typed = type && originOfTypeNode(type, code);
    if (typed !== undefined) return typed;
    if (initializer === undefined) return undefined;
    const value = bare(initializer, code);
    if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return returned(value.body, code, steps);
    return originOf(value, code, steps);
  }
  if (ts.isPropertyAssignment(declaration)) return originOf(declaration.initializer, code, steps);
  if (ts.isSourceFile(declaration)) return undefined;
  // `this.posthog = new PostHog(…)` in JavaScript.
  const assigned = ts.isBinaryExpression(declaration.parent) ? declaration.parent : undefined;
  return assigned && originOf(assigned.right, code, steps);
}

/** A function that gives a client, as something whose call is one. */
function returned(body: ts.ConciseBody, code: Code, steps: number): Origin | undefined {
  const { ts } = code;
  const results: ts.Expression[] = [];
  if (ts.isBlock(body)) {
    const visit = (node: ts.Node): void => {
      if (ts.isReturnStatement(node) && node.expression) results.push(node.expression);
      else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
    };
    visit(body);
  } else results.push(body);
  const found = results.map((one) => originOf(one, code, steps)).find((one) => one?.part === "client");
  return found && { ...found, part: "hook" };
}

/** `posthog: PostHog` where the type comes from an import of PostHog's. */
function originOfTypeNode(type: ts.TypeNode, code: Code): Origin | undefined {
  const { ts } = code;
  if (ts.isUnionTypeNode(type)) {
    return type.types.map((part) => originOfTypeNode(part, code)).find(Boolean);
  }
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const name = ts.isQualifiedName(type.typeName) ? type.typeName.left : type.typeName;
  const declaration = code.checker.getSymbolAtLocation(name)?.declarations?.[0];
  const sdk = declaration && sdkOfImport(declaration, code);
  return sdk && { sdk, part: "client", sure: true };
}

function originOfImport(declaration: ts.Declaration, sdk: Sdk, { ts }: Code): Origin | undefined {
  if (ts.isNamespaceImport(declaration)) return { sdk, part: "module", sure: true };
  if (ts.isImportEqualsDeclaration(declaration)) return { sdk, part: "module", sure: true };
  if (ts.isImportSpecifier(declaration) || ts.isExportSpecifier(declaration)) {
    return exported(sdk, (declaration.propertyName ?? declaration.name).text);
  }
  return exported(sdk, "default");
}

/** The SDK that a name is imported from. */
function sdkOfImport(declaration: ts.Declaration, { ts }: Code): Sdk | undefined {
  const statement = ts.findAncestor(
    declaration,
    (at) => ts.isImportDeclaration(at) || ts.isExportDeclaration(at) || ts.isImportEqualsDeclaration(at),
  );
  if (statement === undefined) return sdkOfFile(declaration.getSourceFile().fileName);
  const specifier = ts.isImportEqualsDeclaration(statement)
    ? ts.isExternalModuleReference(statement.moduleReference)
      ? statement.moduleReference.expression
      : undefined
    : statement.moduleSpecifier;
  return specifier && ts.isStringLiteralLike(specifier) ? sdkOfModule(specifier.text) : undefined;
}

/** Whether nothing says what a name stands for. */
function isUntold(symbol: ts.Symbol | undefined, code: Code): boolean {
  const [declaration] = symbol?.declarations ?? [];
  return declaration === undefined || !hasKnownType(declaration, code);
}

function hasKnownType(declaration: ts.Declaration, { ts, checker }: Code): boolean {
  // A module, of which something is used that it does not have.
  if (ts.isSourceFile(declaration)) return true;
  return (checker.getTypeAtLocation(declaration).flags & ts.TypeFlags.Any) === 0;
}

/** By the name alone. Which SDK it is, the form of the call has to tell. */
function guess(name: string): Origin | undefined {
  const sdk = CLIENT_NAME.test(name) ? sdkOfModule("posthog-js") : undefined;
  return sdk && { sdk, part: "client", sure: false };
}
