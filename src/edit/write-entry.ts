import { Document, stringify, visit } from "yaml";
import { eventBody, type NewEvent } from "./new-event.ts";

/** How a file is written. */
export interface BlockStyle {
  /** Columns before the event's name. */
  readonly indentation: number;
  /** Columns that each level is indented by. */
  readonly step: number;
  readonly lineEnd: string;
}

/**
 * An event as whole lines. Whatever its texts hold, YAML reads them back as they are: what would mean something else is
 * put in quotes.
 */
export function writeBlockEntry(event: NewEvent, { indentation, step, lineEnd }: BlockStyle): string {
  const document = new Document(entryOf(event));
  // A list, such as the values of an enum, takes one line.
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
