import type { Bench } from "../bench.ts";

/** What `npm install tracking-plan` adds beside its peers. */
export async function measureInstall({ project: { added }, report }: Bench): Promise<void> {
  report("installedPackages", { ours: [added.packages] });
  report("installedBytes", { ours: [added.bytes] });
  report("installedFiles", { ours: [added.files] });
}
