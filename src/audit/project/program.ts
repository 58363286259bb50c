import type { ts } from "ts-morph";
import type { Code, Compiler } from "./compiler.ts";
import { COMPONENT_FILE, type EmbeddedScript, readEmbeddedScripts } from "./embedded-scripts.ts";
import { typesNeededBy } from "./package-names.ts";
import type { SourceFiles } from "./source-files.ts";
import { standInFor, textOfStandIn } from "./stand-ins.ts";
import { TsConfigs } from "./tsconfigs.ts";
import type { Workspace } from "./workspace.ts";

/** The compiler over a project: one program for all of its packages, with each file's imports resolved by its own settings. */
export interface Programs {
  /**
   * Parses files with all that they import.
   *
   * @param paths - absolute, with `/`
   */
  open(paths: readonly string[]): OpenedProgram;
  /**
   * Gives what `read` gives. Where the compiler, which calls itself for each level of code, runs out of stack, files that are nested
   * deeply are left out and `read` is called again: it has to open its programs anew.
   */
  withoutDeep<Result>(read: (isAgain: boolean) => Result): Result;
  /** Has files whose text is another one now read again by programs that are opened later. */
  forget(paths: Iterable<string>): void;
  /** Packages that are imported and were not found, without those that have a stand-in. Sorted. */
  unresolved(): readonly string[];
}

export interface OpenedProgram {
  readonly code: Code;
  /** A file of the project; `undefined` if it cannot be read. */
  fileOf(path: string): ts.SourceFile | undefined;
  /** Why a file is no valid code, or `undefined` if it is. */
  faultOf(path: string): string | undefined;
  /** What the compiler finds wrong in a file: of syntax and of types. */
  errorsOf(path: string): readonly { readonly start: number; readonly message: string }[];
}

export function createPrograms(
  { Project, ts }: Compiler,
  files: SourceFiles,
  {
    root,
    workspace,
    options: own,
  }: {
    readonly root: string;
    readonly workspace: Workspace;
    /** Replace those of a lenient compiler. */
    readonly options?: ts.CompilerOptions;
  },
): Programs {
  const options: ts.CompilerOptions = {
    allowJs: true,
    checkJs: false,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    jsx: ts.JsxEmit.Preserve,
    allowImportingTsExtensions: true,
    experimentalDecorators: true,
    // Sources of packages are not ours to read: their declarations are.
    maxNodeModuleJsDepth: 0,
    types: [],
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    ...own,
  };
  const libraries = libraryFiles(Project, options);
  const configs = new TsConfigs(ts, files, root, options);
  const parsed = new Map<string, ts.SourceFile | undefined>();
  const scripts = new Map<string, EmbeddedScript | undefined>();
  const unresolved = new Set<string>();
  const deep = new Set<string>();
  let last: ts.Program | undefined;

  const host: ts.CompilerHost = {
    getSourceFile: (path) => libraries.get(baseName(path)) ?? parse(path),
    getDefaultLibFileName: () => "/lib/lib.esnext.d.ts",
    getDefaultLibLocation: () => "/lib",
    getCurrentDirectory: () => root,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    fileExists: (path) => files.isFile(path),
    readFile: (path) => files.readFile(path),
    directoryExists: (path) => files.isFolder(path),
    realpath: (path) => files.realPath(path),
    resolveModuleNameLiterals: (literals, containing) =>
      literals.map(({ text }) => ({ resolvedModule: resolve(text, containing) })),
  };

  return {
    open: (paths) => {
      const roots = paths.map(moduleOf).filter((path) => path !== undefined);
      last = ts.createProgram({ rootNames: roots, options, host, ...(last && { oldProgram: last }) });
      const program = last;
      const fileOf = (path: string): ts.SourceFile | undefined => {
        const module = moduleOf(path);
        return module === undefined ? undefined : program.getSourceFile(module);
      };
      return {
        code: { ts, checker: program.getTypeChecker() },
        fileOf,
        faultOf: (path) => {
          if (deep.has(path)) return "it is nested too deeply";
          const file = fileOf(path);
          if (file === undefined) return "it cannot be read";
          const [fault] = program.getSyntacticDiagnostics(file);
          return fault && ts.flattenDiagnosticMessageText(fault.messageText, " ");
        },
        errorsOf: (path) => {
          const file = fileOf(path);
          if (file === undefined) return [];
          return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
            ({ start = 0, messageText }) => ({
              start,
              message: ts.flattenDiagnosticMessageText(messageText, " "),
            }),
          );
        },
      };
    },
    withoutDeep: (read) => {
      try {
        return read(false);
      } catch (error) {
        if (!(error instanceof RangeError) || !leaveOutDeep()) throw error;
        return read(true);
      }
    },
    forget: (paths) => {
      for (const path of paths) {
        const module = moduleOf(path);
        scripts.delete(path);
        if (module !== undefined) parsed.delete(module);
      }
    },
    unresolved: () => [...unresolved].toSorted(),
  };

  function parse(path: string): ts.SourceFile | undefined {
    if (parsed.has(path)) return parsed.get(path);
    const component = componentOf(path);
    const text =
      component === undefined ? (textOfStandIn(path) ?? files.readFile(path)) : scriptOf(component)?.text;
    if (text === undefined) {
      parsed.set(path, undefined);
      return undefined;
    }
    try {
      const file = parseText(path, text);
      parsed.set(path, file);
      return file;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return leaveOut(path);
    }
  }

  function parseText(path: string, text: string): ts.SourceFile {
    return ts.createSourceFile(path, text, {
      languageVersion: ts.ScriptTarget.ESNext,
      jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
    });
  }

  /** Gives whether there were some. */
  function leaveOutDeep(): boolean {
    const before = deep.size;
    for (const [path, file] of parsed) {
      if (file !== undefined && !deep.has(componentOf(path) ?? path) && isDeep(file, ts)) leaveOut(path);
    }
    // What was made of the files cannot be used again.
    last = undefined;
    return deep.size > before;
  }

  function leaveOut(path: string): ts.SourceFile {
    const empty = parseText(path, "");
    deep.add(componentOf(path) ?? path);
    parsed.set(path, empty);
    return empty;
  }

  function scriptOf(component: string): EmbeddedScript | undefined {
    if (!scripts.has(component)) {
      const text = files.readFile(component);
      scripts.set(component, text === undefined ? undefined : readEmbeddedScripts(text));
    }
    return scripts.get(component);
  }

  /** The path under which the compiler knows a file: the scripts of `App.vue` are `App.vue.ts`. */
  function moduleOf(path: string): string | undefined {
    if (!COMPONENT_FILE.test(path)) return path;
    const script = scriptOf(path);
    return script && path + script.extension;
  }

  function resolve(specifier: string, containing: string): ts.ResolvedModuleFull | undefined {
    const folder = containing.slice(0, containing.lastIndexOf("/"));
    const isOwn = !containing.includes("/node_modules/");
    const source = isOwn ? workspace.sourceOf(specifier) : undefined;
    if (source !== undefined) return asModule(source);
    const settings = configs.settingsOf(folder);
    if (COMPONENT_FILE.test(specifier)) {
      const found = componentAt(specifier, folder, settings.options);
      return found === undefined ? undefined : asModule(found);
    }
    const { resolvedModule } = ts.resolveModuleName(
      specifier,
      containing,
      settings.options,
      host,
      settings.cache,
    );
    if (resolvedModule !== undefined) return resolvedModule;
    const standIn = standInFor(specifier);
    if (standIn !== undefined) return asModule(standIn);
    const missing = isOwn ? typesNeededBy(specifier) : undefined;
    if (missing !== undefined) unresolved.add(missing);
    return undefined;
  }

  /** The scripts of a component that is imported by its path, or by a path of the configuration. */
  function componentAt(
    specifier: string,
    folder: string,
    { paths, pathsBasePath, baseUrl }: ts.CompilerOptions,
  ): string | undefined {
    const candidates = specifier.startsWith(".")
      ? [`${folder}/${specifier}`]
      : Object.entries(paths ?? {}).flatMap(([pattern, targets]) => {
          const [before = "", after] = pattern.split("*");
          if (after === undefined || !specifier.startsWith(before)) return [];
          const base = baseUrl ?? (pathsBasePath as string | undefined) ?? root;
          return targets.map((target) => `${base}/${target.replace("*", specifier.slice(before.length))}`);
        });
    const found = candidates.map(normalize).find((path) => files.isFile(path));
    return found === undefined ? undefined : moduleOf(found);
  }
}

