import { readFileSync } from "node:fs";

/** Files of `src/` whose code is copied into generated files, unchanged for every plan. */
export type PlacedFile = `${"browser" | "portable"}/${string}.ts`;

interface Placement {
  /** In the order in which their code is placed. No two of them declare one name. */
  readonly files: readonly PlacedFile[];
  /** What the generated file calls by name, besides what it exports. */
  readonly used: readonly string[];
  /** What it exports to users. */
  readonly exported: readonly string[];
}

/**
 * The text of declarations from this package's own sources, with their dependencies and nothing else. Imports are omitted,
 * and only names that are exported to users keep their `export`.
 *
 * @example placeCode({ files: ["portable/ids.ts"], used: ["parseId"], exported: ["UserIdError"] })
 */
export function placeCode({ files, used, exported }: Placement): string {
  const declarations = files.flatMap((file) => declarationsOf(file));
  const wanted = new Set<Declaration>();
  const want = (name: string): void => {
    const found = declarations.find(({ names }) => names.includes(name));
    if (found === undefined || wanted.has(found)) return;
    wanted.add(found);
    found.words.forEach(want);
  };
  for (const name of [...used, ...exported]) want(name);
  return declarations
    .filter((declaration) => wanted.has(declaration))
    .map(({ names, text }) =>
      names.some((name) => exported.includes(name)) ? text : text.replaceAll(/^export /gmu, ""),
    )
    .join("\n\n");
}

/** A declaration at the top of a file, with the comments before it. */
interface Declaration {
  /** Adjacent constants are one declaration. */
  readonly names: readonly string[];
  readonly text: string;
  /** Every word of its code that could name another declaration. */
  readonly words: ReadonlySet<string>;
}

const read = new Map<PlacedFile, readonly Declaration[]>();

function declarationsOf(file: PlacedFile): readonly Declaration[] {
  const known =
    read.get(file) ?? parse(readFileSync(new URL(`../../../src/${file}`, import.meta.url), "utf8"));
  read.set(file, known);
  return known;
}

/** Splits a file where an unindented line follows a blank one, as this package's formatter leaves it. */
function parse(text: string): readonly Declaration[] {
  return text
    .trimEnd()
    .split(/\n\n(?=\S)/u)
    .map((block) => ({ names: namesIn(block), text: block, words: wordsIn(block) }))
    .filter(({ names }) => names.length > 0);
}

function namesIn(block: string): readonly string[] {
  const declared = /^(?:export )?(?:class|const|function|interface|type) (\w+)/gmu;
  return [...block.matchAll(declared)].map(([, name = ""]) => name);
}

/** Comments, texts, members (`a.b`) and keys (`b:`) name nothing. */
function wordsIn(block: string): ReadonlySet<string> {
  const code = block.replaceAll(/\/\*[^]*?\*\/|\/\/ .*$|"(?:[^"\\\n]|\\.)*"/gmu, '""');
  const words = code.matchAll(/(?<![\w$])(?<!(?<!\.\.)\.)[A-Za-z_$][\w$]*(?![\w$]|\??:)/gu);
  return new Set([...words].map(([word]) => word));
}
