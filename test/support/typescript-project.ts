import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type ts from "typescript";
import { BUILD, ROOT, runProgram } from "./command-line.ts";
import { COMPILER_APIS, compilerHost } from "./compiler-host.ts";
import { writeFiles } from "./temp-folder.ts";

/** The compilers that generated code must please. The last is no library, and a process of its own. */
export const COMPILER_VERSIONS = ["5.9", "6.0", "7.0"] as const;

export type CompilerVersion = (typeof COMPILER_VERSIONS)[number];

const TSC_7 = join(ROOT, "node_modules/typescript-7/bin/tsc");

/** Every option that makes TypeScript stricter. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUncheckedSideEffectImports: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  forceConsistentCasingInFileNames: true,
  declaration: true,
  noEmit: true,
};

/** A user's project: a folder in which `zod` and this package are installed, as it is built. */
export interface Project {
  readonly folder: string;
  /** Type-checks with one compiler, and gives the lines that it prints: none when there is no error. */
  readonly compile: (settings: CompileSettings) => Promise<readonly string[]>;
  /** How many types TypeScript 5.9 instantiates to check files. Throws if there is an error. */
  readonly countInstantiations: (include: readonly string[]) => number;
  readonly remove: () => void;
}

export interface CompileSettings {
  readonly compiler: CompilerVersion;
  readonly module: "nodenext" | "bundler";
  /** Files and folders below the project. */
  readonly include: readonly string[];
  /** Options beyond the strict ones. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Makes a project. */
export function makeProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-project-")));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(ROOT, "node_modules/zod"), join(folder, "node_modules/zod"), "dir");
  symlinkSync(BUILD, join(folder, "node_modules/tracking-plan"), "dir");
  writeFiles(folder, { "package.json": JSON.stringify({ type: "module" }) });
  return {
    folder,
    compile: (settings) => compile(folder, settings),
    countInstantiations: (include) => {
      const path = writeConfiguration(folder, { module: "nodenext", include });
      const { program, printed } = checkHere(COMPILER_APIS["5.9"], path);
      if (printed !== "") throw new Error(printed);
      return program.getInstantiationCount();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

let configurations = 0;

async function compile(folder: string, settings: CompileSettings): Promise<readonly string[]> {
  const path = writeConfiguration(folder, settings);
  const printed =
    settings.compiler === "7.0"
      ? (await runProgram([process.execPath, TSC_7, "-p", path, "--pretty", "false"], { cwd: folder })).stdout
      : checkHere(COMPILER_APIS[settings.compiler], path).printed;
  return printed.split("\n").filter((line) => line !== "");
}

function writeConfiguration(folder: string, settings: Omit<CompileSettings, "compiler">): string {
  configurations += 1;
  const path = join(folder, `tsconfig.${configurations}.json`);
  const module =
    settings.module === "nodenext"
      ? { module: "nodenext" }
      : { module: "preserve", moduleResolution: "bundler" };
  const compilerOptions = {
    target: "es2022",
    lib: ["es2022"],
    types: [],
    skipLibCheck: true,
    ...module,
    ...STRICT,
    ...settings.options,
  };
  writeFileSync(path, JSON.stringify({ compilerOptions, include: settings.include }));
  return path;
}

/** What `tsc -p` would print, and the program that it is about. */
function checkHere(compiler: typeof ts, path: string): { program: ts.Program; printed: string } {
  const folder = dirname(path);
  const { config } = compiler.readConfigFile(path, compiler.sys.readFile);
  const { options, fileNames, errors } = compiler.parseJsonConfigFileContent(config, compiler.sys, folder);
  const program = compiler.createProgram({
    rootNames: fileNames,
    options,
    host: compilerHost(compiler, options),
    configFileParsingDiagnostics: errors,
  });
  const diagnostics = [
    ...compiler.getPreEmitDiagnostics(program),
    ...(options.noEmit === true ? [] : program.emit().diagnostics),
  ];
  const printed = compiler.formatDiagnostics(compiler.sortAndDeduplicateDiagnostics(diagnostics), {
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (name) => name,
    getNewLine: () => "\n",
  });
  return { program, printed };
}
