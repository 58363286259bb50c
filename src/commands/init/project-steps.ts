import type { WholeFile } from "../write-files.ts";
import { type PackageManager, readManifest } from "../node-project.ts";
import { dirname, join, relative, resolve } from "node:path";
import { addScripts } from "../../edit/edit-manifest.ts";
import { type StarterPlan, starterPlan } from "../../edit/starter-plan.ts";
import type { Io } from "../io.ts";
import { kindAt, unlessMissing, withSlashes } from "../paths.ts";

/** What the command line says to `init`. */
export interface InitArguments {
  readonly plan: string;
  /** Where generated files go, relative to the working directory. */
  readonly out?: string | undefined;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  /** Ask nothing. */
  readonly yes: boolean;
  readonly format: "text" | "json";
}

/** Where `init` works. Paths are absolute and without links. */
export interface Project {
  readonly folder: string;
  /** Root of the repository that it is in; the folder itself where there is none. */
  readonly repository: string;
  readonly planPath: string;
  /** Where generated files go, where the command line says it. */
  readonly outputPath: string | undefined;
  readonly manager: PackageManager;
  /** What commands need to find the plan: empty, or ` --plan FILE`. */
  readonly planFlag: string;
}

/** What is done about one file, or why nothing is. */
export type Step =
  | (WholeFile & {
      readonly kind: "created" | "changed";
      /** What is in it, for people. */
      readonly detail: string;
    })
  | {
      readonly kind: "left";
      readonly path: string;
      /** Why, and what to do by hand if anything. */
      readonly detail: string;
    };

/** The plan, unless there is one. */
export function planStep({ planPath }: Project, answers: StarterPlan | undefined): Step {
  if (answers === undefined) return { kind: "left", path: planPath, detail: "it is there already" };
  const detail = `ids like ${answers.id.example}, and two events to begin with`;
  return { kind: "created", path: planPath, text: starterPlan(answers), detail };
}

/** npm scripts with names that a project hardly has for something else. */
export async function manifestStep({ folder, planFlag }: Project, io: Io): Promise<readonly Step[]> {
  const path = join(folder, "package.json");
  const wanted = {
    "tracking:generate": `tracking-plan generate${planFlag}`,
    "tracking:check": `tracking-plan check${planFlag}`,
  };
  const manifest = await readManifest(path, io);
  if (manifest === undefined)
    return [{ kind: "left", path, detail: "there is none, so no scripts were added" }];
  if (manifest === "broken") return [{ kind: "left", path, detail: "it is not JSON that can be read" }];
  const { scripts } = manifest;
  const entries = Object.entries(wanted);
  if (entries.every(([name, command]) => scripts[name] === command)) {
    return [{ kind: "left", path, detail: "it has the scripts already" }];
  }
  const taken = entries.filter(([name]) => Object.hasOwn(scripts, name));
  const missing = entries.filter(([name]) => !Object.hasOwn(scripts, name));
  const left = taken.map(([name, command]): Step => {
    const same = scripts[name] === command;
    const detail = same
      ? `the script ${name} is there already`
      : `it has a script ${name} that does something else`;
    return { kind: "left", path, detail };
  });
  if (missing.length === 0) return left;
  const text = addScripts(manifest.text, Object.fromEntries(missing));
  const names = missing.map(([name]) => name).join(" and ");
  const added: Step =
    text === undefined
      ? { kind: "left", path, detail: `add by hand the scripts ${names}: its form is not clear` }
      : {
          kind: "changed",
          path,
          text,
          detail: `the ${missing.length === 1 ? "script" : "scripts"} ${names}`,
        };
  return [added, ...left];
}

/** The check in CI, where GitHub looks for it: at the repository's root, and nowhere else. */
export async function workflowStep(project: Project, io: Io): Promise<Step> {
  const { folder, repository, manager, planFlag } = project;
  const path = join(folder, ".github/workflows/tracking-plan.yml");
  const step = `${manager.exec} tracking-plan check --format github${planFlag}`;
  if (folder !== repository) {
    const way = withSlashes(relative(repository, folder));
    const detail = `GitHub reads workflows at the repository's root alone; add to one there, in ${way}: ${step}`;
    return { kind: "left", path, detail };
  }
  if ((await kindAt(path, io.files)) !== undefined)
    return { kind: "left", path, detail: "it is there already" };
  return {
    kind: "created",
    path,
    text: workflow(manager, step),
    detail: "runs the check on every pull request",
  };
}

/**
 * GitHub folds generated files in pull requests.
 *
 * @param dir - where they go, relative to the plan
 */
export async function attributesStep({ folder, planPath }: Project, dir: string, io: Io): Promise<Step> {
  const path = join(folder, ".gitattributes");
  const output = withSlashes(relative(folder, resolve(dirname(planPath), dir)));
  const line = `${output}/** linguist-generated`;
  const text = await unlessMissing(io.files.readFile(path, "utf8"));
  if (text === undefined) {
    return { kind: "created", path, text: `${line}\n`, detail: "GitHub folds generated files" };
  }
  const detail = text.includes(line)
    ? "it says already what is generated"
    : `it is there already; add: ${line}`;
  return { kind: "left", path, detail };
}

/**
 * A workflow of GitHub Actions that runs one command in the installed project.
 *
 * @param command - holds nothing that YAML would read
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

/** What has to be there before packages are installed. */
const SETUPS: Readonly<Record<PackageManager["name"], string>> = {
  npm: NODE,
  // Takes its version from `packageManager` in package.json.
  pnpm: `      - uses: pnpm/action-setup@v4\n${NODE}`,
  yarn: `${NODE}      - run: corepack enable\n`,
  bun: `${NODE}      - uses: oven-sh/setup-bun@v2\n`,
};
