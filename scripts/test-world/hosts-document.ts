import { readFileSync, writeFileSync } from "node:fs";
import { type Measured, renderMeasured } from "./measured.ts";

/** The recipes for hosts, with the tables of what was measured between marks that name the part of `test/world`. */
export const HOSTS_DOCUMENT = new URL("../../docs/hosts.md", import.meta.url);

/** Fills the tables of the document. Leaves a part without a measurement as it is. */
export function fillTables(text: string, measured: ReadonlyMap<string, Measured>): string {
  return text.replaceAll(
    /(<!-- measured: (?<part>[\w-]+) -->\n)[\s\S]*?(<!-- \/measured -->)/gu,
    (all, begin: string, part: string, end: string) => {
      const result = measured.get(part);
      return result === undefined ? all : `${begin}\n${renderMeasured(result)}\n\n${end}`;
    },
  );
}

/** Writes what was measured into the document. */
export function writeHostsDocument(measured: ReadonlyMap<string, Measured>): void {
  writeFileSync(HOSTS_DOCUMENT, fillTables(readFileSync(HOSTS_DOCUMENT, "utf8"), measured));
}
