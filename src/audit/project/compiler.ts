import type { ts as compilerNamespace } from "ts-morph";

/** The parts of ts-morph that the audit uses. It is an optional peer: the command loads it and hands it over. */
export type Compiler = Pick<typeof import("ts-morph"), "Project" | "ts">;

/** The TypeScript compiler inside ts-morph. */
export type TypeScript = typeof compilerNamespace;

/** What every question about the code needs. */
export interface Code {
  readonly ts: TypeScript;
  readonly checker: compilerNamespace.TypeChecker;
}
