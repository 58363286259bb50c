import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";

/** A run that writes for longer than this was killed. */
const ABANDONED_AFTER_MS = 3_600_000;

const NAME = /^\.(?<written>.+)\.[0-9a-f]{16}\.tmp$/u;

/**
 * Where a file is written before it is renamed: on the same file system, ignored by compilers, and with a name that no other
 * run uses at the same time.
 */
export function temporaryPathOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(8).toString("hex")}.tmp`);
}

/** The name of the file that a temporary file was going to replace; nothing for other files. */
export function writtenName(name: string): string | undefined {
  return NAME.exec(name)?.groups?.["written"];
}

/** Whether a temporary file was left by a run that was killed: others may still be in use. */
export function isAbandoned({ mtimeMs }: { readonly mtimeMs: number }, now: Date): boolean {
  return now.getTime() - mtimeMs > ABANDONED_AFTER_MS;
}
