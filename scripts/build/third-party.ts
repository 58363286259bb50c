import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const INTRODUCTION = `# Third-party software

The command line in this package contains code of these packages. What applications import contains none.
`;

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The text of its licence, as the package has it. */
  readonly text: string;
}

/**
 * The page that lists the packages whose code is bundled, with their versions and licences.
 *
 * @param modules paths of all modules in the bundle
 */
export function renderThirdParty(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((path) => packageFolder(path) ?? []));
  const packages = [...folders].map(readPackage);
  const sections = new Map(packages.map((found) => [`${found.name} ${found.version}`, found]));
  const shown = [...sections]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, { license, text }]) => `## ${title}\n\nLicence: ${license}\n\n${fence(text)}\n`);
  return [INTRODUCTION, ...shown].join("\n");
}

/** The folder of the package that a module belongs to. Undefined for modules of this repository and of the bundler. */
function packageFolder(path: string): string | undefined {
  return /^\/.*\/node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path.replaceAll("\\", "/"))?.[0];
}

function readPackage(folder: string): Package {
  const manifest = readFileSync(join(folder, "package.json"), "utf8");
  const { name, version, license } = JSON.parse(manifest) as Omit<Package, "text">;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/iu.test(entry));
  if (file === undefined) throw new Error(`${name} has no file with its licence.`);
  return { name, version, license, text: readFileSync(join(folder, file), "utf8").trim() };
}

/** Text as it is, in a block that none of its lines can end. */
function fence(text: string): string {
  const marks = "`".repeat(Math.max(3, ...[...text.matchAll(/^`+/gmu)].map(([run]) => run.length + 1)));
  return `${marks}text\n${text.replaceAll("\r\n", "\n")}\n${marks}`;
}
