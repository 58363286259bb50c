import { type ParsedFile, parseFile, type ParseFile } from "../../read/files/parse-file.ts";
import { folderOf, fromRepository, type PackageAnswer, type PlanFiles } from "../../read/files/plan-files.ts";

/** A cache between two readings of a plan. */
export interface PlanMemory {
  /** Parses a file unless it is unchanged. */
  readonly parse: ParseFile;
  /** The same files, recording what is read. */
  through(files: PlanFiles): PlanFiles;
  /** Ends a reading and forgets what it did not use. */
  settle(): SeenPlan;
}

export interface SeenPlan {
  /** Whether anything changed since the last reading. */
  readonly changed: boolean;
  /** Whether a file became empty, as it is for a moment while a program saves it. */
  readonly emptied: boolean;
  /** How many files the plan has. */
  readonly files: number;
  /** The folders in which the plan may change, from the repository's root. */
  readonly folders: readonly string[];
}

interface Kept {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedFile;
}

interface Asked {
  readonly files: Map<string, Kept>;
  /** Other answers: paths without a file and why, and packages. */
  readonly answers: Set<string>;
  readonly folders: Set<string>;
}

const nothing = (): Asked => ({ files: new Map(), answers: new Set(), folders: new Set() });

/** A cache by content: times of files are too coarse, and change without the content. */
export function createPlanMemory(parseAnew: ParseFile = parseFile): PlanMemory {
  let last = nothing();
  let now = nothing();
  const recording = (files: PlanFiles): PlanFiles => ({
    root: files.root,
    territory: files.territory,
    list(folder) {
      now.folders.add(fromRepository(files, folder));
      return files.list(folder);
    },
    async read(path) {
      const answer = await files.read(path);
      // The folder of the link, in addition to that of its target.
      now.folders.add(folderOf(fromRepository(files, path)));
      if (answer.kind !== "file") now.answers.add(`${fromRepository(files, path)} ${answer.kind}`);
      return answer;
    },
    async findPackage(name, folder) {
      const answer = await files.findPackage(name, folder);
      for (const path of packageFolders(name, fromRepository(files, folder))) now.folders.add(path);
      now.answers.add(`${name} ${describePackage(answer)}`);
      if (answer.kind !== "package") return answer;
      now.folders.add(answer.files.root);
      return { ...answer, files: recording(answer.files) };
    },
  });
  return {
    parse(file, role) {
      const key = `${role} ${file.path}`;
      const known = last.files.get(key);
      const current =
        known !== undefined && Buffer.compare(known.bytes, file.bytes) === 0
          ? known
          : { bytes: file.bytes, parsed: parseAnew(file, role) };
      now.files.set(key, current);
      now.folders.add(folderOf(file.path));
      return current.parsed;
    },
    through: recording,
    settle() {
      const changed = !haveSameEntries(last.files, now.files) || !haveSameEntries(last.answers, now.answers);
      const emptied = [...now.files].some(
        ([key, { bytes }]) => bytes.length === 0 && (last.files.get(key)?.bytes.length ?? 0) > 0,
      );
      const seen = { changed, emptied, files: now.files.size, folders: [...now.folders] };
      last = now;
      now = nothing();
      return seen;
    },
  };
}

/** The folders of the repository in which a package may be installed: that of its link, or the `node_modules` still to be made. */
function* packageFolders(name: string, from: string): Iterable<string> {
  for (let at = from; ; at = folderOf(at)) {
    yield [at, "node_modules", folderOf(name)].filter((step) => step !== "").join("/");
    if (at === "") return;
  }
}

/** Everything about a package that the plan depends on, besides its files. */
function describePackage(answer: PackageAnswer): string {
  if (answer.kind !== "package") return answer.kind;
  const { version, exports, files } = answer;
  return JSON.stringify([version, exports, files.root]);
}

function haveSameEntries(
  before: Map<string, Kept> | Set<string>,
  after: Map<string, Kept> | Set<string>,
): boolean {
  if (before.size !== after.size) return false;
  return [...after.keys()].every((key) =>
    before instanceof Map && after instanceof Map ? before.get(key) === after.get(key) : before.has(key),
  );
}
