import { hang, printable } from "../text/terminal.ts";
import { describeSystemError, type Io, isSystemError, type TextStream, UsageError } from "./io.ts";
import { displayPath } from "./paths.ts";

interface Failure {
  readonly message: string;
  /** What to do, in one sentence. */
  readonly hint?: string | undefined;
}

/** Why a command failed: a usage error or a system error. Nothing for any other error, which is a bug. */
export function explainFailure(error: unknown, { cwd }: Pick<Io, "cwd">): Failure | undefined {
  if (error instanceof UsageError) {
    return { message: error.message, hint: error.hint };
  }
  if (!isSystemError(error)) return undefined;
  const path = error.path === undefined ? "" : ` ${displayPath(cwd, error.path)}`;
  return { message: `${error.syscall}${path}: ${describeSystemError(error)}.` };
}

export function renderFailure({ message, hint }: Failure, { columns }: Pick<TextStream, "columns">): string {
  const lines = [
    ...hang("tracking-plan: ", printable(message), columns),
    ...(hint === undefined ? [] : hang("hint: ", printable(hint), columns)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
