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
 * The page that lists the packages whose code is bundled, with their versions and licences. A text that several have is there
 * once, below their copyright notices.
 *
 * @param modules paths of all modules in the bundle
 */
export function renderThirdParty(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((path) => packageFolder(path) ?? []));
  const texts = new Map<string, { license: string; notices: string[]; terms: string }>();
  for (const { name, version, license, text } of [...folders].map(readPackage).toSorted(byTitle)) {
    const [notice, terms] = splitNotice(text);
    const same = terms.replaceAll(/\s+/gu, " ").replaceAll("'", '"');
    const found = texts.get(same) ?? { license, notices: [], terms };
    const line = `${name} ${version}: ${notice}`;
    if (!found.notices.includes(line)) found.notices.push(line);
    texts.set(same, found);
  }
  const shown = [...texts.values()].map(
    ({ license, notices, terms }) => `## ${license}\n\n${fence(`${notices.join("\n")}\n\n${terms}`)}\n`,
  );
  return [INTRODUCTION, ...shown].join("\n");
}

function byTitle(a: Package, b: Package): number {
  return `${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1;
}

/** A licence as whose it is, on one line, and its terms. */
function splitNotice(text: string): readonly [notice: string, terms: string] {
  const start = text.search(/^(?:Permission|Redistribution) /mu);
  if (start === -1) throw new Error(`A licence has terms that are unknown here:\n${text}`);
  return [text.slice(0, start).trim().replaceAll(/\s+/gu, " "), text.slice(start)];
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
