import { isRevision, findRevision } from "./git.ts";
import { type Io, UsageError } from "../io.ts";

/** Where `--since` begins: with a day in UTC, or after a commit. */
export type Since =
  | { readonly kind: "day"; readonly begin: Date }
  | { readonly kind: "commit"; readonly commit: string };

/** @throws UsageError if it is neither a day nor a commit, or both */
export async function readSince(text: string, folder: string, io: Io): Promise<Since> {
  const begin = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(begin.getTime()) && begin.toISOString().startsWith(`${text}T`);
  if (!isDay)
    return { kind: "commit", commit: (await findRevision({ ref: text, or: "day" }, folder, io)).commit };
  if (await isRevision(text, folder, io)) {
    throw new UsageError(
      `\`${text}\` is both a day and a commit.`,
      `Use a full name such as \`refs/tags/${text}\` for the commit.`,
    );
  }
  return { kind: "day", begin };
}
