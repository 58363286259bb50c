import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import type { Pointer } from "../../plan/property.ts";
import { createReport, isError, type Range, toDiagnostics } from "../../read/report.ts";
import { toData } from "../../read/source/data.ts";
import { createLocator, linesOf, type PlacedValue } from "../../read/source/locate.ts";
import { readSimpleYaml } from "../../read/source/simple-yaml.ts";
import { MAX_DEPTH, parseYaml, placeNode } from "../../read/source/yaml.ts";
import { findYamlFaults } from "../../read/source/yaml-faults.ts";
import type { SourceFile } from "../importer.ts";
import { placeJson, readJson } from "./json.ts";

/** A file of JSON or YAML as plain data. */
export interface SourceDocument {
  readonly file: string;
  /** Maps may have a member named `__proto__`. */
  readonly data: unknown;
  /** The place of a part; of a missing one, that of the nearest around it. */
  locate(at: Pointer): Place;
}

/** A document, or what is wrong with the file. */
export type ReadDocument =
  | { readonly document: SourceDocument }
  | { readonly document?: undefined; readonly faults: readonly Diagnostic[] };

/** Reads a file as YAML or, by its ending or its beginning, as JSON. Never throws. */
export function readDocument(file: SourceFile): ReadDocument {
  const [, ending] = /\.(json|ya?ml)$/iu.exec(file.path) ?? [];
  const isJson = ending === undefined ? /^\s*[{[]/u.test(file.text) : /json/iu.test(ending);
  return isJson ? readJsonDocument(file) : readYamlDocument(file);
}

function documentOf(
  { path, text }: SourceFile,
  data: unknown,
  placed: () => PlacedValue | undefined,
): ReadDocument {
  const locator = createLocator(path, text, placed);
  const start = linesOf(path, text).placeOf([0, 1]);
  // What is about a whole file needs no values.
  return {
    document: { file: path, data, locate: (at) => (at.length === 0 ? start : locator.locate({ at })) },
  };
}

function readJsonDocument(file: SourceFile): ReadDocument {
  const read = readJson(file.text);
  switch (read.kind) {
    case "data":
      return documentOf(file, read.data, () => placeJson(file.text));
    case "syntax":
      return invalid(file, read.range, {
        code: "import-syntax",
        message: "The file is not valid JSON: it goes wrong here.",
        hint: "Export or download the file again, or correct it by hand.",
      });
    case "too-deep":
      return tooDeep(file, read.range);
    default:
      return read satisfies never;
  }
}

function readYamlDocument(file: SourceFile): ReadDocument {
  const { path, text } = file;
  const simple = readSimpleYaml(text);
  if (simple !== undefined) return documentOf(file, simple.data, simple.placed);
  const parsed = parseYaml(text);
  if (parsed.kind === "too-deep") return tooDeep(file, parsed.range);
  const [yaml, second] = parsed.documents;
  if (yaml === undefined) return documentOf(file, undefined, () => undefined);
  const report = createReport();
  if (second !== undefined) {
    report.add({
      code: "yaml-documents",
      range: [second.range[0], second.range[0] + 3],
      message: "A second YAML document starts here, but a file holds one.",
      hint: "Move it to a file of its own.",
    });
  }
  const { findings, usable } = findYamlFaults(yaml, text);
  for (const finding of findings.filter(isError)) report.add(finding);
  const { data, targets } = usable
    ? toData(yaml.contents, report, { rounds: true })
    : { data: undefined, targets: new WeakMap() };
  const placed = (): PlacedValue | undefined => placeNode(yaml.contents, targets);
  if (report.errorCount() === 0) return documentOf(file, data, placed);
  const faults = toDiagnostics(report.findings, {
    locate: createLocator(path, text, placed).locate,
    files: [],
  });
  return { faults: faults.map((fault) => Object.assign({}, fault, { code: "import-syntax" })) };
}

function invalid(
  { path, text }: SourceFile,
  range: Range,
  fault: Pick<Diagnostic, "code" | "message" | "hint">,
): ReadDocument {
  return { faults: [{ ...fault, severity: "error", place: linesOf(path, text).placeOf(range) }] };
}

function tooDeep(file: SourceFile, range: Range): ReadDocument {
  return invalid(file, range, {
    code: "import-too-deep",
    message: `The file is nested deeper than ${MAX_DEPTH} levels.`,
    hint: "Import a file without what is nested so deeply.",
  });
}
