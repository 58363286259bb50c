import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import { CATALOGUE } from "../../diagnostics/catalogue.ts";
import { didYouMean, quote } from "../../text/words.ts";
import { displayPath } from "../paths.ts";
import type { SourceText } from "./source-text.ts";

/** `// tracking-plan-ignore CODE: reason`: in the line of what it is about, or in the one before. */
const MARK = /tracking-plan-ignore(?:\s+([a-z][a-z-]*))?\s*(?::\s*(.*?))?\s*(?:\*\/.*|\*\}.*|-->.*)?$/u;

interface Suppression {
  readonly code: string;
  readonly reason: string;
  readonly place: Place;
}

/**
 * Takes away what comments in the code suppress, and reports comments that suppress nothing or give no reason.
 *
 * @param marked - files with such comments, absolute
 */
export function applySuppressions(
  diagnostics: readonly Diagnostic[],
  marked: readonly string[],
  text: SourceText,
  cwd: string,
): readonly Diagnostic[] {
  const found = marked.flatMap((file) => suppressionsIn(file, text, cwd));
  const valid = found.filter(({ reason, code }) => reason !== "" && Object.hasOwn(CATALOGUE, code));
  const used = new Set<Suppression>();
  const kept = diagnostics.filter((diagnostic) => {
    const by = valid.find((suppression) => suppresses(suppression, diagnostic));
    if (by) used.add(by);
    return by === undefined;
  });
  return [
    ...kept,
    ...found.filter((one) => !valid.includes(one)).map(describeInvalid),
    ...valid.filter((one) => !used.has(one)).map(describeUnused),
  ];
}

function suppressionsIn(file: string, { linesOf }: SourceText, cwd: string): readonly Suppression[] {
  return linesOf(file).flatMap((source, index) => {
    const match = MARK.exec(source);
    if (match === null) return [];
    const [whole, code = "", reason = ""] = match;
    const place = {
      file: displayPath(cwd, file),
      line: index + 1,
      column: match.index + 1,
      length: whole.trimEnd().length,
      source,
    };
    return [{ code, reason: reason.trim(), place }];
  });
}

function suppresses({ code, place }: Suppression, { code: found, place: at }: Diagnostic): boolean {
  if (code !== found || at === undefined || at.file !== place.file) return false;
  // A comment of its own is about the next line.
  const isAlone = /^\s*(?:\/\/|\/\*|\{\/\*|\*|<!--)/u.test(place.source);
  return at.line === place.line || (isAlone && at.line === place.line + 1);
}

function describeInvalid({ code, reason, place }: Suppression): Diagnostic {
  const isKnown = Object.hasOwn(CATALOGUE, code);
  return {
    code: "suppression-without-reason",
    severity: "error",
    message: !isKnown
      ? `The comment suppresses nothing: ${code === "" ? "it names no code" : `${quote(code)} is no code`}.`
      : reason === ""
        ? `The comment suppresses nothing: it has no reason.`
        : "The comment suppresses nothing.",
    hint: isKnown
      ? `Write \`// tracking-plan-ignore ${code}: REASON\`.`
      : (didYouMean(code, Object.keys(CATALOGUE)) ?? "Write `// tracking-plan-ignore CODE: REASON`."),
    place,
  };
}

function describeUnused({ code, place }: Suppression): Diagnostic {
  return {
    code: "unused-suppression",
    severity: "warning",
    message: `The comment suppresses no ${quote(code)} here.`,
    hint: "Remove it.",
    place,
  };
}
