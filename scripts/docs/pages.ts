import { readdirSync, readFileSync } from "node:fs";
import { changesPage } from "./changes-page.ts";
import { commandsPage } from "./commands-page.ts";
import { membersOf, membersTable } from "./declarations.ts";
import { diagnosticsPage } from "./diagnostics-page.ts";
import { keysTable } from "./format-tables.ts";
import { llmsIndex } from "./llms-index.ts";
import { rulesPage } from "./rules-page.ts";
import { wordsTable } from "./words-table.ts";

/** A page of the documentation: the whole of it, as it should be. */
export interface DocumentationPage {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** Pages that are generated as a whole. */
const WHOLE: Readonly<Record<string, () => string>> = {
  "docs/rules.md": rulesPage,
  "docs/breaking-changes.md": changesPage,
  "docs/commands.md": commandsPage,
  "docs/diagnostics.md": diagnosticsPage,
};

/** What a mark can name: the kind of the part, and what it is about. */
const PARTS: Readonly<Record<string, (about: string) => string>> = {
  /** `keys event`: the keys of a map of the format. */
  keys: keysTable,
  /** `words refusal`: words that are said at run time. */
  words: (about) => {
    const [kind = "", head = "Name"] = about.split(" ");
    return wordsTable(kind, head);
  },
  /** `members src/runtime/stats.ts MessageCounts`: an interface or a union, by its doc comments. */
  members: (about) => {
    const [file = "", name = "", head = "Name"] = about.split(" ");
    return membersTable(head, membersOf(file, name));
  },
};

const MARK = /(<!-- generated: (?<kind>\w+) (?<about>.+?) -->\n)[\s\S]*?(<!-- \/generated -->)/gu;

/** Every page that has generated parts, as it should be: its own text, with these parts made anew; and the index of all pages. */
export function generatedPages(): readonly DocumentationPage[] {
  const pages = readdirSync(new URL("../../docs", import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .toSorted()
    .map((name) => {
      const path = `docs/${name}`;
      return { path, text: WHOLE[path]?.() ?? read(path) };
    });
  const generated = pages.filter(
    ({ path, text }) => Object.hasOwn(WHOLE, path) || text.includes("<!-- generated: "),
  );
  return [
    ...generated.map(({ path, text }) => ({ path, text: Object.hasOwn(WHOLE, path) ? text : fill(text) })),
    { path: "docs/llms.txt", text: llmsIndex(pages) },
  ];
}

function fill(text: string): string {
  return text.replaceAll(MARK, (_all, begin: string, kind: string, about: string, end: string) => {
    const make = PARTS[kind];
    if (make === undefined) throw new RangeError(`No part of a page is called ${kind}.`);
    return `${begin}\n${make(about)}\n\n${end}`;
  });
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}
