import { join } from "node:path";
import ts from "typescript";
import { compilerHost } from "./compiler-host.ts";

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

let previous: ts.Program | undefined;

/**
 * Type-checks files that are on no disk. For many small programs: what they import is parsed once.
 *
 * @param files - path → text
 * @returns the errors in these files, each with its path and the text it is at
 */
export function checkTypes(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [join(FOLDER, path), text] as const),
  );
  const host = compilerHost(ts, OPTIONS, texts);
  const program = ts.createProgram(Object.keys(texts), OPTIONS, host, previous);
  previous = program;
  return Object.keys(texts)
    .map((path) => program.getSourceFile(path)!)
    .flatMap((source) =>
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
