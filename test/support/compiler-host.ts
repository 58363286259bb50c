import { fileURLToPath } from "node:url";
import ts from "typescript";
import typescript6 from "typescript-6";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** The compilers that run in this process. */
export const COMPILER_APIS = { "5.9": ts, "6.0": typescript6 as unknown as typeof ts } as const;

/** By what decides how a file is read. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * The host of a program: what is in the repository, packages and the compiler's own libraries before all, is parsed once for
 * all programs of this process. Most of what a small program costs is what it imports.
 *
 * @param files - those that are on no disk: absolute path → text
 */
export function compilerHost(
  compiler: typeof ts,
  options: ts.CompilerOptions,
  files: Readonly<Record<string, string>> = {},
): ts.CompilerHost {
  const host = compiler.createCompilerHost(options, true);
  const { directoryExists, fileExists, getSourceFile, readFile } = host;
  const { target, module, moduleResolution, moduleDetection, strict } = options;
  const settings = JSON.stringify([
    compiler.version,
    target,
    module,
    moduleResolution,
    moduleDetection,
    strict,
  ]);
  host.directoryExists = (path) =>
    Object.keys(files).some((file) => file.startsWith(`${path}/`)) || directoryExists?.(path) === true;
  host.fileExists = (path) => files[path] !== undefined || fileExists(path);
  host.readFile = (path) => files[path] ?? readFile(path);
  host.getSourceFile = (path, how, ...rest) => {
    const text = files[path];
    if (text !== undefined) return compiler.createSourceFile(path, text, how, true);
    if (!path.startsWith(REPOSITORY)) return getSourceFile.call(host, path, how, ...rest);
    const format = typeof how === "object" ? how.impliedNodeFormat : undefined;
    const key = [path, format, settings].join(" ");
    if (!parsed.has(key)) parsed.set(key, getSourceFile.call(host, path, how, ...rest));
    return parsed.get(key);
  };
  return host;
}
