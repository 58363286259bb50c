import { readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { peerVersions } from "./peers.ts";

/** On what something was measured, and beside what. */
export interface Machine {
  /** Such as `2 cores of AMD EPYC, 24 GiB, linux x64`. */
  readonly kind: string;
  readonly node: string;
  /** Settings of Node in the environment, which change how long its start takes. */
  readonly settings: readonly string[];
  /** Package → version. */
  readonly versions: Readonly<Record<string, string>>;
}

/** This machine. */
export function describeMachine(): Machine {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(manifest) as { readonly version: string };
  const [first] = cpus();
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  return {
    kind: `${cpus().length} cores of ${first?.model ?? "an unknown kind"}, ${gibibytes} GiB, ${platform()} ${arch()}`,
    node: process.version,
    settings: Object.keys(process.env).filter((name) => name.startsWith("NODE_") && name !== "NODE"),
    versions: { "tracking-plan": version, ...peerVersions() },
  };
}
