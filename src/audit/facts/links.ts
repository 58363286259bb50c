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

/** Functions that an object literal gives for members of another type: `value={{ track }}`. */
export function memberLinks(
  literal: ts.ObjectLiteralExpression,
  code: Code,
): readonly (readonly [given: ts.SignatureDeclaration, member: ts.SignatureDeclaration])[] {
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
  if (values.length === 0) return [];
  const type = checker.getContextualType(literal);
  if (type === undefined) return [];
  return values.flatMap(({ name, value }) => {
    const member = checker.getPropertyOfType(checker.getNonNullableType(type), name);
    if (member === undefined) return [];
    const members = signaturesOfType(checker.getTypeOfSymbolAtLocation(member, literal), code);
    if (members.length === 0) return [];
    const given = signaturesOfType(checker.getTypeAtLocation(value), code);
    return given.flatMap((one) =>
      members.filter((other) => other !== one).map((other) => [one, other] as const),
    );
  });
}
