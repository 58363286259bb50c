/** What the part `module-systems` runs, and the table in `docs/compatibility.md` tells. */

export const COMPILERS = { "5.9": "typescript", "6.0": "typescript-6", "7.0": "typescript-7" } as const;

export type Compiler = keyof typeof COMPILERS;

/** How a package says what its files are. */
export type PackageType = "commonjs" | "module";

/** Settings of TypeScript that a project is compiled with. */
export interface Setting {
  /** As `tsconfig.json` has it. */
  readonly module: string;
  /** Absent where it follows from `module`. */
  readonly moduleResolution?: string;
  readonly packages: readonly PackageType[];
  readonly compilers: readonly Compiler[];
}

const BOTH = ["commonjs", "module"] as const;
const ALL = ["5.9", "6.0", "7.0"] as const;

export const SETTINGS: readonly Setting[] = [
  // Gone with 7.0. The default of 5.9, and with 6.0 deprecated.
  { module: "commonjs", moduleResolution: "node10", packages: ["commonjs"], compilers: ["5.9", "6.0"] },
  { module: "commonjs", packages: ["commonjs"], compilers: ALL },
  // An error before 6.0.
  { module: "commonjs", moduleResolution: "bundler", packages: ["commonjs"], compilers: ["6.0", "7.0"] },
  ...["node16", "node18", "node20", "nodenext"].map((module) => ({ module, packages: BOTH, compilers: ALL })),
  { module: "es2022", moduleResolution: "bundler", packages: ["module"], compilers: ALL },
];

/** What loads the helpers, for each kind of package. */
export const TOOLS: Readonly<Record<string, readonly PackageType[]>> = {
  Node: BOTH,
  tsx: BOTH,
  "ts-node": ["commonjs"],
  Jest: ["commonjs"],
  "ts-jest": ["commonjs"],
  "@swc/jest": ["commonjs"],
  vitest: BOTH,
  "Express with ts-node": ["commonjs"],
  "NestJS 11 with ts-jest": ["commonjs"],
};
