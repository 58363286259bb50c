import type { ts } from "ts-morph";
import { nameOf } from "../facts/syntax.ts";
import type { Code } from "../project/compiler.ts";
import type { Edit } from "./edits.ts";
import type { FileStyle } from "./file-style.ts";
import type { HelperModule } from "./helper-modules.ts";

/** What a file has to import, and what the imports are called there. */
interface PlannedImports {
  readonly edits: readonly Edit[];
  readonly localName: (module: HelperModule, name: string) => string;
}

interface ImportRequest {
  readonly source: ts.SourceFile;
  /** The file on the disk: that of the component, for its scripts. */
  readonly file: string;
  /** Where the code of the calls stands: the whole file, or one script of a component. */
  readonly region: { readonly start: number; readonly end: number };
  /** The exports that calls use. */
  readonly needed: ReadonlyMap<HelperModule, ReadonlySet<string>>;
  readonly style: FileStyle;
}

/** Adds names to the imports of a file: to one that it has of the same module, or as a new one. */
export function planImports(
  { source, file, region, needed, style }: ImportRequest,
  code: Code,
): PlannedImports {
  const statements = source.statements.filter(({ pos, end }) => pos >= region.start && end <= region.end);
  const taken = identifiersIn(source, code);
  const locals = new Map<HelperModule, Map<string, string>>();
  const edits: Edit[] = [];
  const lines: string[] = [];
  for (const [module, names] of needed) {
    const lists = statements.flatMap((one) => importListOf(one, module, code) ?? []);
    const local = new Map(lists.flatMap(({ names: imported }) => [...imported]));
    const missing = [...names].filter((name) => !local.has(name)).toSorted();
    for (const name of missing) local.set(name, freeName(name, taken));
    locals.set(module, local);
    if (missing.length === 0) continue;
    const pairs = missing.map((name) => [name, local.get(name) ?? name] as const);
    const [list] = lists;
    if (list !== undefined) {
      edits.push(addToList(list, pairs, source, style));
      continue;
    }
    lines.push(importLine(module, pairs, { file, source, style }, code));
  }
  if (lines.length > 0) edits.push(insertLines(lines, { source, statements, region, style }, code));
  return { edits, localName: (module, name) => locals.get(module)?.get(name) ?? name };
}

/** Names that a file uses anywhere, but for those of members. */
function identifiersIn(source: ts.SourceFile, { ts }: Code): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function freeName(name: string, taken: Set<string>): string {
  let local = name;
  for (let count = 1; taken.has(local); count++) local = `${name}FromPlan${count === 1 ? "" : count}`;
  taken.add(local);
  return local;
}

/** The names in braces that a statement imports of a module as values. */
interface ImportList {
  readonly elements: ts.NodeArray<ts.ImportSpecifier> | ts.NodeArray<ts.BindingElement>;
  /** What goes between the name of the module and that of the file. */
  readonly renames: " as " | ": ";
  readonly names: readonly (readonly [imported: string, local: string])[];
}

function importListOf(statement: ts.Statement, module: HelperModule, code: Code): ImportList | undefined {
  const { ts } = code;
  if (ts.isImportDeclaration(statement)) {
    const { importClause, moduleSpecifier } = statement;
    const bindings = importClause?.namedBindings;
    if (importClause === undefined || bindings === undefined || !ts.isNamedImports(bindings))
      return undefined;
    if (importClause.phaseModifier !== undefined || !leadsTo(moduleSpecifier, module, code)) return undefined;
    const values = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
    const names = values.map(({ propertyName, name }) => [(propertyName ?? name).text, name.text] as const);
    return { elements: bindings.elements, renames: " as ", names };
  }
  for (const { name: pattern, initializer } of requiresIn(statement, code)) {
    if (!ts.isObjectBindingPattern(pattern) || !leadsTo(initializer.arguments[0], module, code)) continue;
    const names = pattern.elements.flatMap(({ propertyName, name }) => {
      const imported = nameOf(propertyName ?? name, code);
      return ts.isIdentifier(name) && imported !== undefined ? [[imported, name.text] as const] : [];
    });
    return { elements: pattern.elements, renames: ": ", names };
  }
  return undefined;
}

/** The declarations of a statement such as `const { a } = require("b")`. */
function requiresIn(
  statement: ts.Statement,
  { ts }: Code,
): readonly { readonly name: ts.BindingName; readonly initializer: ts.CallExpression }[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const isRequire =
      initializer !== undefined &&
      ts.isCallExpression(initializer) &&
      ts.isIdentifier(initializer.expression) &&
      initializer.expression.text === "require";
    return isRequire ? [{ name, initializer }] : [];
  });
}

