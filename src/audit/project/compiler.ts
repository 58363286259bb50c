import type { Project, ts as compilerNamespace } from "ts-morph";

/** The parts of ts-morph that the audit uses. It is an optional peer: the command loads it and hands it over. */
export interface Compiler {
  readonly Project: typeof Project;
  readonly ts: TypeScript;
}

/** The TypeScript compiler inside ts-morph. */
export type TypeScript = typeof compilerNamespace;

/** What every question about the code needs. */
export interface Code {
  readonly ts: TypeScript;
  readonly checker: compilerNamespace.TypeChecker;
}
