import { resolve } from "node:path";
import type { CodeFacts } from "../../audit/facts/facts.ts";
import type { Compiler } from "../../audit/project/compiler.ts";
import { faultOfConfig, filesOfConfig } from "../../audit/project/tsconfigs.ts";
import { readCode } from "../../audit/read-code.ts";
import type { AuditWrapper } from "../../plan/plan.ts";
import { plural } from "../../text/words.ts";
import { type Io, type SourceFiles, UsageError } from "../io.ts";
import { isInside, kindAt, unlessMissing, withSlashes } from "../paths.ts";
import { loadCompiler } from "./load-compiler.ts";
import { findProjectSources } from "./project-sources.ts";
import { readSourceText } from "./source-text.ts";

/** Whose code to read. */
interface ProjectToRead {
  /** Absolute, without links. Nothing outside of it is read. */
  readonly root: string;
  /** Where the compiler is looked for, upwards; absolute. */
  readonly folder: string;
  /** Files and folders, relative to the working directory, that are read in any case. */
  readonly paths: readonly string[];
  /** A `tsconfig.json` whose files are read, and no others. */
  readonly tsconfig?: string | undefined;
  readonly wrappers?: readonly AuditWrapper[] | undefined;
}

export interface ReadProject {
  /** The files and folders that were named; absolute, with `/`. */
  readonly named: readonly string[];
  readonly facts: CodeFacts;
  readonly text: ReturnType<typeof readSourceText>;
  /** Files of tests that were left out. */
  readonly tests: number;
  /** What it was read with. */
  readonly compiler: Compiler;
  readonly sources: SourceFiles;
  /** All source files; absolute, with `/`. */
  readonly paths: readonly string[];
  /** Its `package.json` files. */
  readonly manifests: readonly string[];
}

/**
 * Reads what the code of a project does with PostHog, without folders that have a plan of their own. All of it, also where only a
 * part is asked for: the function around a call may be anywhere.
 *
 * @throws UsageError if a path cannot be read, or if ts-morph is not installed
 */
export async function readProject(
  { root, folder, paths, tsconfig, wrappers }: ProjectToRead,
  io: Io,
): Promise<ReadProject> {
  const compiler = await loadCompiler(folder, root, io);
  const sources = await io.openSources(root);
  io.progress.begin("Looking for source files");
  const named = await namedPaths(paths, root, io);
  const home = await io.files.realpath(folder);
  const found = await findProjectSources({ root, folder: home, named }, sources, io);
  const chosen =
    tsconfig === undefined
      ? found.sources
      : filesOfConfig(await configPath(tsconfig, { root, compiler, sources }, io), compiler.ts, sources);
  io.progress.begin(`Reading ${plural(chosen.length, "source file")}`);
  const facts = readCode({ root, sources: chosen, manifests: found.manifests, wrappers }, compiler, sources);
  const { tests, manifests } = found;
  const text = readSourceText(sources, io.cwd);
  return { named, facts, text, tests, compiler, sources, paths: chosen, manifests };
}

/** @throws UsageError if it is no `tsconfig.json` of the project: the compiler would take it for an empty one, with all files */
async function configPath(
  name: string,
  {
    root,
    compiler,
    sources,
  }: { readonly root: string; readonly compiler: Compiler; readonly sources: SourceFiles },
  { cwd, files }: Io,
): Promise<string> {
  const path = resolve(cwd, name);
  const real = await unlessMissing(files.realpath(path));
  const isFile = real !== undefined && (await files.stat(real)).isFile();
  const fault = !isFile
    ? "there is no such file."
    : !isInside(root, real)
      ? "it is outside of the plan's project."
      : faultOfConfig(withSlashes(path), compiler.ts, sources);
  if (fault === undefined) return withSlashes(path);
  throw new UsageError(`Cannot read ${name}: ${fault}`, "Name a `tsconfig.json` of the project.");
}

async function namedPaths(
  paths: readonly string[],
  root: string,
  { cwd, files }: Io,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    if ((await kindAt(absolute, files)) === undefined) {
      throw new UsageError(`Cannot audit ${path}: there is no such file or folder.`, "Correct the path.");
    }
    const real = await files.realpath(absolute);
    if (!isInside(root, real)) {
      throw new UsageError(
        `Cannot audit ${path}: it is outside of the plan's project.`,
        "Audit the project that contains the plan, or name its plan with `--plan`.",
      );
    }
    found.push(withSlashes(real));
  }
  return found;
}
