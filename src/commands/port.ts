import { quote } from "../text/words.ts";
import { describeSystemError, isSystemError, UsageError } from "./io.ts";

/** The port of the option `--port`. @throws UsageError if it is not a port */
export function readPort(port: string | undefined, { fallback }: { readonly fallback: number }): number {
  if (port === undefined) return fallback;
  if (/^\d{1,5}$/u.test(port) && Number(port) < 65_536) return Number(port);
  throw new UsageError(
    `\`--port\` must be a number from 0 to 65535, but is ${quote(port)}.`,
    `Such as \`--port ${fallback === 0 ? 8010 : fallback}\`, or \`--port 0\` for a free one.`,
  );
}

/** A server that cannot listen, as a usage error. Any other error stays as it is. */
export function portFault(
  error: unknown,
  { port, address }: { readonly port: number; readonly address?: string | undefined },
): unknown {
  if (!isSystemError(error)) return error;
  const where = address === undefined ? "" : ` of ${quote(address)}`;
  return new UsageError(
    `Cannot listen on port ${port}${where}: ${describeSystemError(error)}.`,
    "Choose another one with `--port`.",
  );
}
