import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DraftPlan } from "../../draft/draft-plan.ts";
import type { Imported, SourceFile } from "../importer.ts";
import { Cursor } from "./cursor.ts";
import { readDocument } from "./document.ts";
import { createImportLog, type ImportLog } from "./import-log.ts";

/** What a format makes of its documents. */
type DraftOfDocuments = (
  roots: readonly Cursor[],
  log: ImportLog,
) => Partial<DraftPlan> & { readonly assumed?: readonly string[] };

/** Imports a format whose files are JSON or YAML: reads them all, and reports what is wrong with any of them. */
export function importDocuments(files: readonly SourceFile[], draftOf: DraftOfDocuments): Imported {
  const read = files.map(readDocument);
  const faults = read.flatMap((one) => (one.document === undefined ? one.faults : []));
  const roots = read.flatMap((one) => (one.document === undefined ? [] : [new Cursor(one.document)]));
  const [first] = roots;
  if (faults.length > 0) return { kind: "invalid", diagnostics: faults };
  if (first === undefined) return { kind: "invalid", diagnostics: [nothing] };
  const log = createImportLog();
  const { assumed, ...draft } = draftOf(roots, log);
  if (log.faults.length > 0) return { kind: "invalid", diagnostics: log.faults };
  return {
    kind: "draft",
    draft: { events: [], properties: [], bundles: [], groups: [], person: [], open: [], ...draft },
    losses: log.losses(),
    placeOf: (path) => log.placeOf(path) ?? first.place(),
    assumed,
  };
}

const nothing: Diagnostic = {
  code: "import-nothing",
  severity: "error",
  message: "None of the files has an ending of this format.",
  hint: "Check the paths and the format.",
};
