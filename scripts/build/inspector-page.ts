import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { rolldown } from "rolldown";

const SOURCES = fileURLToPath(new URL("../../src/inspector-page/", import.meta.url));

/**
 * Bundles the inspector's page into one file: its script and style stand in it, and its policy lets the browser run no other.
 *
 * @returns the page, and the paths of all modules that are in it
 */
export async function bundleInspectorPage(): Promise<{
  readonly html: string;
  readonly modules: readonly string[];
}> {
  const build = await rolldown({ input: `${SOURCES}main.tsx`, platform: "browser" });
  const { output } = await build.generate({ format: "iife", minify: true, comments: false });
  await build.close();
  const [{ code, modules }] = output;
  const { code: style } = await transform(readFileSync(`${SOURCES}page.css`, "utf8"), {
    loader: "css",
    minify: true,
  });
  // An end of the script within one of its strings would end it for the browser, too.
  const script = code.trim().replaceAll("</script", String.raw`<\/script`);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style.trim())}'`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
  const template = readFileSync(`${SOURCES}page.html`, "utf8").replaceAll(/\n */gu, "");
  return {
    html: template
      .replace("{policy}", () => policy)
      .replace("<style></style>", () => `<style>${style.trim()}</style>`)
      .replace("<script></script>", () => `<script>${script}</script>`),
    modules: Object.keys(modules),
  };
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
