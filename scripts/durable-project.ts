import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeIo } from "../src/cli/node-io.ts";
import { generate } from "../src/commands/generate.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * Generates from this repository's plan with `delivery: durable`, in a temporary project that has its packages as a user's project has
 * them.
 *
 * @returns the folder of the project. Its file `generated/index.ts` has the functions of this repository's.
 */
export async function makeDurableProject(): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-durable-")));
  const plan = "tracking-plan.yaml";
  copyFileSync(join(ROOT, plan), join(folder, plan));
  appendFileSync(join(folder, plan), "\ndelivery: durable\n");
  const packages = join(folder, "node_modules");
  mkdirSync(packages);
  symlinkSync(ROOT, join(packages, "tracking-plan"));
  for (const name of ["posthog-node", "zod"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(packages, name));
  }
  const io = nodeIo(folder);
  const silent = { ...io, stdout: { ...io.stdout, write: () => {} } };
  const code = await generate({ plan, format: "text", strict: false }, silent);
  if (code !== 0) throw new Error("The plan with `delivery: durable` could not be generated.");
  return folder;
}
