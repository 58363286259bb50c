import { nameOfSharedEnum } from "../../plan/names.ts";
import {
  type EnumType,
  isEnum,
  type Item,
  mayBeMissing,
  type Property,
  type PropertySource,
  type PropertyType,
} from "../../plan/property.ts";
import { quoteKey } from "../../text/quote.ts";
import { docOfProperty, writeDoc } from "./doc-comments.ts";
import { LINE_WIDTH, jsonLiteral } from "./literals.ts";
import type { PartWriter } from "./module-writer.ts";
import { groupKeyForm } from "../../plan/ids/forms.ts";
import { type IdNames, namesOfId } from "../../plan/ids/id-names.ts";
import type { EventGroup, Group } from "../../plan/plan.ts";

/** `argument`: what callers pass. `payload`: what is sent. */
type View = "argument" | "payload";

/** Writes an exported interface of properties, as one view sees them. The doc comment is the caller's. */
export function writeInterface(
  module: PartWriter,
  name: string,
  properties: readonly TypedProperty[],
  view: View,
): void {
  module.body.write(`export interface ${name} `);
  writeMembers(module, { properties }, view);
  module.body.newLine().blankLine();
}

/** Whether a caller must pass a property if another one is passed: its value is not given once. */
export function isConditional({ requiredWith, common }: Property): boolean {
  return requiredWith !== undefined && common === undefined;
}

/**
 * Writes the exported type of what callers pass for an event: an interface, or where one property is required with one other,
 * the two cases that there are. Of more conditions TypeScript would have to tell every combination apart.
 */
export function writeArgument(module: PartWriter, name: string, properties: readonly TypedProperty[]): void {
  const condition = onlyCondition(properties);
  if (condition === undefined) {
    writeInterface(module, name, properties, "argument");
    return;
  }
  const { dependent, other } = condition;
  const rest = properties.filter((property) => property !== dependent && property !== other);
  const writer = module.body;
  writer.write(`export type ${name} = `);
  if (rest.some((property) => isArgument(property))) {
    writeMembers(module, { properties: rest }, "argument");
    writer.write(" & ");
  }
  writer.write("(").newLine();
  writer.indented(() => {
    writer.write("| ").inlineBlock(() => {
      const isOptional = isOmissible(other);
      writeDoc(writer, docOfProperty(other));
      writer.write(`${quoteKey(other.name)}${isOptional ? "?" : ""}: `);
      writer.write([...(other.nullable ? ["null"] : []), ...(isOptional ? ["undefined"] : [])].join(" | "));
      writer.write(";").newLine();
      writeMember(module, dependent, "argument", true);
    });
    writer
      .newLine()
      .write("| ")
      .inlineBlock(() => {
        writeMember(module, { ...other, nullable: false }, "argument", false);
        writeMember(module, dependent, "argument", false);
      });
    writer.newLine();
  });
  writer.write(");").newLine().blankLine();
}

/** The one property that is required with one other. */
export function onlyCondition(
  properties: readonly TypedProperty[],
): { readonly dependent: TypedProperty; readonly other: TypedProperty } | undefined {
  const [dependent, ...more] = properties.filter((property) => isConditional(property));
  const [first, second] = dependent?.requiredWith ?? [];
  const other = properties.find(({ name }) => name === first);
  if (dependent === undefined || other === undefined || second !== undefined || more.length > 0)
    return undefined;
  return { dependent, other };
}

/** Whether a property is one that a caller passes. */
export function isArgument(property: Property): boolean {
  return property.source.kind === "argument";
}

/** Whether a caller may leave a property out, on the side that the event is seen from. */
export function isOmissible(property: Property): boolean {
  const { source, common } = property;
  return common !== undefined || !isNeeded(source);
}

/** Whether what is sent lacks a value if nobody gives one. */
export function isNeeded(source: PropertySource): boolean {
  return source.kind === "argument" && !source.optional && source.default === undefined;
}

/** The union of an enum's values, on one line where it fits. */
export function enumUnion({ values }: Pick<EnumType, "values">): string {
  const literals = values.map(({ value }) => jsonLiteral(value));
  const oneLine = literals.join(" | ");
  return oneLine.length <= LINE_WIDTH ? oneLine : literals.map((literal) => `\n  | ${literal}`).join("");
}

/** The properties that a type has, and what else it accepts. */
export interface Members {
  readonly properties: readonly TypedProperty[];
  readonly additional?: boolean;
}

