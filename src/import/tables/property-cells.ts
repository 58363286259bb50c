import type { NewProperty, NewType } from "../../edit/new-event.ts";
import { PII_MEANINGS, type PiiName } from "../../format/property-body.ts";
import { quote } from "../../text/words.ts";
import type { Role } from "./columns.ts";
import { readFlag, readValues } from "./list-cell.ts";
import { readExample } from "./property-cell.ts";
import { readTypeCell, splitOptional, type TypeCell } from "./type-cell.ts";

/** A part of a property that is not as its cell says. */
export type CellLoss =
  | { readonly role: Role; readonly kind: "widened"; readonly from: string; readonly to: string }
  | { readonly role: Role; readonly kind: "dropped"; readonly why: string };

interface ReadProperty {
  readonly property: Omit<NewProperty, "name">;
  readonly losses: readonly CellLoss[];
}

/** Longer cells are no type, list or example that somebody wrote by hand. */
const MAX_LENGTH = 5_000;

/**
 * Reads the cells of a property. Where none says its type, it has none yet.
 *
 * @param cellOf - the text of a cell; empty if the row has no such cell
 * @param named - what stands beside the property's name
 * @param hasRequired - whether there is a column for what is required: then an empty cell says that it is not
 */
export function readPropertyCells(
  cellOf: (role: Role) => string,
  named: { readonly type?: TypeCell | undefined; readonly optional?: boolean | undefined },
  hasRequired: boolean,
): ReadProperty {
  const losses: CellLoss[] = [];
  const drop = (role: Role, why: string): undefined => void losses.push({ role, kind: "dropped", why });
  const short = (role: Role): string => {
    const cell = cellOf(role);
    if (cell.length <= MAX_LENGTH) return cell;
    drop(role, `it is longer than ${MAX_LENGTH} characters`);
    return "";
  };
  const read = <Value>(
    role: Role,
    reader: (cell: string) => Value | undefined,
    wanted: string,
  ): Value | undefined => {
    const cell = short(role);
    return cell === "" ? undefined : (reader(cell) ?? drop(role, `${quote(cell)} is neither ${wanted}`));
  };
  const typeCell = short("type");
  const typed = readTypeCell(typeCell) ?? named.type;
  const type = withValues(typed?.type ?? {}, short("values"), losses);
  if (typed?.isWider === true)
    losses.push({ role: "type", kind: "widened", from: quote(typeCell), to: inWords(type) });
  const absent = read(
    "required",
    (cell) => splitOptional(cell).optional ?? negate(readFlag(cell)),
    "yes nor no",
  );
  const optional =
    read("optional", (cell) => splitOptional(cell).optional ?? readFlag(cell), "yes nor no") ??
    (hasRequired ? (absent ?? true) : (typed?.optional ?? named.optional));
  const exampleCell = short("example");
  const example = exampleCell === "" ? undefined : readExample(exampleCell, type);
  if (exampleCell !== "" && example === undefined)
    drop("example", `${quote(exampleCell)} is no ${inWords(type)}`);
  return {
    property: {
      ...type,
      nullable: read("nullable", readFlag, "yes nor no") === true ? true : type.nullable,
      optional,
      unit: cellOf("unit").replaceAll(/\s+/gu, " ") || undefined,
      description: cellOf("property_description") || undefined,
      example,
      pii: read("pii", readPii, "yes, no nor a kind of personal data"),
    },
    losses,
  };
}

function negate(flag: boolean | undefined): boolean | undefined {
  return flag === undefined ? undefined : !flag;
}

/** What is personal data, for tables that only say yes or no. */
function readPii(cell: string): PiiName | undefined {
  const word = cell.toLowerCase();
  if (Object.hasOwn(PII_MEANINGS, word)) return word as PiiName;
  const isPersonal = readFlag(cell);
  return isPersonal === undefined ? undefined : isPersonal ? "personal" : "none";
}

/** A type in a few words. */
export function inWords({ type = "json" }: NewType): string {
  if (type === "json") return "any JSON";
  return typeof type === "string" ? quote(type) : type.map(quote).join(" or ");
}

/** The type with the values that a cell lists. */
function withValues(type: NewType, cell: string, losses: CellLoss[]): NewType {
  const lose = (
    loss:
      | { readonly kind: "widened"; readonly from: string; readonly to: string }
      | { readonly kind: "dropped"; readonly why: string },
  ): void => void losses.push({ role: "values", ...loss });
  if (type.type === "array" && cell !== "") {
    return {
      ...type,
      items: withValues(type.items?.type === "json" ? {} : (type.items ?? {}), cell, losses),
    };
  }
  const { values, isOpen } = readValues(cell);
  const listed = Array.isArray(values) ? (values as readonly string[]) : Object.keys(values);
  const isText =
    type.type === undefined || type.type === "string" || (type.type === "enum" && type.values === undefined);
  if (listed.length === 0) {
    if (type.type !== "enum" || type.values !== undefined) return type;
    lose({ kind: "widened", from: "values that no cell lists", to: "any text" });
    return { ...type, type: "string" };
  }
  if (isOpen && isText) {
    lose({ kind: "widened", from: `values of which ${quote(cell)} are some`, to: "any text" });
    return { ...type, type: "string" };
  }
  if (isText) {
    const { max_length: _, ...rest } = type;
    return { ...rest, type: "enum", values };
  }
  const numbers = listed.map(Number);
  if (type.type === "integer" && !isOpen && numbers.every(Number.isSafeInteger))
    return { ...type, values: [...new Set(numbers)] };
  if (type.type !== "boolean" && type.values === undefined)
    lose({
      kind: "dropped",
      why: `only text and whole numbers can have a list of values, and it is ${inWords(type)}`,
    });
  return type;
}
