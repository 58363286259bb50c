import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./child.ts";

/** A folder with a lock file of its own: nobody else needs what stands beside us here. */
const FOLDER = fileURLToPath(new URL("peers", import.meta.url));

/** The peers that write code, by the name of their program in the folder. */
export const GENERATORS = [
  "json-schema-to-typescript",
  "json-schema-to-zod",
  "quicktype-core",
  "openapi-typescript",
  "openapi-ts",
  "typewriter",
] as const;

export type Generator = (typeof GENERATORS)[number];

/** Installs the peers, as their lock file has them. */
export function installPeers(): void {
  run(["npm", "ci", "--no-audit", "--no-fund"], { cwd: FOLDER });
}

/** The arguments of Node that make a peer read the input of a folder, and write into another one. */
export function generatorArgs(name: Generator, input: string, output: string): readonly string[] {
  return [join(FOLDER, `${name}.mjs`), input, output];
}

/** Package → version, as installed. */
export function peerVersions(): Readonly<Record<string, string>> {
  const { dependencies } = readJson("package.json") as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const { packages } = readJson("package-lock.json") as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>;
  };
  return Object.fromEntries(
    Object.keys(dependencies).map((name) => [name, packages[`node_modules/${name}`]!.version]),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, path), "utf8"));
}
