import { nearest, quote } from "../../text/words.ts";
import type { Cursor } from "./cursor.ts";
import type { ImportLog } from "./import-log.ts";

/**
 * Reports the keys of a map that an importer does not read: the plan has no word for them, or they are slips.
 *
 * @param of - the name of the thing that the map is about
 * @param known - the keys that it reads
 */
export function reportOtherKeys(at: Cursor, of: string, log: ImportLog, known: ReadonlySet<string>): void {
  for (const [key, member] of at.entries()) {
    if (known.has(key) || key.startsWith("x-")) continue;
    const meant = nearest(key, known);
    const hint = meant === undefined || at.get(meant) !== undefined ? "" : `; the nearest is ${quote(meant)}`;
    log.lose(member, of, { kind: "dropped", what: key, why: `a plan has no such key${hint}` });
  }
}
