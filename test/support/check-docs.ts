import GithubSlugger, { slug } from "github-slugger";
import type { Root } from "mdast";
import { docsEmitter } from "../../src/emit/docs/docs-emitter.ts";
import { addHeader } from "../../src/emit/header.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { nodesOfType, parseMarkdown, parseMdx, shownText } from "./parse-markdown.ts";

/** The pages of a plan's docs as a Markdown reader sees them, by file. */
export function parsePages(plan: Plan): ReadonlyMap<string, Root> {
  return new Map(
    docsEmitter.emit(plan).map(({ path, body }) => [path.replace(/^docs\//u, ""), parseMarkdown(body)]),
  );
}

/** Ids of explicit anchors, in the order of the page. */
export function anchorsOf(root: Root): readonly string[] {
  return nodesOfType(root, "html").flatMap(({ value }) => /<a id="([^"]+)">/u.exec(value)?.slice(1) ?? []);
}

/** Everything that is wrong with the docs of a plan, whatever the plan says. */
export function faultsOfDocs(plan: Plan): readonly string[] {
  return [...faultsOfPages(parsePages(plan)), ...faultsOfMdx(plan)];
}

/** Pages that MDX does not take, with their headers, and what MDX would show otherwise than GitHub. */
function faultsOfMdx(plan: Plan): readonly string[] {
  return docsEmitter.emit(plan).flatMap((file) => {
    const page = addHeader(file);
    try {
      return shownText(parseMdx(page)) === shownText(parseMarkdown(page))
        ? []
        : [`${file.path}: other text in MDX`];
    } catch (error) {
      return [`${file.path}: no MDX: ${String(error)}`];
    }
  });
}

/** The same, of pages that were parsed already. */
export function faultsOfPages(pages: ReadonlyMap<string, Root>): readonly string[] {
  const places = new Set([
    ...pages.keys(),
    ...[...pages].flatMap(([file, root]) => anchorsOf(root).map((id) => `${file}#${id}`)),
  ]);
  const names = [...pages.keys()].map((file) => file.toLowerCase());
  return [
    ...(new Set(names).size === names.length ? [] : ["two files of one name"]),
    ...[...pages].flatMap(([file, root]) =>
      [
        ...(/^(?:README|[a-z0-9_-]+)\.md$/u.test(file) ? [] : ["unsafe file name"]),
        ...faultsOfLinks(file, root, places),
        ...faultsOfAnchors(file, root),
        ...faultsOfHtml(root),
        ...faultsOfTables(root),
      ].map((fault) => `${file}: ${fault}`),
    ),
  ];
}

function faultsOfLinks(file: string, root: Root, places: ReadonlySet<string>): readonly string[] {
  const targets = nodesOfType(root, "link").map(({ url }) =>
    decodeURI(url.startsWith("#") ? `${file}${url}` : url),
  );
  return targets
    .filter((target) => !places.has(target) && !/^https?:\/\//u.test(target))
    .map((target) => `link to ${target}`);
}

/** Each anchor once; and on pages with a section a thing, each is what GitHub makes of the heading below it. */
function faultsOfAnchors(file: string, root: Root): readonly string[] {
  const anchors = anchorsOf(root);
  const slugger = new GithubSlugger();
  const headings = nodesOfType(root, "heading").map(shownText);
  const slugs = headings.map((heading) => slugger.slug(heading));
  const isTable = slugs.length === 1;
  const isRight =
    file === "README.md" ||
    isTable ||
    (slugs.length === anchors.length + 1 &&
      slugs.slice(1).every(
        // GitHub makes no id of punctuation.
        (own, index) => own === anchors[index] || slug(headings[index + 1]!) === "",
      ));
  return [
    ...(new Set(anchors).size === anchors.length ? [] : ["an anchor twice"]),
    ...(isRight ? [] : [`anchors ${anchors.join()} for headings ${slugs.join()}`]),
  ];
}

const OUR_HTML =
  /^(?:<br \/>|<a id="[\p{Alphabetic}\p{M}\p{N}\p{Pc}-]+">|<\/a>|<a id="[\p{Alphabetic}\p{M}\p{N}\p{Pc}-]+"><\/a>)$/u;

/** Our own anchors and line breaks are all the HTML there is; there are no images, quotes of others or footnotes. */
function faultsOfHtml(root: Root): readonly string[] {
  return [
    ...nodesOfType(root, "html")
      .filter(({ value }) => !OUR_HTML.test(value))
      .map(({ value }) => `HTML ${value}`),
    ...nodesOfType(root, "image").map(({ url }) => `image ${url}`),
    ...nodesOfType(root, "definition").map(({ url }) => `definition ${url}`),
    ...nodesOfType(root, "footnoteReference").map(({ identifier }) => `footnote ${identifier}`),
  ];
}

function faultsOfTables(root: Root): readonly string[] {
  return nodesOfType(root, "table").flatMap((table) => {
    const widths = table.children.map((row) => row.children.length);
    return widths.every((width) => width === widths[0]) ? [] : [`table of widths ${widths.join()}`];
  });
}
