/** A component file's scripts as TypeScript. */
export interface EmbeddedScript {
  /** As long as the file: everything but the scripts is replaced by blanks, so that offsets and lines stay. */
  readonly text: string;
  readonly extension: ".ts" | ".tsx" | ".js" | ".jsx";
}

/** Files of components: their scripts are read, their templates are not. */
export const COMPONENT_FILE: RegExp = /\.(?:vue|svelte)$/u;

const SCRIPT = /<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/script\s*>/giu;

const EXTENSIONS: Readonly<Record<string, EmbeddedScript["extension"]>> = {
  ts: ".ts",
  typescript: ".ts",
  tsx: ".tsx",
  jsx: ".jsx",
};

/**
 * The scripts of a Vue or Svelte file. Scripts in HTML comments count as markup.
 *
 * @returns `undefined` if the file has no script
 */
export function readEmbeddedScripts(file: string): EmbeddedScript | undefined {
  const markup = withoutComments(file);
  let text = "";
  let extension: EmbeddedScript["extension"] | undefined;
  for (const match of markup.matchAll(SCRIPT)) {
    const [whole, attributes = "", content = ""] = match;
    const start = match.index + whole.indexOf(">", "<script".length + attributes.length) + 1;
    text += blank(file.slice(text.length, start)) + file.slice(start, start + content.length);
    const language = /\blang\s*=\s*["']?(\w+)/iu.exec(attributes)?.[1]?.toLowerCase();
    extension ??= EXTENSIONS[language ?? ""] ?? ".js";
  }
  return extension && { text: text + blank(file.slice(text.length)), extension };
}

/** How many places of a component's markup name one of these words in a way that may be a call. They are not read. */
export function countInMarkup(file: string, scripts: string, words: RegExp): number {
  let count = 0;
  for (const match of withoutComments(file).matchAll(new RegExp(words, "gu"))) {
    if (/^\s+$/u.test(scripts.slice(match.index, match.index + match[0].length))) count++;
  }
  return count;
}

function withoutComments(file: string): string {
  return file.replaceAll(/<!--[\s\S]*?-->/gu, blank);
}

/** Keeps line breaks. */
function blank(text: string): string {
  return text.replaceAll(/[^\r\n\u{2028}\u{2029}]/gu, (char) => " ".repeat(char.length));
}
