import type { Place } from "../../diagnostics/diagnostic.ts";
import { type FileContent, type PlanContent, entriesOf, namesOf } from "../content.ts";
import { createReport, type Finding, isError, type Report, type Spot } from "../report.ts";
import type { KeyOrders } from "../source/data.ts";
import { quote } from "../words.ts";
import type { CollectedFiles } from "./collect-files.ts";
import { explainAnchors, type ParsedFile } from "./parse-file.ts";

/** The sections that every file may add to, and what their entries are called. */
const SECTIONS = {
  groups: "group",
  person: "property of a person",
  properties: "shared property",
  bundles: "bundle",
  events: "event",
} as const;

type Section = keyof typeof SECTIONS;

const SECTION_NAMES = Object.keys(SECTIONS) as readonly Section[];

/** The files of a plan as one. */
interface MergedFiles {
  /** Nothing when the plan file cannot be read and includes no others. */
  readonly content: PlanContent | undefined;
  /** What is wrong with each file, and with all of them together. */
  readonly report: Report;
  readonly keyOrders: KeyOrders;
  readonly locate: (spot: Spot) => Place;
}

/** The file that defines each name, by section. */
type Definitions = ReadonlyMap<string, ReadonlyMap<string | number, ParsedFile>>;

/** Merges the valid parts of all files. Names are unique across files; what is broken in its file is broken in the plan. */
export function mergeFiles(collected: CollectedFiles): MergedFiles {
  const { root, included, findings } = collected;
  const files = [root, ...included];
  const report = createReport();
  const definitions = findDefinitions(files, report);
  for (const finding of findings) report.add(finding);
  for (const file of files) {
    for (const finding of explainAnchors(file, files)) addFinding(finding, { file, definitions, report });
  }
  if (root.content === undefined) report.markBroken(["identity"]);
  // An unreadable or missing file may define anything.
  if (findings.some(isError) || files.some(isPartial)) {
    for (const section of SECTION_NAMES) report.markBroken([section]);
  }
  return {
    content: included.length === 0 ? root.content : mergeContent(root.content ?? {}, files, definitions),
    report,
    keyOrders: mergeKeyOrders(files),
    locate: createLocate(root, files, definitions),
  };
}

/** Whether a file, or one that it includes, could not be read. */
function isPartial({ content, findings }: ParsedFile): boolean {
  return (
    content === undefined || findings.some((finding) => finding.at?.[0] === "include" && isError(finding))
  );
}

/** Finds the file that defines each name, and reports names that two files define. */
function findDefinitions(files: readonly ParsedFile[], report: Report): Definitions {
  return new Map(
    SECTION_NAMES.map((section) => {
      const definitions = new Map<string | number, ParsedFile>();
      for (const file of files) {
        for (const name of namesOf(file.content?.[section])) {
          const first = definitions.get(name);
          if (first === undefined) definitions.set(name, file);
          else report.add(definedTwice([section, name], file, first));
        }
      }
      return [section, definitions];
    }),
  );
}

function definedTwice(at: readonly [Section, string], file: ParsedFile, first: ParsedFile): Finding {
  const [section, name] = at;
  return {
    code: "defined-twice",
    file: file.path,
    at,
    part: "key",
    message: `The ${SECTIONS[section]} ${quote(name)} is defined in two files.`,
    hint: "Remove or rename one of them.",
    related: [{ file: first.path, at, part: "key", message: "The first is here." }],
  };
}

/** Reports a finding of one file. What is broken in it is broken in the plan if this file defines it. */
function addFinding(
  finding: Finding,
  {
    file,
    definitions,
    report,
  }: { readonly file: ParsedFile; readonly definitions: Definitions; readonly report: Report },
): void {
  const inFile = (spot: Spot): Spot => ({ ...spot, file: spot.file ?? file.path });
  report.add({
    ...finding,
    ...inFile(finding),
    related: finding.related?.map((other) => ({ ...other, ...inFile(other) })),
  });
  const [section, name] = finding.at ?? [];
  if (finding.at === undefined || section === undefined || !isError(finding)) return;
  const definedIn = name === undefined ? undefined : definitions.get(String(section))?.get(name);
  if (definedIn === undefined || definedIn === file) report.markBroken(finding.at);
}

function mergeContent(
  root: FileContent,
  files: readonly ParsedFile[],
  definitions: Definitions,
): PlanContent {
  const merged: Record<string, unknown> = { ...root };
  for (const section of SECTION_NAMES) {
    const all: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const file of files) {
      for (const [name, value] of entriesOf<unknown>(file.content?.[section])) {
        if (definitions.get(section)?.get(name) !== file) continue;
        all[name] = section === "events" ? withDefaults(value, file) : value;
      }
    }
    if (Object.keys(all).length > 0) merged[section] = all;
  }
  return merged as PlanContent;
}

/** An event with the file's own `owner` and `category` as defaults. `undefined`: invalid. */
function withDefaults(event: unknown, { content }: ParsedFile): unknown {
  if (event === undefined) return undefined;
  const { owner, category } = content ?? {};
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(category === undefined ? {} : { category }),
    ...(event as object | null),
  };
}

function mergeKeyOrders(files: readonly ParsedFile[]): KeyOrders {
  const ordersOf = (map: object): KeyOrders | undefined =>
    files.find(({ keyOrders }) => keyOrders.has(map))?.keyOrders;
  return { get: (map) => ordersOf(map)?.get(map), has: (map) => ordersOf(map) !== undefined };
}

function createLocate(
  root: ParsedFile,
  files: readonly ParsedFile[],
  definitions: Definitions,
): (spot: Spot) => Place {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (spot) => {
    const [section, name] = spot.at ?? [];
    const definedIn =
      spot.file === undefined
        ? name !== undefined && definitions.get(String(section))?.get(name)
        : byPath.get(spot.file);
    return (definedIn || root).locate(spot);
  };
}
