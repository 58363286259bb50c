import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { plural, someOf } from "../../text/words.ts";
import type { PreparedPlan } from "../output/prepare-output.ts";
import { countStale } from "../output/compare-output.ts";
import type { Finding } from "./findings.ts";
import { join } from "node:path";
import satisfies from "semver/functions/satisfies.js";
import type { Files, Io } from "../io.ts";
import { readManifest } from "../node-project.ts";
import { displayPath, isInside, kindAt, unlessMissing } from "../paths.ts";
import { ancestorsOf } from "../plan-files/project-root.ts";
import { readTsconfigs } from "../tsconfig.ts";

/** The plan and its generated files. */
export function checkPlan({ planFile, diagnostics, output }: PreparedPlan): readonly Finding[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const hint = "Run `npx tracking-plan check` to see each with its place.";
  if (output === undefined || errors > 0) {
    return [{ check: "plan", state: "error", message: `${planFile} has ${plural(errors, "error")}.`, hint }];
  }
  const { plan, compared, folders } = output;
  const stale = countStale(compared);
  const named = folders.join(" and ");
  const verb = folders.length === 1 ? "is" : "are";
  return [
    { check: "plan", state: "ok", message: `${planFile} is valid: ${plural(plan.events.length, "event")}.` },
    stale === 0
      ? { check: "generated", state: "ok", message: `${named} ${verb} up to date.` }
      : {
          check: "generated",
          state: "error",
          message: `${named} ${verb} not up to date: ${plural(stale, "file")}.`,
          hint: "Run `npx tracking-plan generate` and commit the result.",
        },
    checkRevenue(plan),
  ];
}

/** Names of events that probably mean incoming money. A heuristic, and reported as one. */
const PAID = /paid|payment|purchase|order|checkout|charge|invoice|renew|sale/u;
const NOT_PAID = /fail|cancel|refund|declin|abandon|start|created|dispute|void|due/u;

/** Whether revenue reaches PostHog. Not every event with an amount is revenue, and counting it twice is worse. */
function checkRevenue({ events }: Plan): Finding {
  const check = "revenue";
  const sending = events.filter(({ status }) => status !== "planned");
  const counted = sending.filter(({ revenue }) => revenue !== undefined).map(({ name }) => `\`${name}\``);
  if (counted.length > 0) {
    return {
      check,
      state: "ok",
      message: `Revenue comes from ${someOf(counted, 3)}.`,
      hint: "In PostHog's revenue settings, select that event, the property $revenue and the currency property currency. Leave “in cents” off.",
    };
  }
  const likely = sending.filter(looksPaid).map(({ name }) => `\`${name}\``);
  if (likely.length === 0) return { check, state: "note", message: "No event has `revenue:`." };
  return {
    check,
    state: "warning",
    message: `No event has \`revenue:\`, and ${someOf(likely, 3)} ${likely.length === 1 ? "looks" : "look"} like money.`,
    hint: "Add it to the one event that is the source of truth: `revenue: { amount: PROPERTY, currency: USD }`.",
  };
}

function looksPaid({ name, properties }: PlanEvent): boolean {
  const words = name.toLowerCase();
  const hasAmount = properties.some(
    ({ name: property, unit, type }) =>
      (type.kind === "number" || type.kind === "integer") &&
      (/amount|price|revenue|total|mrr/iu.test(property) || /^[A-Z]{3}$/u.test(unit ?? "")),
  );
  return hasAmount && PAID.test(words) && !NOT_PAID.test(words);
}

/** Version ranges. */
export interface Requirements {
  readonly node: string;
  readonly posthogNode: string;
  readonly zod: string;
}

/** The oldest TypeScript that generated code is tested with. */
const TYPESCRIPT = ">=5.9.0";

interface Where {
  /** The folder of the generated code, absolute: its imports are resolved from there upwards. */
  readonly folder: string;
  /** Of the project, absolute. */
  readonly root: string;
}

interface Checked extends Where {
  /** Whether there is code for a server, which needs the runtime's peers. */
  readonly isForServer: boolean;
}

/** Compares installed versions with what generated code requires. Reads package.json files and runs no code of a package. */
export async function checkPackages(
  { node, posthogNode, zod }: Requirements,
  { isForServer, ...where }: Checked,
  io: Io,
): Promise<readonly Finding[]> {
  const [typescript] = await findInstalled("typescript", where, io);
  const isElsewhere = await isPlugAndPlay(where, io);
  return [
    satisfies(io.nodeVersion, node)
      ? { check: "node", state: "ok", message: `Node ${io.nodeVersion} is supported.` }
      : {
          check: "node",
          state: "error",
          message: `Node ${io.nodeVersion} is not supported: posthog-node requires ${node}.`,
          hint: "Use a version of Node in that range.",
        },
    ...(isElsewhere ? [UNCHECKED] : []),
    ...(isForServer && !isElsewhere ? await checkPeer("posthog-node", posthogNode, where, io) : []),
    ...(isForServer && !isElsewhere ? await checkPeer("zod", zod, where, io) : []),
    ...(typescript === undefined || satisfies(typescript, TYPESCRIPT)
      ? []
      : [
          {
            check: "typescript",
            state: "warning",
            message: `TypeScript ${typescript} is untested: generated code is tested with ${TYPESCRIPT}.`,
            hint: "Upgrade TypeScript.",
          } as const,
        ]),
  ];
}

