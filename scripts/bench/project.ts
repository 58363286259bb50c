import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { callPlan } from "./call-plan.ts";
import { run } from "./child.ts";
import { type LargePlan, largePlan } from "./large-plan.ts";
import { peerVersions } from "./peers.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What an installation put into `node_modules`. */
export interface Installed {
  readonly packages: number;
  readonly bytes: number;
  readonly files: number;
}

/** A project that has the built package installed, as a user has it. */
export interface Project {
  readonly folder: string;
  /** The file of the command line. */
  readonly main: string;
  /** What installing the package added to its peers. */
  readonly added: Installed;
}

/** A plan in a folder of the project. */
export interface PlanFolder {
  readonly folder: string;
  readonly generated: string;
}

/** Builds the package and installs it beside its peers, in a folder of its own. */
export function installProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-bench-")));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const { "posthog-node": posthog, zod } = peerVersions();
  install(folder, [`posthog-node@${posthog}`, `zod@${zod}`]);
  const before = countInstalled(folder);
  run(["npm", "pack", "--pack-destination", folder], { cwd: ROOT });
  const packed = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  install(folder, [`./${packed}`]);
  const after = countInstalled(folder);
  return {
    folder,
    main: join(folder, "node_modules/tracking-plan/dist/cli/main.cjs"),
    added: {
      packages: after.packages - before.packages,
      bytes: after.bytes - before.bytes,
      files: after.files - before.files,
    },
  };
}

/** Removes the project. */
export function removeProject({ folder }: Project): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes a plan of so many events into a folder of its own in the project, and generates its files. */
export function writePlan(project: Project, plan: LargePlan): PlanFolder {
  const folder = join(project.folder, `plan-of-${plan.events}`);
  return writePlanFiles(project, folder, largePlan(plan));
}

/** Writes files of a plan into a folder and generates. */
export function writePlanFiles(
  project: Project,
  folder: string,
  files: Readonly<Record<string, string>>,
): PlanFolder {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  run([process.execPath, project.main, "generate"], { cwd: folder });
  return { folder, generated: join(folder, "generated") };
}

/** Writes a plan of 1,000 events for calls, generates, and gives the folder of its compiled files. */
export async function placeCallPlan(project: Project): Promise<string> {
  const folder = join(project.folder, "plan-for-calls");
  const { generated } = writePlanFiles(project, folder, { "tracking-plan.yaml": callPlan(1000) });
  return await compile(generated);
}

/** Makes the next command one that nothing is remembered for. */
export function forget(project: Project): void {
  rmSync(join(project.folder, "node_modules/.cache"), { recursive: true, force: true });
}

/** Compiles the TypeScript files of a folder to JavaScript modules, one each, in a folder beside it, and gives that. */
export async function compile(folder: string): Promise<string> {
  const outdir = `${folder}-built`;
  const entryPoints = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.d)\.ts$/u.test(file),
  );
  await build({ absWorkingDir: folder, entryPoints, outdir, outbase: ".", format: "esm", platform: "node" });
  return outdir;
}

/** Bundles a program of `programs/` into a folder, where it finds the packages of the project. */
export async function placeProgram(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["posthog-node", "zod", "tracking-plan/*"],
  });
  return outfile;
}

/** The bytes of all files below a folder, and their number. */
export function sizeOf(folder: string): Omit<Installed, "packages"> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => statSync(join(folder, file)))
    .filter((file) => file.isFile());
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

/** Installs packages into a folder, as npm does for a user. */
export function install(folder: string, packages: readonly string[]): void {
  run(["npm", "install", "--no-audit", "--no-fund", ...packages], { cwd: folder });
}

function countInstalled(folder: string): Installed {
  const listed = run(["npm", "ls", "--all", "--parseable"], { cwd: folder }).stdout;
  return { packages: listed.trim().split("\n").length - 1, ...sizeOf(join(folder, "node_modules")) };
}
