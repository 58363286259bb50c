import { basename, dirname, join, relative } from "node:path";
import { ID_RECIPES, type IdRecipe, type IdRecipeName } from "../../edit/id-recipes.ts";
import type { ChosenSettings, PlanSettings } from "../../edit/starter-plan.ts";
import { didYouMean } from "../../text/words.ts";
import { printable } from "../../text/terminal.ts";
import { type Io, UsageError } from "../io.ts";
import { readManifest } from "../node-project.ts";
import { withSlashes } from "../paths.ts";
import { ancestorsOf } from "../plan-files/project-root.ts";
import type { InitArguments, Project } from "./project-steps.ts";
import { findSourceFolder } from "./source-folder.ts";

const NAMES = Object.keys(ID_RECIPES) as readonly IdRecipeName[];

/** Longest name that a plan accepts. */
const MAX_NAME_LENGTH = 200;

/** Where a plan is written. */
type PlanSite = Pick<Project, "folder" | "planPath" | "outputPath">;

/** The settings of the starter plan: from the command line, else prompted for, else defaults with `--yes`. */
export async function askForPlan(
  { name, id, yes }: Pick<InitArguments, "name" | "id" | "yes">,
  project: PlanSite,
  io: Io,
): Promise<ChosenSettings> {
  const recipeGiven = id === undefined ? undefined : recipeNamed(id);
  const { ask } = io;
  const suggested = await suggestName(project, io);
  const product =
    name ??
    (await ask?.text({
      message: "What is the product called?",
      initial: suggested,
      findFault: faultOfName,
    })) ??
    suggested;
  const fault = faultOfName(product);
  if (fault !== undefined) throw new UsageError(`\`--name\`: ${fault}`);
  const recipe = recipeGiven ?? (await chooseRecipe(ask, { yes }));
  const path = await chooseFolder(project, io);
  return {
    name: product,
    id: recipe,
    dir: fromPlan(path, project),
    imports: await chooseImports(dirname(path), io),
  };
}

/**
 * Without an extension where Node takes files for CommonJS: ts-jest and ts-node find `./events.js` only when it was built. So does
 * Next.js in every project.
 */
async function chooseImports(folder: string, io: Io): Promise<PlanSettings["imports"]> {
  for (const at of ancestorsOf(folder)) {
    const manifest = await readManifest(join(at, "package.json"), io);
    if (manifest === undefined) continue;
    if (manifest === "broken") return undefined;
    return manifest.isModule && !manifest.dependencies.has("next") ? undefined : "none";
  }
  return undefined;
}

function recipeNamed(id: string): IdRecipe {
  const name = NAMES.find((known) => known === id.toLowerCase());
  if (name !== undefined) return ID_RECIPES[name];
  throw new UsageError(
    `\`--id\` must be one of ${NAMES.join(", ")}, not \`${id}\`.`,
    didYouMean(id, NAMES) ?? "Choose the closest one and change it in the plan.",
  );
}

async function chooseRecipe(ask: Io["ask"], { yes }: { readonly yes: boolean }): Promise<IdRecipe> {
  if (yes) return ID_RECIPES["prefixed-uuid"];
  if (ask === undefined) {
    throw new UsageError(
      `The kind of user id is missing. Set \`--id\` to one of ${NAMES.join(", ")}.`,
      "`--yes` uses `user_<uuid>`.",
    );
  }
  const chosen = await ask.choose({
    message: "Which kind of user id does your login use?",
    choices: NAMES.map((value) => ({
      value,
      label: ID_RECIPES[value].title,
      hint: ID_RECIPES[value].example,
    })),
  });
  return ID_RECIPES[chosen];
}

/** The output folder, absolute: from the command line, else prompted for, else among the sources. */
async function chooseFolder({ outputPath, folder }: PlanSite, { ask, files }: Io): Promise<string> {
  if (outputPath !== undefined) return outputPath;
  const suggested = [await findSourceFolder(folder, files), "generated"].filter(Boolean).join("/");
  const answer = await ask?.text({
    message: "Where do generated files go?",
    initial: suggested,
    findFault: (text) =>
      /^(?!\/)(?!.*\.\.)[\w./-]+$/u.test(text) && !/^[./]*$/u.test(text)
        ? undefined
        : "Choose a subfolder of this one, without spaces.",
  });
  return join(folder, answer ?? suggested);
}

/** The output folder as the plan names it; nothing for the default. */
function fromPlan(path: string, { planPath }: PlanSite): string | undefined {
  const way = withSlashes(relative(dirname(planPath), path));
  return way === "generated" ? undefined : way.startsWith("../") ? way : `./${way}`;
}

/** The name of the package without its scope, else of the folder. */
async function suggestName({ folder }: PlanSite, io: Io): Promise<string> {
  const manifest = await readManifest(join(folder, "package.json"), io);
  const named = manifest === "broken" ? undefined : manifest?.name?.replace(/^@[^/]*\//u, "");
  const first = [named, basename(folder)].find(
    (text) => text !== undefined && faultOfName(text) === undefined,
  );
  return first ?? "my-product";
}

function faultOfName(name: string): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return `The name must have at most ${MAX_NAME_LENGTH} characters.`;
  return name.trim() === name && name !== "" && printable(name) === name
    ? undefined
    : "The name must be one printable line without spaces around it.";
}
