import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeFiles } from "./temp-folder.ts";

const REPOSITORY = new URL("../..", import.meta.url).pathname;

/** The compilers that generated code must please: version → package that holds it. */
const COMPILERS = { "5.9": "typescript", "6.0": "typescript-6", "7.0": "typescript-7" } as const;

export type CompilerVersion = keyof typeof COMPILERS;

export const COMPILER_VERSIONS = Object.keys(COMPILERS) as readonly CompilerVersion[];

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

/** A user's project: a folder in which `zod` and `tracking-plan/runtime` are installed, the latter as it is published. */
export interface Project {
  readonly folder: string;
  /** Type-checks with one compiler, and gives the lines that it prints: none when there is no error. */
  readonly compile: (settings: CompileSettings) => Promise<readonly string[]>;
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

/** Makes a project. The runtime's declarations are made from its sources, as the build makes them. */
export async function makeProject(): Promise<Project> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-project-")));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(REPOSITORY, "node_modules/zod"), join(folder, "node_modules/zod"), "dir");
  writeFiles(folder, {
    "package.json": JSON.stringify({ type: "module" }),
    "node_modules/tracking-plan/package.json": JSON.stringify({
      name: "tracking-plan",
      type: "module",
      exports: { "./runtime": { types: "./dist/runtime/index.d.ts" } },
    }),
    "tsconfig.runtime.json": JSON.stringify({
      extends: join(REPOSITORY, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: join(REPOSITORY, "src"),
        outDir: "node_modules/tracking-plan/dist",
        typeRoots: [join(REPOSITORY, "node_modules/@types")],
      },
      files: [join(REPOSITORY, "src/runtime/index.ts")],
      include: [],
    }),
  });
  await runCompiler("5.9", join(folder, "tsconfig.runtime.json"));
  return {
    folder,
    compile: (settings) => compile(folder, settings),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

let configurations = 0;

function compile(folder: string, settings: CompileSettings): Promise<readonly string[]> {
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
  return runCompiler(settings.compiler, path);
}

/** Runs a compiler and gives the lines that it prints. */
function runCompiler(compiler: CompilerVersion, configuration: string): Promise<readonly string[]> {
  const binary = join(REPOSITORY, "node_modules", COMPILERS[compiler], "bin/tsc");
  return new Promise((resolve, reject) => {
    const args = [binary, "-p", configuration, "--pretty", "false"];
    const child = spawn(process.execPath, args, { cwd: dirname(configuration) });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", () => resolve(output.split("\n").filter((line) => line !== "")));
  });
}
