import { isMap, isScalar, isSeq } from "yaml";
import { includedFormat, planFormat } from "../../format/plan-format.ts";
import type { IntactFile } from "../intact.ts";
import { createReport, type Finding } from "../report.ts";
import { checkShape } from "../shape.ts";
import { type PlanSource, readSource } from "../source/read-source.ts";
import { parseYaml, textOfKey } from "../source/yaml.ts";

/** Whether a file is the plan's first, which says what the plan is, or one that it includes. */
export type FileRole = "root" | "included";

/** A file of a plan, before anything is known of it. */
export interface UnparsedFile {
  /** From the repository's root; see {@link PlanFiles}. */
  readonly path: string;
  /** As people know it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file of a plan, read on its own: what does not depend on the other files. */
export interface ParsedFile extends Pick<PlanSource, "anchors" | "keyOrders" | "locate"> {
  readonly path: string;
  readonly name: string;
  /** Nothing when no part of it can be relied on. */
  readonly intact: IntactFile | undefined;
  /** What its `include` seems to name, where that is not intact. */
  readonly guessedInclude: readonly string[];
  /** What is wrong with it. The spots are in this file. */
  readonly findings: readonly Finding[];
}

/** Bytes to text to YAML to data of the right shape. Depends on nothing else, so that a result may be kept. */
export type ParseFile = (file: UnparsedFile, role: FileRole) => ParsedFile;

/** Parses one file. Never throws. */
export const parseFile: ParseFile = ({ path, name, bytes }, role) => {
  const report = createReport();
  const source = readSource({ file: name, bytes }, report, role);
  const format = role === "root" ? planFormat : includedFormat;
  const intact = source.readable ? checkShape(source.data, source, { report, format }) : undefined;
  const isLost = intact?.include === undefined && report.errorCount() > 0;
  const guessedInclude = isLost ? guessInclude(source.text) : [];
  const { anchors, keyOrders, locate } = source;
  return { path, name, intact, guessedInclude, findings: report.findings, anchors, keyOrders, locate };
};

/** The findings of a file; of an alias whose anchor is in another file they say so, since YAML's anchors end with a file. */
export function explainAnchors(file: ParsedFile, files: readonly ParsedFile[]): readonly Finding[] {
  return file.findings.map((finding) => {
    const { anchor } = finding;
    const other = anchor === undefined ? undefined : files.find(({ anchors }) => anchors.has(anchor));
    if (anchor === undefined || other === undefined || other === file) return finding;
    return {
      ...finding,
      hint: "An anchor holds in its own file only. Make it a shared property, which all files can use.",
      related: [
        {
          file: other.path,
          range: other.anchors.get(anchor),
          message: `\`&${anchor}\` is in another file, here.`,
        },
      ],
    };
  });
}

/** The key, as far out as a key can be. */
const KEY = /^include[ \t]*:/mu;

/** The first line below it that is neither further in nor an item, a comment or the end of a list. */
const NEXT_KEY = /[\r\n][^\s\-#\]]/u;

/**
 * The texts in the `include` of a file that is no YAML, or whose `include` is broken: reading follows them, so that a fault in
 * one file does not hide those in the others. Only these lines are read, whatever stands around them.
 *
 * @returns texts that the author may not have meant, of which nothing should be told
 * @example guessInclude('name: "shop\ninclude: [billing.yaml]\n') // ["billing.yaml"]
 */
export function guessInclude(text: string): readonly string[] {
  const start = text.search(KEY);
  if (start === -1) return [];
  const below = text.slice(start);
  const end = below.search(NEXT_KEY);
  const parsed = parseYaml(end === -1 ? below : below.slice(0, end + 1));
  const root = parsed.kind === "documents" ? parsed.documents[0]?.contents : undefined;
  const value = isMap(root) ? root.items.find(({ key }) => textOfKey(key) === "include")?.value : undefined;
  return (isSeq(value) ? value.items : [value]).flatMap((item) =>
    isScalar(item) && typeof item.value === "string" ? [item.value] : [],
  );
}
