import { isMap, isScalar, isSeq } from "yaml";
import type { FileContent } from "../content.ts";
import { createReport, type Finding } from "../report.ts";
import { checkShape, type FileRole } from "../shape.ts";
import { findSchemaLine, type SchemaLine } from "./schema-line.ts";
import { type PlanSource, readSource } from "../source/read-source.ts";
import { parseYaml, textOfKey } from "../source/yaml.ts";

/** The bytes of a file of a plan. */
interface UnparsedFile {
  /** From the repository's root; see {@link PlanFiles}. */
  readonly path: string;
  /** Its name in diagnostics. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file of a plan, parsed without regard to the other files. */
export interface ParsedFile extends Pick<PlanSource, "anchors" | "keyOrders" | "locate"> {
  readonly path: string;
  readonly name: string;
  /** Its valid parts; nothing when the file cannot be read. */
  readonly content: FileContent | undefined;
  /** What an invalid `include` seems to name. */
  readonly guessedInclude: readonly string[];
  /** Their spots are in this file. */
  readonly findings: readonly Finding[];
  /** How editors find its schema. */
  readonly schemaLine: SchemaLine | undefined;
}

/** Bytes to text to YAML to valid data. Depends on nothing else, so that a result can be reused. */
export type ParseFile = (file: UnparsedFile, role: FileRole) => ParsedFile;

/** Parses one file. Never throws. */
export const parseFile: ParseFile = ({ path, name, bytes }, role) => {
  const report = createReport();
  const source = readSource({ file: name, bytes }, report, role);
  const content = source.readable ? checkShape(source.data, source, { report, role }) : undefined;
  const isLost = content?.include === undefined && report.errorCount() > 0;
  const guessedInclude = isLost ? guessInclude(source.text) : [];
  const { anchors, keyOrders, locate } = source;
  return {
    path,
    name,
    content,
    guessedInclude,
    findings: report.findings,
    schemaLine: findSchemaLine(source.text),
    anchors,
    keyOrders,
    locate,
  };
};

/** The findings of a file. Those about an unknown anchor name the other file that has it: anchors do not carry across files. */
export function explainAnchors(file: ParsedFile, files: readonly ParsedFile[]): readonly Finding[] {
  return file.findings.map((finding) => {
    const { anchor } = finding;
    const other = anchor === undefined ? undefined : files.find(({ anchors }) => anchors.has(anchor));
    if (anchor === undefined || other === undefined || other === file) return finding;
    return {
      ...finding,
      hint: "YAML anchors do not carry across files. Make it a shared property, which all files can use.",
      related: [
        {
          file: other.path,
          range: other.anchors.get(anchor),
          message: `\`&${anchor}\` is defined in another file, here.`,
        },
      ],
    };
  });
}

/** The start of the next key: a line that is not indented, an item, a comment or the end of a list. */
const NEXT_KEY = /[\r\n][^\s\-#\]]/u;

/**
 * The strings in an `include` that could not be read. Reading follows them, so that an error in one file does not hide those
 * in the others; nothing is reported about them.
 *
 * @example guessInclude('name: "shop\ninclude: [billing.yaml]\n') // ["billing.yaml"]
 */
export function guessInclude(text: string): readonly string[] {
  const value = parseSection(text, "include");
  return (isSeq(value) ? value.items : [value]).flatMap((item) =>
    isScalar(item) && typeof item.value === "string" ? [item.value] : [],
  );
}

/** The output folders that a plan file names, as written. */
export type NamedFolders = Readonly<Partial<Record<"dir" | "browser" | "native", string>>>;

/**
 * The output folders of a plan file, without reading the rest of it.
 *
 * @example readOutputFolders("plan: 1\noutput:\n  dir: ./src/tracking\n") // { dir: "./src/tracking" }
 */
export function readOutputFolders(text: string): NamedFolders {
  const output = parseSection(text, "output");
  if (!isMap(output)) return {};
  const folders = (["dir", "browser", "native"] as const).map((key) => [key, output.get(key)] as const);
  return Object.fromEntries(folders.filter(([, folder]) => typeof folder === "string"));
}

/** The value of a key of the root, which is not indented; nothing in a root in braces. */
function parseSection(text: string, section: "include" | "output"): unknown {
  const start = text.search(new RegExp(`^${section}[ \\t]*:`, "mu"));
  if (start === -1) return undefined;
  const below = text.slice(start);
  const end = below.search(NEXT_KEY);
  const parsed = parseYaml(end === -1 ? below : below.slice(0, end + 1));
  const root = parsed.kind === "documents" ? parsed.documents[0]?.contents : undefined;
  return isMap(root) ? root.items.find(({ key }) => textOfKey(key) === section)?.value : undefined;
}