function asModule(path: string): ts.ResolvedModuleFull {
  return {
    resolvedFileName: path,
    extension: extensionOf(path),
    isExternalLibraryImport: path.includes("/node_modules/"),
  };
}

type LibraryFiles = ReadonlyMap<string, ts.SourceFile>;

/**
 * By compiler and options, which are all that files of a library depend on: to parse them takes half a second, and a server for
 * agents reads the code at each question.
 */
const LIBRARIES = new WeakMap<Compiler["Project"], Map<string, LibraryFiles>>();

/** The declarations of the language and of browsers, from ts-morph. */
function libraryFiles(Project: Compiler["Project"], options: ts.CompilerOptions): LibraryFiles {
  const known = LIBRARIES.get(Project) ?? new Map<string, LibraryFiles>();
  LIBRARIES.set(Project, known);
  const key = JSON.stringify(options);
  const files = known.get(key) ?? parseLibraries(Project, options);
  known.set(key, files);
  return files;
}

function parseLibraries(Project: Compiler["Project"], options: ts.CompilerOptions): LibraryFiles {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: options });
  // A program without files has no libraries either.
  project.createSourceFile("/empty.ts", "export {};");
  const files = project.getProgram().compilerObject.getSourceFiles();
  return new Map(files.map((file) => [baseName(file.fileName), file]));
}

function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return path.startsWith("/lib/") || path.startsWith("/node_modules/typescript/lib/") ? name : path;
}

/** Code of people has less than half of these levels. */
const MAX_DEPTH = 250;

/** Without calling itself. */
function isDeep(file: ts.SourceFile, ts: Compiler["ts"]): boolean {
  const waiting: { readonly node: ts.Node; readonly depth: number }[] = [{ node: file, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const depth = next.depth + 1;
    if (depth > MAX_DEPTH) return true;
    ts.forEachChild(next.node, (node) => void waiting.push({ node, depth }));
  }
  return false;
}

/** The component whose scripts a path stands for. */
function componentOf(path: string): string | undefined {
  return /^(.*\.(?:vue|svelte))\.[jt]sx?$/u.exec(path)?.[1];
}

function extensionOf(path: string): string {
  return /(?:\.d)?\.[cm]?[jt]sx?$/u.exec(path)?.[0] ?? ".ts";
}

/** Removes `.` and `..`. */
function normalize(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}
