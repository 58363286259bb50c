import type { WholeFile } from "../output/write-files.ts";
import { type PackageManager, readManifest } from "../node-project.ts";
import { dirname, join, relative, resolve } from "node:path";
import { addScripts } from "../../edit/edit-manifest.ts";
import { type ChosenSettings, starterPlan } from "../../edit/starter-plan.ts";
import type { Io } from "../io.ts";
import { kindAt, unlessMissing, withSlashes } from "../paths.ts";
import type { ProjectRoot } from "../plan-files/project-root.ts";

export interface InitArguments {
  readonly plan: string;
  /** Output folder, relative to the working directory. */
  readonly out?: string | undefined;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  /** Make the plan from what the code sends. */
  readonly fromCode?: boolean | undefined;
  /** Make the plan from the events of a recording, relative to the working directory. */
  readonly fromRecording?: string | undefined;
  /** Do not prompt. */
  readonly yes: boolean;
  readonly format: "text" | "json";
}

/** Where `init` works. Paths are absolute and without links. */
export interface Project {
  readonly folder: string;
  /** Root of its repository, or of what stands for one. */
  readonly root: ProjectRoot;
  readonly planPath: string;
  /** Output folder, if the command line sets it. */
  readonly outputPath: string | undefined;
  readonly manager: PackageManager;
  /** Option that commands need to find the plan: empty, or ` --plan FILE`. */
  readonly planFlag: string;
}

/** What is done to one file, or why it is skipped. */
export type Step =
  | (WholeFile & {
      readonly kind: "created" | "changed";
      /** What it contains. */
      readonly detail: string;
    })
  | {
      readonly kind: "skipped";
      readonly path: string;
      /** Why, and what to do by hand. */
      readonly detail: string;
    };

export function planStep({ planPath }: Project, answers: ChosenSettings | undefined): Step {
  if (answers === undefined) return { kind: "skipped", path: planPath, detail: "already exists" };
  const folder = answers.dir === undefined ? "" : `; generated files go into ${answers.dir}`;
  const detail = `ids like ${answers.id.example} and two sample events${folder}`;
  return { kind: "created", path: planPath, text: starterPlan(answers), detail };
}

/** Adds npm scripts. */
export async function manifestStep({ folder, planFlag }: Project, io: Io): Promise<readonly Step[]> {
  const path = join(folder, "package.json");
  const wanted = {
    "tracking:generate": `tracking-plan generate${planFlag}`,
    "tracking:check": `tracking-plan check${planFlag}`,
  };
  const manifest = await readManifest(path, io);
  if (manifest === undefined)
    return [{ kind: "skipped", path, detail: "does not exist, so no scripts were added" }];
  if (manifest === "broken") return [{ kind: "skipped", path, detail: "not valid JSON" }];
  const { scripts } = manifest;
  const entries = Object.entries(wanted);
  if (entries.every(([name, command]) => scripts[name] === command)) {
    return [{ kind: "skipped", path, detail: "already has the scripts" }];
  }
  const taken = entries.filter(([name]) => Object.hasOwn(scripts, name));
  const missing = entries.filter(([name]) => !Object.hasOwn(scripts, name));
  const left = taken.map(([name, command]): Step => {
    const same = scripts[name] === command;
    const detail = same ? `already has the script ${name}` : `already has a different script ${name}`;
    return { kind: "skipped", path, detail };
  });
  if (missing.length === 0) return left;
  const text = addScripts(manifest.text, Object.fromEntries(missing));
  const names = missing.map(([name]) => name).join(" and ");
  const added: Step =
    text === undefined
      ? { kind: "skipped", path, detail: `unusual format; add the scripts ${names} by hand` }
      : {
          kind: "changed",
          path,
          text,
          detail: `the ${missing.length === 1 ? "script" : "scripts"} ${names}`,
        };
  return [added, ...left];
}

/** The CI workflow. GitHub reads workflows only at the repository's root. */
export async function workflowStep(project: Project, io: Io): Promise<Step> {
  const { folder, root, manager, planFlag } = project;
  const path = join(folder, ".github/workflows/tracking-plan.yml");
  const step = `${manager.exec} tracking-plan check --format github${planFlag}`;
  if (folder !== root.path) {
    const subfolder = withSlashes(relative(root.path, folder));
    const detail = `GitHub only reads workflows at the repository's root. Add this step to one there, in ${subfolder}: ${step}`;
    return { kind: "skipped", path, detail };
  }
  if ((await kindAt(path, io.files)) !== undefined)
    return { kind: "skipped", path, detail: "already exists" };
  return {
    kind: "created",
    path,
    text: workflow(manager, step),
    detail: "runs the check on every pull request",
  };
}

/**
 * Lets GitHub collapse generated files in pull requests.
 *
 * @param dir - their folder, relative to the plan
 */
export async function attributesStep({ folder, planPath }: Project, dir: string, io: Io): Promise<Step> {
  const path = join(folder, ".gitattributes");
  const output = withSlashes(relative(folder, resolve(dirname(planPath), dir)));
  const line = `${output}/** linguist-generated`;
  const text = await unlessMissing(io.files.readFile(path, "utf8"));
  if (text === undefined) {
    return { kind: "created", path, text: `${line}\n`, detail: "GitHub collapses generated files" };
  }
  const detail = text.includes(line) ? "already marks generated files" : `already exists; add: ${line}`;
  return { kind: "skipped", path, detail };
}

/**
 * A GitHub Actions workflow that installs the project and runs one command.
 *
 * @param command - contains no YAML syntax
 */
function workflow({ name, ci }: PackageManager, command: string): string {
  return `name: tracking plan
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${SETUPS[name]}      - run: ${ci}
      - run: ${command}
`;
}

const NODE = `      - uses: actions/setup-node@v4
        with:
          node-version: 22
`;

/** Steps that must come before packages are installed. */
const SETUPS: Readonly<Record<PackageManager["name"], string>> = {
  npm: NODE,
  // Reads its version from `packageManager` in package.json.
  pnpm: `      - uses: pnpm/action-setup@v4\n${NODE}`,
  yarn: `${NODE}      - run: corepack enable\n`,
  bun: `${NODE}      - uses: oven-sh/setup-bun@v2\n`,
};
