import { CATALOGUE, type CatalogueEntry } from "../diagnostics/catalogue.ts";
import { renderIndex, renderPage } from "../diagnostics/render/page.ts";
import { byCodeUnit } from "../text/order.ts";
import { didYouMean } from "../text/nearest.ts";
import { finish, showsColor } from "./command.ts";
import { type ExitCode, type Io, UsageError } from "./io.ts";

/** What the command line says to `explain`. */
export interface ExplainArguments {
  /** Without one, all are listed. */
  readonly code?: string | undefined;
  readonly format: "text" | "json";
}

const ENTRIES: readonly (readonly [code: string, entry: CatalogueEntry])[] = Object.entries<CatalogueEntry>(
  CATALOGUE,
).toSorted(([a], [b]) => byCodeUnit(a, b));

/**
 * `explain`: what a code means, how it comes about and what to do; or every code there is.
 *
 * @throws UsageError when there is no such code.
 */
export async function explain({ code, format }: ExplainArguments, io: Io): Promise<ExitCode> {
  const found = ENTRIES.filter(([known]) => code === undefined || known === code.toLowerCase());
  const [first] = found;
  if (first === undefined) throw unknownCode(String(code));
  if (format === "json") {
    const codes = found.map(([name, { severity, title, cause, fix }]) => ({
      code: name,
      severity,
      title,
      cause,
      fix,
    }));
    return finish(
      { command: "explain", ok: true, diagnostics: [], summary: [], result: { codes } },
      { format },
      io,
    );
  }
  const options = { color: showsColor(io) };
  const head = "Every code, with what it says. `tracking-plan explain CODE` tells more of one.\n\n";
  io.stdout.write(code === undefined ? head + renderIndex(found, options) : renderPage(...first, options));
  return 0;
}

function unknownCode(code: string): UsageError {
  const meant = didYouMean(
    code,
    ENTRIES.map(([known]) => known),
  );
  return new UsageError(
    `There is no code \`${code}\`.`,
    meant ?? "Run `tracking-plan explain` for all of them.",
  );
}
