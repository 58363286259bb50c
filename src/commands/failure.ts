import { type Io, UsageError } from "./io.ts";
import { displayPath } from "./paths.ts";
import { describeSystemError, isSystemError } from "./system-error.ts";

/**
 * Why a command could not be carried out, in lines for stderr: bad usage, or what the system refuses. Nothing for any other
 * error, which is a bug.
 */
export function explainFailure(error: unknown, { cwd }: Pick<Io, "cwd">): readonly string[] | undefined {
  if (error instanceof UsageError) {
    return [`tracking-plan: ${error.message}`, ...(error.hint === undefined ? [] : [`hint: ${error.hint}`])];
  }
  if (!isSystemError(error)) return undefined;
  const path = error.path === undefined ? "" : ` ${displayPath(cwd, error.path)}`;
  return [`tracking-plan: ${error.syscall}${path}: ${describeSystemError(error)}.`];
}
