import { dirname, join } from "node:path";
import { parse } from "yaml";
import { findFiles } from "../../read/files/plan-files.ts";
import { isRecord } from "../../text/json.ts";
import { diskFiles } from "../plan-files/disk-files.ts";
import type { Io } from "../io.ts";
import { readManifest } from "../node-project.ts";
import { unlessMissing } from "../paths.ts";

/** What packages that send events from a server depend on. */
const SERVER = [
  "posthog-node",
  "@hapi/hapi",
  "@nestjs/core",
  "@trpc/server",
  "express",
  "fastify",
  "hono",
  "koa",
  "next",
  "stripe",
];

interface WorkspacePackage {
  /** Its folder from the workspace root, with `/`. */
  readonly folder: string;
  readonly name: string;
  readonly isServer: boolean;
}

/** The choice of those who want one plan at the workspace root. */
const ROOT = ".";

/**
 * In a workspace root, the folder of the package that sends the events: its `tsconfig.json`, its packages and its scripts are
 * the ones that generated code needs. Prompts where several may be meant; without prompts, only a package that is the one
 * server of the workspace is taken.
 *
 * @param root - absolute and without links
 * @returns an absolute folder, which is `root` in any other project
 */
export async function choosePackage(root: string, ask: Io["ask"], io: Io): Promise<string> {
  const packages = await findPackages(root, io);
  const servers = packages.filter(({ isServer }) => isServer);
  const [only] = servers;
  if (ask === undefined || packages.length === 0) {
    return only !== undefined && servers.length === 1 ? join(root, only.folder) : root;
  }
  const chosen = await ask.choose({
    message: "Which package sends the events?",
    choices: [
      ...[...servers, ...packages.filter(({ isServer }) => !isServer)].map(({ folder, name }) => ({
        value: folder,
        label: folder,
        hint: name,
      })),
      { value: ROOT, label: "None", hint: "put the plan at the root of the workspace" },
    ],
  });
  return join(root, chosen);
}

/** The packages of a workspace root; none in any other folder, and in a root that is a server itself. */
async function findPackages(root: string, io: Io): Promise<readonly WorkspacePackage[]> {
  const own = await readManifest(join(root, "package.json"), io);
  if (own === undefined || own === "broken" || SERVER.some((name) => own.dependencies.has(name))) return [];
  const patterns = [...own.workspaces, ...(await pnpmPatterns(root, io))];
  const files = diskFiles({ root: { path: root, territory: "workspace" }, cwd: root }, io.files);
  const match = async (pattern: string): Promise<readonly string[]> =>
    (await findFiles("", `${pattern}/package.json`, files)).map(dirname);
  const left = new Set((await Promise.all(patterns.filter((one) => !one.startsWith("!")).map(match))).flat());
  for (const pattern of patterns.filter((one) => one.startsWith("!"))) {
    for (const folder of await match(pattern.slice(1))) left.delete(folder);
  }
  const found = await Promise.all(
    [...left].toSorted().map(async (folder): Promise<WorkspacePackage | undefined> => {
      const manifest = await readManifest(join(root, folder, "package.json"), io);
      if (manifest === undefined || manifest === "broken") return undefined;
      const isServer = SERVER.some((name) => manifest.dependencies.has(name));
      return { folder, name: manifest.name ?? folder, isServer };
    }),
  );
  return found.filter((one) => one !== undefined && one.folder !== ROOT) as readonly WorkspacePackage[];
}

async function pnpmPatterns(root: string, { files }: Io): Promise<readonly string[]> {
  const text = await unlessMissing(files.readFile(join(root, "pnpm-workspace.yaml"), "utf8"));
  let content: unknown;
  try {
    content = parse(text ?? "");
  } catch {
    return [];
  }
  const patterns = isRecord(content) ? content["packages"] : undefined;
  return Array.isArray(patterns) ? patterns.filter((one): one is string => typeof one === "string") : [];
}
