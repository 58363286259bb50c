import { type Page, renderIndex, renderPage } from "../diagnostics/render/page.ts";
import { didYouMean } from "../text/nearest.ts";
import { finish, renderOptionsOf } from "./command.ts";
import { type ExitCode, type Io, UsageError } from "./io.ts";
import { allPages } from "./pages.ts";

/** What the command line says to `explain`. */
export interface ExplainArguments {
  /** Without one, all are listed. */
  readonly code?: string | undefined;
  readonly format: "text" | "json";
}

/**
 * `explain`: what a code or a rule means, how it comes about and what to do; or all that there are.
 *
 * @throws UsageError when there is no such code.
 */
export async function explain({ code, format }: ExplainArguments, io: Io): Promise<ExitCode> {
  const pages = allPages();
  const found = pages.filter((page) => code === undefined || page.code === code.toLowerCase());
  const [first] = found;
  if (first === undefined) throw unknownCode(String(code), pages);
  if (format === "json") {
    const codes = found.map((page) => ({
      code: page.code,
      severity: page.severity,
      title: page.title,
      sections: page.sections.map((section) => ({
        heading: section.heading,
        text: "text" in section ? section.text : section.lines.join("\n"),
      })),
    }));
    return finish(
      { command: "explain", ok: true, diagnostics: [], summary: [], result: { codes } },
      { format },
      io,
    );
  }
  const options = renderOptionsOf(io);
  io.stdout.write(code === undefined ? renderIndex(found, options) : renderPage(first, options));
  return 0;
}

function unknownCode(code: string, pages: readonly Page[]): UsageError {
  const meant = didYouMean(
    code,
    pages.map((page) => page.code),
  );
  return new UsageError(
    `There is no code \`${code}\`.`,
    meant ?? "Run `tracking-plan explain` for all of them.",
  );
}
