import { join } from "node:path";
import ts from "typescript";

const REPOSITORY = new URL("../..", import.meta.url).pathname;
/** Where files that exist in memory only seem to be: below the packages that they import. */
const FOLDER = join(REPOSITORY, "test/in-memory");

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: [],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: { "tracking-plan/runtime": [join(REPOSITORY, "src/runtime/index.ts")] },
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  allowUnreachableCode: false,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
};

const libraries = new Map<string, ts.SourceFile | undefined>();
let previous: ts.Program | undefined;

/**
 * Type-checks files that are on no disk. For many small programs: what they import is parsed once.
 *
 * @param files - path → text
 * @returns the errors in these files, each with its path and the text it is at
 */
export function checkTypes(files: Readonly<Record<string, string>>): readonly string[] {
  const sources = new Map(
    Object.entries(files).map(([path, text]) => [
      join(FOLDER, path),
      ts.createSourceFile(join(FOLDER, path), text, ts.ScriptTarget.ES2022, true),
    ]),
  );
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => sources.get(path)?.text ?? readFile(path);
  host.directoryExists = () => true;
  host.getSourceFile = (path, settings) => sources.get(path) ?? libraryFile(path, settings);
  const program = ts.createProgram([...sources.keys()], OPTIONS, host, previous);
  previous = program;
  return [...sources.values()].flatMap((source) =>
    [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
      ...program.getDeclarationDiagnostics(source),
    ].map(({ messageText, start = 0, length = 0 }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, " ");
      return `${source.fileName.slice(FOLDER.length + 1)}: ${message} At: ${source.text.slice(start, start + length)}`;
    }),
  );
}

function libraryFile(
  path: string,
  settings: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile | undefined {
  if (!libraries.has(path)) {
    const text = ts.sys.readFile(path);
    libraries.set(path, text === undefined ? undefined : ts.createSourceFile(path, text, settings, true));
  }
  return libraries.get(path);
}