const UNCHECKED: Finding = {
  check: "packages",
  state: "note",
  message: "Yarn Plug'n'Play keeps the packages: their versions are not checked.",
  hint: "Compare `yarn info posthog-node zod` with the peer dependencies of tracking-plan.",
};

/** Whether Yarn keeps the packages in archives, and not in folders `node_modules`. */
async function isPlugAndPlay({ folder, root }: Where, { files }: Io): Promise<boolean> {
  const folders = ancestorsOf(folder).filter((at) => isInside(root, at));
  const kinds = await Promise.all(folders.map((at) => kindAt(join(at, ".pnp.cjs"), files)));
  return kinds.includes("file");
}

/**
 * Whether the compiler of each package takes the generated code that is in it: it refuses imports of code outside of `rootDir`.
 *
 * @param folders - of generated code, absolute
 */
export async function checkCompiler(
  folders: readonly string[],
  root: string,
  { cwd, files }: Io,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const folder of new Set(folders)) {
    const home = await nearestTsconfig(folder, root, files);
    const { rootDir } = home === undefined ? {} : await readTsconfigs(home, files);
    if (home === undefined || rootDir === undefined || isInside(rootDir, folder)) continue;
    const shown = displayPath(cwd, folder);
    findings.push({
      check: "compiler",
      state: "warning",
      message: `\`${shown}\` is outside of \`rootDir\`, which \`${displayPath(cwd, join(home, "tsconfig.json"))}\` sets to \`${displayPath(cwd, rootDir)}\`: importing it fails with TS6059.`,
      hint: `Set \`output\` to a folder inside of it, such as \`./${displayPath(home, join(rootDir, "generated"))}\`, and run \`npx tracking-plan generate\`.`,
    });
  }
  return findings;
}

async function nearestTsconfig(folder: string, root: string, files: Files): Promise<string | undefined> {
  for (const at of ancestorsOf(folder)) {
    if (!isInside(root, at)) return undefined;
    if ((await kindAt(join(at, "tsconfig.json"), files)) === "file") return at;
  }
  return undefined;
}

async function checkPeer(name: string, range: string, where: Where, io: Io): Promise<readonly Finding[]> {
  const found = await findInstalled(name, where, io);
  const [used] = found;
  if (used === undefined) {
    const hint = `Install it: \`npm install ${name}\`.`;
    return [{ check: name, state: "error", message: `${name} is not installed.`, hint }];
  }
  const versions = [...new Set(found)];
  return [
    satisfies(used, range, { includePrerelease: true })
      ? { check: name, state: "ok", message: `${name} ${used} is supported.` }
      : {
          check: name,
          state: "error",
          message: `${name} ${used} is not supported: generated code requires ${range}.`,
          hint: `Install a supported version: \`npm install ${name}@"${range}"\`.`,
        },
    ...(versions.length > 1
      ? [
          {
            check: name,
            state: "warning",
            message: `${name} is installed in several versions: ${versions.join(", ")}.`,
            hint: `Find out which packages depend on them: \`npm ls ${name}\`.`,
          } as const,
        ]
      : []),
  ];
}

/**
 * The copies of a package in every `node_modules` up to the root and one level inside it, nearest first. Above the root only
 * the nearest counts, where Node finds packages that a workspace without `.git` has hoisted.
 */
async function findInstalled(name: string, { folder, root }: Where, io: Io): Promise<readonly string[]> {
  const found: string[] = [];
  for (const at of ancestorsOf(folder)) {
    if (found.length > 0 && !isInside(root, at)) break;
    const modules = join(at, "node_modules");
    const inside = (await packagesIn(modules, io)).map((one) => join(modules, one, "node_modules"));
    for (const place of [modules, ...inside]) {
      const manifest = await readManifest(join(place, name, "package.json"), io);
      if (manifest !== undefined && manifest !== "broken" && manifest.version !== undefined) {
        found.push(manifest.version);
      }
    }
  }
  return found;
}

async function packagesIn(modules: string, { files }: Io): Promise<readonly string[]> {
  const names = (await unlessMissing(files.readdir(modules))) ?? [];
  const scopes = names.filter((name) => name.startsWith("@"));
  const scoped = await Promise.all(
    scopes.map(async (scope) => {
      const inside = (await unlessMissing(files.readdir(join(modules, scope)))) ?? [];
      return inside.map((name) => `${scope}/${name}`);
    }),
  );
  return [...names.filter((name) => /^[^.@]/u.test(name)), ...scoped.flat()];
}