function leadsTo(specifier: ts.Node | undefined, { path }: HelperModule, { checker }: Code): boolean {
  const symbol = specifier && checker.getSymbolAtLocation(specifier);
  return symbol?.declarations?.some((one) => one.getSourceFile().fileName === path) ?? false;
}

type Names = readonly (readonly [imported: string, local: string])[];

function writeNames(names: Names, renames: string): readonly string[] {
  return names.map(([imported, local]) => (imported === local ? local : imported + renames + local));
}

function addToList(
  { elements, renames }: ImportList,
  names: Names,
  { text }: ts.SourceFile,
  { newline, padding }: FileStyle,
): Edit {
  const written = writeNames(names, renames);
  const last = elements.at(-1);
  if (last === undefined) {
    const start = elements.pos;
    return { start, end: elements.end, text: padding + written.join(", ") + padding };
  }
  const indent = /(?:^|\n)([ \t]*)$/u.exec(text.slice(0, last.getStart()))?.[1];
  const separator = indent === undefined ? ", " : `,${newline}${indent}`;
  return { start: last.end, end: last.end, text: written.map((one) => separator + one).join("") };
}

function importLine(
  module: HelperModule,
  names: Names,
  { file, source, style }: Pick<ImportRequest, "file" | "source" | "style">,
  { ts }: Code,
): string {
  const { quote, semicolon, padding } = style;
  const specifier = quote + specifierOf(module, file) + quote;
  const isCommonJs =
    /\.(?:c?js|jsx)$/u.test(file) &&
    !source.statements.some(
      (one) => ts.isImportDeclaration(one) || ts.isExportDeclaration(one) || isExported(one, ts),
    ) &&
    /\b(?:require\s*\(|module\.exports|exports\.)/u.test(source.text);
  const list = (renames: string): string => padding + writeNames(names, renames).join(", ") + padding;
  return isCommonJs
    ? `const {${list(": ")}} = require(${specifier})${semicolon}`
    : `import {${list(" as ")}} from ${specifier}${semicolon}`;
}

function isExported(
  statement: ts.Statement,
  { canHaveModifiers, getModifiers, isExportAssignment, SyntaxKind }: Code["ts"],
): boolean {
  if (isExportAssignment(statement)) return true;
  const modifiers = canHaveModifiers(statement) ? getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) ?? false;
}

/** @example "../generated/index.js" */
function specifierOf({ path, imports }: HelperModule, file: string): string {
  const from = file.split("/").slice(0, -1);
  const to = path.replace(/\.ts$/u, imports === "none" ? "" : `.${imports}`).split("/");
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  const up = from.slice(common).map(() => "..");
  return [...(up.length === 0 ? ["."] : up), ...to.slice(common)].join("/");
}

/** New imports go below the last one. Without any, they go to the beginning, behind directives and a header. */
function insertLines(
  lines: readonly string[],
  {
    source,
    statements,
    region,
    style: { newline },
  }: Pick<ImportRequest, "source" | "region" | "style"> & { readonly statements: readonly ts.Statement[] },
  code: Code,
): Edit {
  const { ts } = code;
  const { text } = source;
  const last = statements.findLast((one) => ts.isImportDeclaration(one) || requiresIn(one, code).length > 0);
  const isDirective = (one: ts.Statement): boolean =>
    ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression);
  const behind = statements.findIndex((one) => !isDirective(one));
  const directive = statements[(behind === -1 ? statements.length : behind) - 1];
  const before = last ?? directive;
  if (before !== undefined) {
    const indent = /[ \t]*$/u.exec(text.slice(0, before.getStart()))?.[0] ?? "";
    const [rest = ""] = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/u.exec(text.slice(before.end, region.end)) ?? [];
    const at = before.end + rest.length;
    return { start: at, end: at, text: lines.map((line) => newline + indent + line).join("") };
  }
  const [first] = statements;
  const comment = first && ts.getLeadingCommentRanges(text, first.pos)?.at(-1);
  // A comment on the statement stays with it; a header of the file stays in front.
  const isAttached = comment !== undefined && text.startsWith("/**", comment.pos);
  const at = isAttached ? comment.pos : (first?.getStart() ?? region.start);
  const indent = /[ \t]*$/u.exec(text.slice(0, at))?.[0] ?? "";
  return { start: at, end: at, text: lines.map((line) => line + newline + indent).join("") };
}
