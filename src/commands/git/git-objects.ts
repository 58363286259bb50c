import type { Git } from "./git.ts";

/** An object of a repository. */
export interface GitObject {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Reads an object: a commit, a tree or a file. Undefined if it is not in this clone; `too-large` above the limit. */
export type ReadObject = (name: string) => Promise<GitObject | "too-large" | undefined>;

/** Larger files than any plan, in bytes. */
const MAX_BYTES = 1024 ** 3;

type Answer = Awaited<ReturnType<ReadObject>>;

/**
 * Reads objects by id, or as `<id>^{tree}`. What is asked for while others are waited for is read by one process, so that a
 * history of hundreds of commits takes a few.
 */
export function objectReader(git: Git): ReadObject {
  let waiting: { readonly name: string; readonly answer: (answer: Promise<Answer>) => void }[] = [];
  const readWaiting = (): void => {
    const asked = waiting;
    waiting = [];
    const all = readObjects([...new Set(asked.map(({ name }) => name))], git);
    for (const { name, answer } of asked) answer(all.then((objects) => objects.get(name)));
  };
  return (name) =>
    new Promise((resolve) => {
      if (waiting.length === 0) setImmediate(readWaiting);
      waiting.push({ name, answer: resolve });
    });
}

/** @param names - none has a line break */
async function readObjects(names: readonly string[], git: Git): Promise<ReadonlyMap<string, Answer>> {
  const found = new Map<string, Answer>();
  const checked = await git(["cat-file", "--batch-check"], lines(names));
  // Older versions of git fail for all if one object of a partial clone is missing.
  if (!checked.ok && names.length > 1) {
    for (const name of names) found.set(name, (await readObjects([name], git)).get(name));
    return found;
  }
  const small = names.filter((name, index) => {
    const size = /^[0-9a-f]+ \w+ (\d+)$/u.exec(decode(checked.stdout).split("\n")[index] ?? "")?.[1];
    if (size !== undefined && Number(size) > MAX_BYTES) found.set(name, "too-large");
    return size !== undefined && Number(size) <= MAX_BYTES;
  });
  if (small.length === 0) return found;
  const { stdout } = await git(["cat-file", "--batch"], lines(small));
  let at = 0;
  for (const name of small) {
    const end = stdout.indexOf(LINE_FEED, at);
    const [id = "", , size = ""] = decode(stdout.subarray(at, end)).split(" ");
    at = end + 1 + Number(size) + 1;
    found.set(name, { id, bytes: stdout.subarray(end + 1, at - 1) });
  }
  return found;
}

const LINE_FEED = 0x0a;

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join("");
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** An entry of a folder in a commit. */
export interface TreeEntry {
  readonly kind: "folder" | "file" | "link" | "repository";
  readonly id: string;
  readonly name: string;
}

const KINDS: Readonly<Record<string, TreeEntry["kind"]>> = {
  "40000": "folder",
  "120000": "link",
  "160000": "repository",
};

/**
 * The entries of a tree: mode, name and the bytes of an id each.
 *
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function parseTree({ id, bytes }: GitObject): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0, at);
    const head = decode(bytes.subarray(at, end));
    const space = head.indexOf(" ");
    at = end + 1 + id.length / 2;
    entries.push({
      kind: KINDS[head.slice(0, space)] ?? "file",
      name: head.slice(space + 1),
      id: Buffer.from(bytes.subarray(end + 1, at)).toString("hex"),
    });
  }
  return entries;
}
