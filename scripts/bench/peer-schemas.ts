import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { run } from "./child.ts";
import { writeEqualInput } from "./equal-input.ts";
import { generatorArgs, installPeers } from "./peers.ts";

/** Lets json-schema-to-zod write the plan's events as zod schemas, into `schemas.ts` in the folder that it gives. */
export function writePeerSchemas({ project, plan }: Bench): string {
  installPeers();
  const [input, output] = [join(project.folder, "equal-input"), join(project.folder, "peer-schemas")];
  writeEqualInput(plan.generated, input);
  mkdirSync(output, { recursive: true });
  run([process.execPath, ...generatorArgs("json-schema-to-zod", input, output)], { cwd: project.folder });
  return output;
}
