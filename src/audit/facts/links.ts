import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import { signaturesOfType } from "./functions.ts";
import { nameOf } from "./syntax.ts";

/**
 * The signatures through which a function of the project is called beside its own: overloads, members of a class's bases and
 * interfaces, and types that the function is given for, such as a member of a React context.
 */
export function signaturesOf(owner: ts.SignatureDeclaration, code: Code): readonly ts.SignatureDeclaration[] {
  const { ts, checker } = code;
  const symbol = owner.name && checker.getSymbolAtLocation(owner.name);
  const found = new Set<ts.SignatureDeclaration>([owner]);
  for (const declaration of symbol?.declarations ?? []) {
    if (ts.isFunctionLike(declaration)) found.add(declaration);
  }
  const holder = owner.parent;
  if (ts.isClassLike(holder) && owner.name) addInherited(holder, nameOf(owner.name as ts.PropertyName, code));
  if (ts.isPropertyDeclaration(holder) && ts.isClassLike(holder.parent)) {
    addInherited(holder.parent, nameOf(holder.name, code));
  }
  if (ts.isArrowFunction(owner) || ts.isFunctionExpression(owner)) {
    addType(checker.getContextualType(owner));
    // `const track: Track = useCallback((name) => …)`
    const call = ts.isCallExpression(holder) ? holder : undefined;
    if (call) addType(checker.getContextualType(call));
  }
  if (ts.isMethodDeclaration(owner) && ts.isObjectLiteralExpression(holder)) {
    const type = checker.getContextualType(holder);
    const name = nameOf(owner.name, code);
    addMember(type, name);
  }
  return [...found].filter((one) => !one.getSourceFile().isDeclarationFile);

  function addInherited(inside: ts.ClassLikeDeclaration, name: string | undefined): void {
    for (const clause of inside.heritageClauses ?? []) {
      for (const type of clause.types) addMember(checker.getTypeAtLocation(type), name);
    }
  }

  function addMember(type: ts.Type | undefined, name: string | undefined): void {
    const member = type && name !== undefined ? checker.getPropertyOfType(type, name) : undefined;
    if (member) addType(checker.getTypeOfSymbolAtLocation(member, owner));
  }

  function addType(type: ts.Type | undefined): void {
    for (const declaration of type ? signaturesOfType(type, code) : []) found.add(declaration);
  }
}

/** A function of the project, and the member of another type through which it is called. */
export type Link = readonly [given: ts.SignatureDeclaration, member: ts.SignatureDeclaration];

/** Functions of an object that a React context hands on: `<Context.Provider value={analytics}>`. */
export function contextLinks(attribute: ts.JsxAttribute, code: Code): readonly Link[] {
  const { ts, checker } = code;
  const { name, initializer } = attribute;
  const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : undefined;
  if (value === undefined || name.getText() !== "value") return [];
  const type = checker.getContextualType(value);
  const given = checker.getNonNullableType(checker.getTypeAtLocation(value));
  if (type === undefined || type === given || ts.isObjectLiteralExpression(value)) return [];
  return checker
    .getPropertiesOfType(checker.getNonNullableType(type))
    .slice(0, MAX_MEMBERS)
    .flatMap((member) => {
      const own = checker.getPropertyOfType(given, member.name);
      return own ? linksOf(checker.getTypeOfSymbolAtLocation(own, value), member, value, code) : [];
    });
}

/** A context with more is no set of functions. */
const MAX_MEMBERS = 200;

function linksOf(given: ts.Type, member: ts.Symbol, at: ts.Node, code: Code): readonly Link[] {
  const members = signaturesOfType(code.checker.getTypeOfSymbolAtLocation(member, at), code);
  if (members.length === 0) return [];
  return signaturesOfType(given, code).flatMap((one) =>
    members.filter((other) => other !== one).map((other) => [one, other] as const),
  );
}

/** Functions that an object literal gives for members of another type: `value={{ track }}`. */
export function memberLinks(literal: ts.ObjectLiteralExpression, code: Code): readonly Link[] {
  const { ts, checker } = code;
  const values = literal.properties.flatMap((property) => {
    const name = property.name && nameOf(property.name, code);
    if (name === undefined) return [];
    if (ts.isShorthandPropertyAssignment(property)) return [{ name, value: property.name }];
    if (!ts.isPropertyAssignment(property)) return [];
    return ts.isIdentifier(property.initializer) || ts.isPropertyAccessExpression(property.initializer)
      ? [{ name, value: property.initializer }]
      : [];
  });
  // What the literal is given for costs more to find out than what its values are.
  const functions = values
    .map(({ name, value }) => ({ name, given: checker.getTypeAtLocation(value) }))
    .filter(({ given }) => signaturesOfType(given, code).length > 0);
  const type = functions.length === 0 ? undefined : checker.getContextualType(literal);
  if (type === undefined) return [];
  return functions.flatMap(({ name, given }) => {
    const member = checker.getPropertyOfType(checker.getNonNullableType(type), name);
    return member ? linksOf(given, member, literal, code) : [];
  });
}
