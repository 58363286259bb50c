import type { ts } from "ts-morph";
import type { TypeScript } from "./compiler.ts";
import type { SourceFiles } from "./source-files.ts";

/** How imports of a folder's files are resolved. */
interface ImportSettings {
  /** `baseUrl`, `paths` and what else decides where an import leads. */
  readonly options: ts.CompilerOptions;
  readonly cache: ts.ModuleResolutionCache;
}

const CONFIG_NAMES = ["tsconfig.json", "jsconfig.json"] as const;

/**
 * Finds the settings for imports of each file: those of the nearest `tsconfig.json`, and where that one only refers to others,
 * those of the first of them that has some. Nothing but JSON is read, and nothing of it is run.
 */
export class TsConfigs {
  readonly #ts: TypeScript;
  readonly #files: SourceFiles;
  readonly #root: string;
  readonly #base: ts.CompilerOptions;
  readonly #byFolder = new Map<string, ImportSettings>();

  /** @param root - where the search upwards ends */
  constructor(ts: TypeScript, files: SourceFiles, root: string, base: ts.CompilerOptions) {
    this.#ts = ts;
    this.#files = files;
    this.#root = root;
    this.#base = base;
  }

  settingsOf(folder: string): ImportSettings {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const config = CONFIG_NAMES.map((name) => `${folder}/${name}`).find((path) => this.#files.isFile(path));
    const parent = folder.slice(0, folder.lastIndexOf("/"));
    const isTop = folder === this.#root || parent === "";
    const settings =
      config === undefined && !isTop ? this.settingsOf(parent) : this.#create(folder, this.#read(config));
    this.#byFolder.set(folder, settings);
    return settings;
  }

  #create(folder: string, own: ts.CompilerOptions): ImportSettings {
    const { baseUrl, paths, pathsBasePath } = own;
    const options = {
      ...this.#base,
      ...(baseUrl !== undefined && { baseUrl }),
      ...(paths !== undefined && { paths }),
      ...(pathsBasePath !== undefined && { pathsBasePath }),
    };
    return { options, cache: this.#ts.createModuleResolutionCache(folder, (name) => name, options) };
  }

  #read(path: string | undefined, seen = new Set<string>()): ts.CompilerOptions {
    if (path === undefined || seen.has(path)) return {};
    seen.add(path);
    const { options, projectReferences } = parseConfig(path, this.#ts, this.#files, () => []);
    if (options.paths !== undefined || options.baseUrl !== undefined) return options;
    for (const { path: reference } of projectReferences) {
      const file = this.#files.isFolder(reference) ? `${reference}/tsconfig.json` : reference;
      const inner = this.#read(file, seen);
      if (inner.paths !== undefined || inner.baseUrl !== undefined) return inner;
    }
    return options;
  }
}

/** What is wrong with the text of a `tsconfig.json`, or `undefined` if it can be read. */
export function faultOfConfig(path: string, ts: TypeScript, files: SourceFiles): string | undefined {
  const { error } = ts.readConfigFile(path, (file) => files.readFile(file));
  return error && ts.flattenDiagnosticMessageText(error.messageText, " ");
}

/** The files that a `tsconfig.json` and those it refers to contain. */
export function filesOfConfig(path: string, ts: TypeScript, files: SourceFiles): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const add = (config: string): void => {
    if (seen.has(config)) return;
    seen.add(config);
    const { fileNames, projectReferences } = parseConfig(config, ts, files, (folder, ...rest) =>
      matchFiles(ts, files, folder, rest),
    );
    for (const file of fileNames) found.add(file);
    for (const { path: reference } of projectReferences) {
      add(files.isFolder(reference) ? `${reference}/tsconfig.json` : reference);
    }
  };
  add(path);
  return [...found];
}

interface Config {
  readonly options: ts.CompilerOptions & { readonly pathsBasePath?: string };
  readonly fileNames: readonly string[];
  readonly projectReferences: readonly ts.ProjectReference[];
}

function parseConfig(
  path: string,
  ts: TypeScript,
  files: SourceFiles,
  readDirectory: ts.ParseConfigHost["readDirectory"],
): Config {
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    readDirectory,
    fileExists: (file) => files.isFile(file) || files.readConfig(file) !== undefined,
    readFile: (file) => files.readConfig(file),
  };
  const { config } = ts.readConfigFile(path, (file) => files.readFile(file)) as { config: unknown };
  const folder = path.slice(0, path.lastIndexOf("/"));
  const {
    options,
    fileNames,
    projectReferences = [],
  } = ts.parseJsonConfigFileContent(config ?? {}, host, folder, undefined, path);
  return { options, fileNames, projectReferences };
}

/** The compiler's own matching of `include` and `exclude`, over our access to files. */
function matchFiles(
  ts: TypeScript,
  files: SourceFiles,
  folder: string,
  [extensions, excludes, includes, depth]: readonly unknown[],
): readonly string[] {
  const { matchFiles: match } = ts as unknown as { matchFiles: (...args: readonly unknown[]) => string[] };
  const entriesOf = (path: string): { files: string[]; directories: string[] } => {
    const entries = files.list(path);
    return {
      files: entries.filter(({ isFile }) => isFile).map(({ name }) => name),
      directories: entries.filter(({ isFolder }) => isFolder).map(({ name }) => name),
    };
  };
  const real = (path: string): string => files.realPath(path);
  return match(folder, extensions, excludes, includes, true, folder, depth, entriesOf, real);
}
