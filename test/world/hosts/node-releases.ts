import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface NodeRelease {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}

/** The Node that runs the tests, and 22 and 24 from the packages of a part, where there are such packages for this machine. */
export function nodeReleases(part: URL): readonly NodeRelease[] {
  const { node: version } = process.versions;
  const own = { name: `Node ${version.split(".")[0]}`, version, path: process.execPath };
  const others = ["22", "24"].flatMap((major) => {
    const installed = new URL(`node_modules/node-${major}-${process.platform}-${process.arch}/`, part);
    const path = fileURLToPath(new URL("bin/node", installed));
    if (!existsSync(path)) return [];
    const manifest = JSON.parse(readFileSync(new URL("package.json", installed), "utf8")) as NodeRelease;
    return [{ name: `Node ${major}`, version: manifest.version, path }];
  });
  return [own, ...others.filter(({ name }) => name !== own.name)];
}
