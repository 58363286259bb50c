import { getSystemErrorMap } from "node:util";

/** An error of the operating system, such as a permission denied: not a bug, unlike every other exception. */
export interface SystemError extends Error {
  readonly errno: number;
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "errno" in error && "code" in error && "syscall" in error;
}

/**
 * What the system says, in its own words.
 *
 * @example describeSystemError(error) // "permission denied"
 */
export function describeSystemError(error: SystemError): string {
  const known = getSystemErrorMap().get(error.errno);
  return known === undefined ? error.code : known[1];
}