/** Writes the members of a type, as one view sees them. */
export function writeMembers(
  module: PartWriter,
  { properties, additional = false }: Members,
  view: View,
): void {
  const visible = view === "argument" ? properties.filter((property) => isArgument(property)) : properties;
  module.body.inlineBlock(() => {
    if (!additional && visible.length === 0) {
      // A type without members would take any object.
      module.body.writeLine("readonly [key: string]: never;");
    }
    for (const property of visible) {
      const isOptional = view === "argument" ? isOmissible(property) : mayBeMissing(property.source);
      writeMember(module, property, view, isOptional);
    }
    if (additional) {
      for (const { name } of properties.filter((property) => !visible.includes(property))) {
        module.body.writeLine(`${quoteKey(name)}?: undefined;`);
      }
      writeDoc(module.body, { paragraphs: ["Further properties."] });
      module.body.writeLine("[key: string]: unknown;");
    }
  });
}

function writeMember(module: PartWriter, property: TypedProperty, view: View, isOptional: boolean): void {
  // What callers pass is described where they pass it.
  if (view === "argument" || !isArgument(property)) writeDoc(module.body, docOfProperty(property));
  // Not `readonly`: it would bind only those who build the object up, and what is passed is copied.
  module.body.write(`${quoteKey(property.name)}${isOptional ? "?" : ""}: `);
  writeValueType(module, property, view);
  module.body.write(`${isOptional ? " | undefined" : ""};`).newLine();
}

function writeValueType(module: PartWriter, property: TypedProperty, view: View): void {
  const { source, brand, nullable } = property;
  if (brand !== undefined) {
    module.body.write(`${module.useOfId(brand, "type")}${nullable ? " | null" : ""}`);
    return;
  }
  if (source.kind === "const" && (typeof source.value !== "object" || source.value === null)) {
    module.body.write(jsonLiteral(source.value));
    return;
  }
  writeItemType(module, property, view);
}

function writeItemType(module: PartWriter, item: Pick<Item, "type" | "nullable">, view: View): void {
  writeType(module, item.type, view);
  if (item.nullable) {
    module.body.write(" | null");
  }
}

function writeType(module: PartWriter, type: PropertyType, view: View): void {
  const writer = module.body;
  if (isEnum(type)) {
    const { shared, as } = type;
    writer.write(shared === undefined ? enumUnion(type) : nameOfSharedEnum({ name: shared, as }));
    return;
  }
  switch (type.kind) {
    case "string":
    case "date":
    case "uuid":
    case "url":
    case "email":
    case "ip":
      writer.write("string");
      return;
    case "number":
    case "integer":
      writer.write("number");
      return;
    case "boolean":
      writer.write("boolean");
      return;
    case "datetime":
      writer.write(view === "argument" ? "Date | string" : "string");
      return;
    case "json":
      writer.write(module.use("JsonValue"));
      return;
    case "array": {
      const [open, close] = needsParentheses(type.items, view) ? ["(", ")"] : ["", ""];
      writer.write(`readonly ${open}`);
      writeItemType(module, type.items, view);
      writer.write(`${close}[]`);
      return;
    }
    case "map":
      writer.write("Readonly<Record<string, ");
      writeItemType(module, type.items, view);
      writer.write(">>");
      return;
    case "object":
      writeMembers(module, { ...type, additional: type.additional !== undefined }, view);
      return;
    case "union":
      for (const [index, branch] of type.types.entries()) {
        if (index > 0) writer.write(" | ");
        writeType(module, branch, view);
      }
      return;
    default:
      return type satisfies never;
  }
}

/** Whether `[]` after the type would apply to only a part of it. */
function needsParentheses({ type, nullable }: Item, view: View): boolean {
  return (
    nullable ||
    type.kind === "array" ||
    type.kind === "union" ||
    (type.kind === "datetime" && view === "argument") ||
    (isEnum(type) && type.shared === undefined && type.values.length > 1)
  );
}

/** A property whose TypeScript type can be the branded key of a group. */
export interface TypedProperty extends Property {
  /** The names of that type. */
  readonly brand?: IdNames | undefined;
}

/**
 * Finds the properties that hold keys of groups whose keys have a form.
 *
 * @param sentTo - the groups that the properties send their event to
 */
export function brandKeys(
  properties: readonly Property[],
  groups: readonly Group[],
  sentTo: readonly EventGroup[] = [],
): readonly TypedProperty[] {
  return properties.map((property) => {
    const group = groups.find((candidate) => holdsKeyOf(candidate, property, sentTo));
    return group === undefined ? property : { ...property, brand: namesOfId(group.name, "key") };
  });
}

function holdsKeyOf(
  { name, key, keyForm }: Group,
  { name: property, type, source, use }: Property,
  sentTo: readonly EventGroup[],
): boolean {
  if (keyForm === undefined || source.kind !== "argument") return false;
  if (type.kind !== "string" && type.kind !== "uuid") return false;
  // What names the group must be its key, whatever the property itself allows.
  if (sentTo.some((sent) => sent.group === name && sent.property === property)) return true;
  const form = groupKeyForm(type, keyForm.at);
  return use === key && JSON.stringify(form?.format) === JSON.stringify(keyForm.format);
}
