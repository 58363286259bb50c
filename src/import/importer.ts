import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { DraftPlan } from "../draft/draft-plan.ts";
import type { Loss } from "../exchange/losses.ts";

/**
 * Makes a draft of what another tool's files say. Pure: it reads no other file. What they say of no event or property, or what
 * no plan can say, becomes a loss; only a file that cannot be understood becomes a diagnostic, with its place.
 *
 * Names are those on the wire. Those that no plan accepts need no care, and neither do properties that several events share:
 * the steps that follow see to them.
 *
 * @param files - in the order of the command line, those of a folder by path; at least one
 */
export type Importer = (files: readonly SourceFile[], options: ImportOptions) => Imported;

/** A file to import. */
export interface SourceFile {
  /** As messages show it: relative to the working directory, with `/`. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
}

/** The options of the command line that say how files are read. */
export interface ImportOptions {
  /** What the columns of a table are: `event=Name,type=Kind`. */
  readonly columns?: string | undefined;
  /** The properties of JSON Schemas that are left out, since they are about transport: `meta,dt`. */
  readonly envelope?: string | undefined;
}

export type Imported =
  | ImportedDraft
  | { readonly kind: "invalid"; readonly diagnostics: readonly Diagnostic[] };

export interface ImportedDraft {
  readonly kind: "draft";
  readonly draft: DraftPlan;
  readonly losses: readonly Loss[];
  readonly placeOf: PlaceOf;
  /** What was guessed of how to read the files, and can be set by options: sentences. */
  readonly assumed?: readonly string[] | undefined;
}

/**
 * Where a thing of a draft comes from: for what is in no file, the nearest thing around it.
 *
 * @param at - its section and names, such as `["events", "order_paid", "amount"]` or `["groups", "company"]`
 */
export type PlaceOf = (at: readonly string[]) => Place;
