import { fromMarkdown } from "mdast-util-from-markdown";

interface Page {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/**
 * `docs/llms.txt`: every page with what it is about, for language models, which read one page and not all.
 *
 * @param pages - those of `docs/`
 * @see https://llmstxt.org
 */
export function llmsIndex(pages: readonly Page[]): string {
  const items = pages.map(({ path, text }) => {
    const { title, about } = summarize(text);
    return `- [${title}](${path.replace(/^docs\//u, "")})${about === "" ? "" : `: ${about}`}`;
  });
  return `# tracking-plan

> One YAML file describes the analytics events of a product. tracking-plan generates typed PostHog helpers, zod validators, docs and a user-ID contract from it.

Send events by the generated helpers, never by \`capture\` of a PostHog SDK. \`npx tracking-plan explain NAME\` explains an event, a code or a reason.

## Docs

${items.join("\n")}
`;
}

/** The title of a page, and the first sentences below it: as many as fit into a line. */
function summarize(text: string): { readonly title: string; readonly about: string } {
  const [first, second] = fromMarkdown(text).children.map((node) => ({
    type: node.type,
    source: text.slice(node.position?.start.offset, node.position?.end.offset),
  }));
  const paragraph = second?.type === "paragraph" ? second.source.replaceAll(/\s+/gu, " ") : "";
  const sentences = /^.{0,180}\.(?= |$)|^.*?\.(?= |$)/u.exec(paragraph)?.[0] ?? "";
  // Links are relative to the page.
  return {
    title: first?.source.replace(/^# /u, "") ?? "",
    about: sentences.replaceAll(/\[(?<label>[^\]]+)\]\([^)]+\)/gu, "$<label>"),
  };
}
