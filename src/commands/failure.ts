import { hang, printable } from "../text/terminal.ts";
import {
  describeSystemError,
  fixSystemError,
  type Io,
  isSystemError,
  type TextStream,
  UsageError,
} from "./io.ts";
import { displayPath } from "./paths.ts";

interface Failure {
  readonly message: string;
  /** What to do, in one sentence. */
  readonly hint?: string | undefined;
}

/** System calls that change something. */
const WRITING: ReadonlySet<string> = new Set(["mkdir", "rename", "rm", "rmdir", "unlink", "write"]);

/** Why a command failed: a usage error or a system error. Nothing for any other error, which is a bug. */
export function explainFailure(error: unknown, { cwd }: Pick<Io, "cwd">): Failure | undefined {
  if (error instanceof UsageError) {
    return { message: error.message, hint: error.hint };
  }
  if (isDenied(error)) {
    const { permission, resource } = error;
    const of = resource === "" ? "" : ` of ${displayPath(cwd, resource)}`;
    return {
      message: `Node's permission model denies ${permission}${of}.`,
      hint: "Give Node the flag that allows it, such as `--allow-fs-read`.",
    };
  }
  if (!isSystemError(error)) return undefined;
  const verb = WRITING.has(error.syscall) ? "write" : "read";
  // A full disk does not say of which file it is.
  const name = error.path === undefined ? "a file" : displayPath(cwd, error.path);
  return { message: `Cannot ${verb} ${name}: ${describeSystemError(error)}.`, hint: fixSystemError(error) };
}

/** What `node --permission` throws. It is no error of the operating system. */
interface DeniedError extends Error {
  readonly permission: string;
  /** An absolute path, or nothing. */
  readonly resource: string;
}

function isDenied(error: unknown): error is DeniedError {
  return (
    error instanceof Error && "code" in error && error.code === "ERR_ACCESS_DENIED" && "resource" in error
  );
}

export function renderFailure({ message, hint }: Failure, { columns }: Pick<TextStream, "columns">): string {
  const lines = [
    ...hang("tracking-plan: ", printable(message), columns),
    ...(hint === undefined ? [] : hang("hint: ", printable(hint), columns)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
