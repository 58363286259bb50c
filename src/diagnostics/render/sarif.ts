import { createHash } from "node:crypto";
import { posix } from "node:path";
import { toUSVString } from "node:util";
import type { JsonValue } from "../../text/json.ts";
import { code as codeInMarkdown, fence, prose } from "../../text/markdown.ts";
import { plural } from "../../text/words.ts";
import { printable, printableJson } from "../../text/terminal.ts";
import type { Diagnostic, Place, RelatedPlace, Severity } from "../diagnostic.ts";
import type { Page, PageSection } from "./page.ts";
import type { Report } from "./report.ts";

/** SARIF's name of each severity. The order is that in which results are kept where there are too many. */
const LEVELS = { error: "error", warning: "warning", info: "note" } as const satisfies Record<
  Severity,
  string
>;

/**
 * GitHub refuses a run of more results, and shows no more other places of one.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
 */
const MAX_RESULTS = 25_000;
/** Of those it shows so many, the most severe ones. */
const MAX_SHOWN = 5000;
const MAX_RELATED = 100;

/** What paths are relative to: a name that GitHub knows for the root of the repository. Where that lies is nobody's business. */
const ROOT = "%SRCROOT%";

/**
 * One SARIF 2.1.0 log, as GitHub's code scanning accepts it.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function renderSarif(report: Report): string {
  const sorted = Object.keys(LEVELS).flatMap((severity) =>
    report.diagnostics.filter((diagnostic) => diagnostic.severity === severity),
  );
  const shown = sorted.slice(0, MAX_RESULTS);
  const codes = [...new Set(shown.map(({ code }) => code))];
  const pages = new Map(report.pages?.().map((page) => [page.code, page]));
  const rules = codes.map((code) => ruleOf(code, pages.get(code)));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "tracking-plan", rules } },
        invocations: [invocationOf(sorted.length)],
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
        results: resultsOf(shown, codes, report),
      },
    ],
  };
  return `${printableJson(JSON.stringify(log, null, 2))}\n`;
}

/** That the command completed, and how many results are omitted or will not be shown. */
function invocationOf(count: number): JsonValue {
  if (count <= MAX_SHOWN) return { executionSuccessful: true };
  const text =
    count > MAX_RESULTS
      ? `${plural(count - MAX_RESULTS, "result")} omitted: GitHub accepts at most ${MAX_RESULTS} and shows the ${MAX_SHOWN} most severe.`
      : `GitHub shows the ${MAX_SHOWN} most severe of ${count} results.`;
  return {
    executionSuccessful: true,
    toolExecutionNotifications: [{ level: "warning", message: { text } }],
  };
}

/** What a code means, as GitHub shows it beside an alert. */
function ruleOf(code: string, page: Page | undefined): JsonValue {
  if (page === undefined) return { id: code };
  const { title, severity, sections } = page;
  return {
    id: code,
    shortDescription: { text: title },
    help: {
      text: sections.map((section) => `${section.heading}\n${linesOf(section).join("\n")}`).join("\n\n"),
      markdown: [
        ...sections.flatMap((section) => [`**${section.heading}**`, markdownOf(section)]),
        codeInMarkdown(`npx tracking-plan explain ${code}`),
      ].join("\n\n"),
    },
    defaultConfiguration: severity === "off" ? { enabled: false } : { level: LEVELS[severity] },
  };
}

function linesOf(section: PageSection): readonly string[] {
  return "text" in section ? [section.text] : section.lines;
}

function markdownOf(section: PageSection): string {
  return "text" in section ? prose(section.text) : fence("yaml", section.lines.join("\n"));
}

function resultsOf(
  diagnostics: readonly Diagnostic[],
  codes: readonly string[],
  { plan }: Report,
): readonly JsonValue[] {
  const folder = plan?.workingDirectory ?? "";
  const seen = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const { code, severity, message, hint, place, related = [] } = diagnostic;
    const file = place?.file ?? plan?.file;
    const fingerprint = fingerprintOf(diagnostic, file === undefined ? "" : uriOf(file, folder));
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level: LEVELS[severity],
      message: messageOf(hint === undefined ? message : `${message} ${hint}`),
      ...(file !== undefined && { locations: [locationOf(file, place, folder)] }),
      ...(related.length > 0 && {
        relatedLocations: related
          .slice(0, MAX_RELATED)
          .map((other, index) => relatedOf(other, index, folder)),
      }),
      partialFingerprints: { "trackingPlan/v1": `${fingerprint}:${count}` },
    };
  });
}

/**
 * What makes two results of different runs one: all but the number of the line, so that lines above may come and go. GitHub's
 * action adds one of its own, over the text that follows (`primaryLocationLineHash`), and complains of any other value there.
 */
function fingerprintOf({ code, message, place }: Diagnostic, uri: string): string {
  const parts = [code, uri, message, place?.source.trim() ?? ""];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

function relatedOf({ message, place }: RelatedPlace, index: number, folder: string): JsonValue {
  const location = locationOf(place.file, place, folder);
  return { id: index + 1, message: messageOf(message.replace(/:$/u, ".")), ...location };
}

/** In a message, square brackets before round ones are a link, and a plan makes none. */
function messageOf(text: string): { readonly text: string } {
  return { text: printable(text).replaceAll("](", "\\](") };
}

function locationOf(
  file: string,
  place: Place | undefined,
  folder: string,
): { readonly physicalLocation: JsonValue } {
  const uri = uriOf(file, folder);
  // What lies outside of the repository has no path in it.
  const isInside = !posix.isAbsolute(file) && !uri.startsWith("../");
  return {
    physicalLocation: {
      artifactLocation: { uri, ...(isInside && { uriBaseId: ROOT }) },
      ...(place && {
        region: {
          startLine: place.line,
          startColumn: place.column,
          endColumn: place.column + place.length,
        },
      }),
    },
  };
}

/** The path from the repository's root, as a relative URI: each step encoded, so that none is read as anything else. */
function uriOf(file: string, folder: string): string {
  const path = posix.isAbsolute(file) ? file : posix.join(folder, file);
  return path.split("/").map(encodeStep).join("/");
}

/** A lone surrogate, which no URI can hold, becomes `\u{fffd}`. */
function encodeStep(step: string): string {
  return encodeURIComponent(toUSVString(step));
}
