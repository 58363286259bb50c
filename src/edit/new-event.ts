import { Document, stringify, visit } from "yaml";

/** An event to add to a plan, with the keys of the plan's format. */
export interface NewEvent {
  readonly name: string;
  /** What it is named after in code, where that is not its name. */
  readonly as?: string | undefined;
  readonly description?: string | undefined;
  readonly trigger?: string | undefined;
  readonly category?: string | undefined;
  readonly owner?: string | readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly properties: readonly NewProperty[];
}

export interface NewProperty {
  readonly name: string;
  /** Absent to use the shared property of that name. */
  readonly type?: string | undefined;
  /** With `type: array`: the type of each item. */
  readonly items?: string | undefined;
  /** With `type: enum`. */
  readonly values?: readonly string[] | undefined;
  readonly optional?: boolean | undefined;
  readonly description?: string | undefined;
}

/** A part of a plan as plain data, in the order in which its keys are written. */
type Body = { readonly [key: string]: string | boolean | null | readonly string[] | Body };

/** The event as the plan's format has it, without absent keys. */
export function eventBody(event: NewEvent): Body {
  const { as, description, trigger, category, owner, source, properties } = event;
  const carried = Object.fromEntries(properties.map((property) => [property.name, propertyBody(property)]));
  return withoutAbsent({
    as,
    description,
    trigger,
    category,
    owner,
    source,
    properties: properties.length === 0 ? undefined : carried,
  });
}

/** `null` for a shared property without changes: only the key is written. */
function propertyBody({ type, items, values, optional, description }: NewProperty): Body | null {
  const body = withoutAbsent({
    type,
    items: items === undefined ? undefined : { type: items },
    values,
    optional: optional === true ? true : undefined,
    description,
  });
  return Object.keys(body).length === 0 ? null : body;
}

function withoutAbsent(body: Readonly<Record<string, Body[string] | undefined>>): Body {
  const present = Object.entries(body).filter(
    (entry): entry is [string, Body[string]] => entry[1] !== undefined,
  );
  return Object.fromEntries(present);
}

/** How a file is written. */
interface BlockStyle {
  /** Columns before the event's name. */
  readonly indentation: number;
  /** Columns that each level is indented by. */
  readonly step: number;
  readonly lineEnd: string;
}

/** An event as lines of YAML. Strings that YAML would read differently are quoted. */
export function writeBlockEntry(event: NewEvent, { indentation, step, lineEnd }: BlockStyle): string {
  const document = new Document(entryOf(event));
  // Lists, such as the values of an enum, are on one line.
  visit(document, { Seq: (_, list) => void (list.flow = true) });
  const style = { indent: step, lineWidth: 0, nullStr: "", flowCollectionPadding: false };
  const lines = document.toString(style).trimEnd().split("\n");
  return lines.map((line) => `${line === "" ? "" : " ".repeat(indentation) + line}${lineEnd}`).join("");
}

/**
 * An event on one line, for a map in braces.
 *
 * @param isJson - whether keys and texts are in double quotes, as in JSON
 */
export function writeFlowEntry(event: NewEvent, isJson: boolean): string {
  const written = stringify(entryOf(event), {
    collectionStyle: "flow",
    lineWidth: 0,
    ...(isJson && { defaultKeyType: "QUOTE_DOUBLE", defaultStringType: "QUOTE_DOUBLE" }),
  });
  return written.trim().slice(1, -1).trim();
}

function entryOf(event: NewEvent): object {
  return { [event.name]: eventBody(event) };
}
