import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { cpuSecondsOf } from "../child.ts";
import { writeEqualInput } from "../equal-input.ts";
import { inTurn } from "../figures.ts";
import { GENERATORS, type Generator, generatorArgs, installPeers } from "../peers.ts";
import { forget, sizeOf } from "../project.ts";
import type { RowName } from "../rows.ts";

/** Pairs with the peer that the targets name, and with each of the others. */
const PAIRS = 5;
const OTHER_PAIRS = 2;

const ROW_OF: Readonly<Record<Generator, RowName>> = {
  "json-schema-to-typescript": "generateCold",
  "json-schema-to-zod": "generateZod",
  "quicktype-core": "generateQuicktype",
  "openapi-typescript": "generateOpenapiTypescript",
  "openapi-ts": "generateOpenapiTs",
  typewriter: "generateTypewriter",
};

/** A run of `generate` for 1,000 events, beside peers that write types only for the same events. */
export async function measureGenerate({ project, plan, report }: Bench): Promise<void> {
  report("bytesWritten", { ours: [sizeOf(plan.generated).bytes] });
  installPeers();
  const input = join(project.folder, "equal-input");
  writeEqualInput(plan.generated, input);
  const generate = (): number => cpuSecondsOf([project.main, "generate"], { cwd: plan.folder });
  const cold = (): number => {
    forget(project);
    rmSync(plan.generated, { recursive: true });
    return generate();
  };
  const peerRun = (name: Generator) => (): number => {
    const output = join(project.folder, "peer-output", name);
    rmSync(output, { recursive: true, force: true });
    mkdirSync(output, { recursive: true });
    return cpuSecondsOf(generatorArgs(name, input, output), { cwd: project.folder });
  };
  for (const name of GENERATORS) {
    const row = ROW_OF[name];
    report(row, await inTurn(row === "generateCold" ? PAIRS : OTHER_PAIRS, cold, peerRun(name)));
  }
  // The first run after a change writes, and only the next one is remembered.
  generate();
  report("generateUnchanged", await inTurn(PAIRS, generate, peerRun("json-schema-to-typescript")));
}
