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

/**
 * `now`, with the objects of `before` wherever they are equal, so that caches keyed by object still hit. Items of lists are
 * matched by name.
 *
 * @param before - frozen, as is the result
 * @param now - plain objects, lists and primitive values; `undefined` counts as absent
 *
 * @example
 * const next = shareStructure(last, { events: [added, changed, sameAsBefore] });
 * next.events[2] === last.events[1]; // true
 */
export function shareStructure<T>(before: unknown, now: T): T {
  if (!isObject(before) || !isObject(now)) return now;
  const shared = Array.isArray(now) ? shareItems(before, now) : shareMembers(before, now);
  return shared as T;
}

function shareItems(before: object, now: readonly unknown[]): object {
  if (!Array.isArray(before)) return now;
  const items: readonly unknown[] = before;
  const named = new Map(items.map((item) => [nameOf(item), item]));
  const shared = now.map((item, index) => {
    const name = nameOf(item);
    return shareStructure(name === undefined ? items[index] : named.get(name), item);
  });
  const isSame =
    shared.length === items.length && shared.every((item, index) => Object.is(item, items[index]));
  return isSame ? before : Object.freeze(shared);
}

type Members = Readonly<Record<string, unknown>>;

function shareMembers(before: Members, now: Members): object {
  if (Array.isArray(before)) return now;
  const keys = Object.keys(now);
  const values = keys.map((key) => shareStructure(own(before, key), now[key]));
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key, index) => Object.is(values[index], own(before, key)));
  return isSame ? before : Object.freeze(Object.fromEntries(keys.map((key, index) => [key, values[index]])));
}

function own(members: Members, key: string): unknown {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}

function nameOf(item: unknown): unknown {
  return isObject(item) ? own(item, "name") : undefined;
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}
