import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Outbox } from "../../runtime/relay.ts";
import { printable } from "../../text/terminal.ts";
import { quote } from "../../text/words.ts";
import { describeSystemError, type Io, isSystemError, UsageError } from "../io.ts";
import { displayPath } from "../paths.ts";

const USE_TSX =
  "install tsx and run `node --import tsx node_modules/tracking-plan/dist/cli/main.cjs` instead of `tracking-plan`.";

/** What Node reports of TypeScript that a compiler would take: imports as of the compiled files, enums, parameter properties. */
const UNCOMPILED: ReadonlySet<unknown> = new Set([
  "ERR_MODULE_NOT_FOUND",
  "ERR_UNSUPPORTED_DIR_IMPORT",
  "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX",
]);

const EXAMPLE = 'Export it: `export const outbox = fileOutbox({ path: "./var/tracking.db" });`';

/**
 * Imports a module of the project and gives the outbox that it exports, as `outbox` or as its default.
 *
 * @param file - relative to the working directory
 * @throws UsageError if there is no such file, it cannot be imported, or it exports no outbox
 */
export async function loadOutbox(file: string | undefined, io: Io): Promise<Outbox> {
  if (file === undefined) {
    throw new UsageError(
      "This command requires `--outbox`, the module that exports the outbox.",
      "Pass it: `--outbox ./tracking-outbox.mjs`.",
    );
  }
  const path = resolve(io.cwd, file);
  try {
    await io.files.stat(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`Cannot read ${quote(file)}: ${describeSystemError(error)}.`);
  }
  const module = await importModule(path, file, io);
  // A module that was compiled to CommonJS can have all of its exports in its default.
  const inner = (module.default ?? {}) as Exports;
  const found = [module.outbox, module.default, inner.outbox, inner.default].find(isOutbox);
  if (found !== undefined) return found;
  const isThere = (module.outbox ?? inner.outbox) !== undefined;
  throw new UsageError(
    `${quote(file)} ${isThere ? "exports an `outbox` that is not an outbox" : "exports no `outbox`"}.`,
    EXAMPLE,
  );
}

interface Exports {
  readonly outbox?: unknown;
  readonly default?: unknown;
}

async function importModule(path: string, file: string, io: Io): Promise<Exports> {
  try {
    return (await io.importModule(pathToFileURL(path).href)) as Exports;
  } catch (error) {
    const { code, message, stack } = (error ?? {}) as Readonly<Record<"code" | "message" | "stack", unknown>>;
    const isTypeScript = /\.[cm]?ts$/u.test(path);
    if (isTypeScript && code === "ERR_UNKNOWN_FILE_EXTENSION") {
      throw new UsageError(
        `Node ${io.nodeVersion} cannot import the TypeScript of ${quote(file)}.`,
        `Use Node 22.18 or later, write it in JavaScript, or ${USE_TSX}`,
      );
    }
    const [why = ""] = String(message ?? error).split("\n");
    // The stack of a syntax error does not say where it is.
    const where = error instanceof SyntaxError ? await checkSyntax(path, io) : String(stack);
    throw new UsageError(
      `${placeOf(where, file, io)} cannot be imported: ${printable(why)}`,
      isTypeScript && UNCOMPILED.has(code)
        ? `Node removes the types and compiles nothing else: write imports with the ending \`.ts\`, or ${USE_TSX}`
        : undefined,
    );
  }
}

/** What Node says of the syntax of a module. */
async function checkSyntax(path: string, { cwd, runProgram }: Io): Promise<string> {
  const { stderr } = await runProgram({ program: process.execPath, args: ["--check", path], cwd, env: {} });
  return stderr.replace(path, pathToFileURL(path).href);
}

/** Where in a module of the project an error was thrown, as the first line of a stack that is outside of packages says it. */
function placeOf(stack: string, file: string, { cwd }: Io): string {
  const [, url, line] = /(file:\/\/\/(?:(?!node_modules)[^\n()])*?):(\d+)(?::\d+)?\)?$/mu.exec(stack) ?? [];
  return url === undefined ? quote(file) : `${quote(displayPath(cwd, fileURLToPath(url)))}, line ${line},`;
}

function isOutbox(value: unknown): value is Outbox {
  return typeof value === "object" && value !== null && typeof (value as Partial<Outbox>).open === "function";
}
