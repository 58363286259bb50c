import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import type { EventName, Given, PersonId } from "./facts.ts";
import { type PropertySources, propertySourcesOf, sourcesOfParameterType } from "./given.ts";
import { type IdSource, idSourcesOf } from "./ids.ts";
import { fixedText, literalsOf, patternOf, product, type Text, textsOf } from "./names.ts";
import type { MethodShape } from "./sdks.ts";
import { type Argument, argumentAt, memberOf, type Parameter, spanOf } from "./syntax.ts";

/** The parts of a call, as expressions: what is a parameter of a function around it, that function's callers say. */
export interface Evaluated {
  readonly texts?: readonly Text[] | undefined;
  readonly name?: ts.Expression | undefined;
  readonly ids?: readonly IdSource[] | undefined;
  readonly id?: ts.Expression | undefined;
  readonly given?: PropertySources | undefined;
  readonly properties?: ts.Expression | undefined;
}

/** Reads the arguments of a direct call. */
export function evaluate(args: readonly ts.Expression[], method: MethodShape, code: Code): Evaluated {
  const name = method.name && argumentAt(args, method.name, code);
  const id = method.id && argumentAt(args, method.id, code);
  const properties = method.properties && argumentAt(args, method.properties, code);
  return {
    texts: name && textsOf(name, code),
    name: name?.node,
    ids: id && idSourcesOf(id, code),
    id: id?.node,
    given: properties && propertySourcesOf(properties, code),
    properties: properties?.node,
  };
}

/** The function around a call whose parameters become its parts; the innermost, if there are several. */
export function ownerOf({ texts, ids }: Evaluated, call: ts.Node): Owner | undefined {
  const ofName = (texts ?? []).flatMap((text) =>
    text.flatMap((part) =>
      typeof part !== "string" && part.kind === "parameter" ? [part.parameter.owner] : [],
    ),
  );
  const ofId = (ids ?? []).flatMap(({ parameter }) => (parameter ? [parameter.owner] : []));
  const name = innermost(ofName, call);
  if (name !== undefined) return { owner: name, forwards: "name" };
  const id = innermost(ofId, call);
  return id && { owner: id, forwards: "id" };
}

interface Owner {
  readonly owner: ts.SignatureDeclaration;
  readonly forwards: "name" | "id";
}

function innermost(
  owners: readonly ts.SignatureDeclaration[],
  call: ts.Node,
): ts.SignatureDeclaration | undefined {
  for (let at: ts.Node | undefined = call; at; at = at.parent) {
    const found = owners.find((owner) => owner === at);
    if (found) return found;
  }
  return undefined;
}

/** The parts of a wrapper's inner call, with the arguments of one call of the wrapper in place of its parameters. */
export function substitute(
  inner: Evaluated,
  owner: ts.SignatureDeclaration,
  args: readonly ts.Expression[],
  code: Code,
  isPartial = false,
): Evaluated & { readonly idsGiven: readonly IdSource[] } {
  const argumentOf = (parameter: Parameter): Argument | undefined => {
    if (parameter.owner !== owner) return undefined;
    const given = argumentAt(args, parameter, code);
    if (given !== undefined || args.length > parameter.index) return given;
    const byDefault = owner.parameters[parameter.index]?.initializer;
    return byDefault && memberOf({ kind: "expression", node: byDefault }, parameter.path, code);
  };
  let name: ts.Expression | undefined;
  let id: ts.Expression | undefined;
  let properties: ts.Expression | undefined;
  const texts = inner.texts?.flatMap((text) => {
    let whole: readonly Text[] = [[]];
    for (const part of text) {
      if (typeof part === "string" || part.kind === "unknown" || part.parameter.owner !== owner) {
        whole = product(whole, [[part]]);
        continue;
      }
      const argument = argumentOf(part.parameter);
      name ??= argument?.node;
      whole = product(whole, argument ? textsOf(argument, code) : [[{ kind: "unknown", text: part.text }]]);
    }
    return whole;
  });
  const idsGiven: IdSource[] = [];
  const ids = inner.ids?.flatMap((source) => {
    if (source.parameter?.owner !== owner) return [source];
    const argument = argumentOf(source.parameter);
    id ??= argument?.node;
    const given = argument ? idSourcesOf(argument, code, source.expression) : [];
    idsGiven.push(...given);
    return given;
  });
  const base = inner.given;
  const given = base && {
    ...base,
    parameters: base.parameters.filter(({ parameter }) => parameter.owner !== owner),
  };
  const added = (base?.parameters ?? []).flatMap(({ parameter }) => {
    const argument = argumentOf(parameter);
    properties ??= argument?.node;
    if (argument === undefined) return isPartial ? [{ properties: [], unknown: ["…"], parameters: [] }] : [];
    return [propertySourcesOf(argument, code)];
  });
  return {
    texts,
    name,
    ids,
    idsGiven,
    id,
    given: given && merge([given, ...added]),
    properties,
  };
}

function merge(parts: readonly PropertySources[]): PropertySources {
  const properties = new Map(
    parts.flatMap((part) => part.properties.map((property) => [property.name, property] as const)),
  );
  return {
    properties: [...properties.values()],
    unknown: parts.flatMap(({ unknown }) => unknown),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

/** Names, where parameters that nobody gives count by their types. */
export function eventNameOf({ texts, name }: Evaluated, at: ts.Node): EventName | undefined {
  if (texts === undefined) return undefined;
  const values = new Set<string>();
  const dynamic = new Set<string>();
  for (const text of texts) {
    const [only, ...others] = text;
    const typed =
      others.length === 0 && typeof only === "object" && only.kind === "parameter"
        ? only.type && literalsOf(only.type)
        : undefined;
    const fixed = fixedText(text);
    if (fixed !== undefined) values.add(fixed);
    else if (typed) for (const value of typed) values.add(value);
    else dynamic.add(textOrPattern(text));
  }
  return {
    span: spanOf(name ?? at),
    values: [...values],
    dynamic: dynamic.size === 0 ? undefined : [...dynamic].join(" or "),
  };
}

function textOrPattern(text: Text): string {
  const [only, ...others] = text;
  return others.length === 0 && typeof only === "object" && only.kind === "parameter"
    ? only.text
    : patternOf(text);
}

export function personIdOf({ ids, id }: Evaluated, at: ts.Node): PersonId | undefined {
  if (ids === undefined || ids.length === 0) return undefined;
  return { span: spanOf(id ?? at), alternatives: ids.map(({ expression }) => expression) };
}

export function givenOf({ given, properties }: Evaluated, at: ts.Node, code: Code): Given | undefined {
  if (given === undefined) return undefined;
  const typed = given.parameters.map((one) => sourcesOfParameterType(one, code));
  const { properties: known, unknown } = merge([given, ...typed]);
  return { span: spanOf(properties ?? at), properties: known, unknown };
}
