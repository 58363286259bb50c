import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "../../../scripts/build/build-package.ts";
import { type Finished, ROOT, runProgram } from "../../support/command-line.ts";
import { writeFiles } from "../../support/temp-folder.ts";
import type { PackageType } from "./matrix.ts";

const PACKAGES = fileURLToPath(new URL("node_modules", import.meta.url));

/** Projects of users, all with the packages of this folder, and this package as it is built. */
export interface Projects {
  /** A project with generated helpers, whose imports end as they must in a package of this type. */
  readonly make: (type: PackageType, files: Readonly<Record<string, string>>) => Project;
  readonly remove: () => void;
}

export interface Project {
  /** Runs a program of an installed package, or `node`. Throws with all output when it fails. Gives what it printed. */
  readonly run: (...command: readonly string[]) => Promise<string>;
  readonly folder: string;
}

/** What `import` says of a file of the project. */
export const importOf = (type: PackageType, file: string): string =>
  type === "module" ? `./${file}.js` : `./${file}`;

export async function makeProjects(): Promise<Projects> {
  const installed = join(PACKAGES, "tracking-plan");
  mkdirSync(installed, { recursive: true });
  for (const name of ["package.json", "src"])
    cpSync(join(ROOT, name), join(installed, name), { recursive: true });
  await buildPackage(installed);
  const base = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-modules-")));
  symlinkSync(PACKAGES, join(base, "node_modules"), "dir");
  const generated = {
    commonjs: await generate(base, "commonjs", "none"),
    module: await generate(base, "module", "js"),
  };
  let count = 0;
  return {
    make: (type, files) => {
      count += 1;
      const folder = join(base, `project-${count}`);
      writeFiles(folder, { "package.json": JSON.stringify({ name: "shop", type }), ...files });
      cpSync(generated[type], join(folder, "src/generated"), { recursive: true });
      return { folder, run: (...command) => runOrThrow(folder, command) };
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** Generates the helpers of this repository's own plan. Gives their folder. */
async function generate(base: string, name: string, imports: string): Promise<string> {
  const folder = join(base, name);
  const plan = readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8");
  writeFiles(folder, { "tracking-plan.yaml": `${plan}\noutput: { imports: ${imports} }\n` });
  await runOrThrow(folder, ["node", join(PACKAGES, "tracking-plan/dist/cli/main.cjs"), "generate"]);
  return join(folder, "generated");
}

async function runOrThrow(folder: string, [program = "", ...args]: readonly string[]): Promise<string> {
  const path = program === "node" ? process.execPath : join(PACKAGES, ".bin", program);
  // Without NODE_OPTIONS: no tool needs a flag of Node.
  const finished: Finished = await runProgram([path, ...args], { cwd: folder, env: { NO_COLOR: "1" } });
  if (finished.code === 0) return finished.stdout;
  throw new Error(`${program} exited with ${finished.code}:\n${finished.stdout}${finished.stderr}`);
}
