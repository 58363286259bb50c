import type { DeprecationBody } from "../format/text-format.ts";
import { isDate } from "../portable/timestamps.ts";
import type { Deprecation, Pointer } from "../plan/property.ts";
import { didYouMean } from "../text/words.ts";
import type { DeepPartial } from "./content.ts";
import type { Report } from "./report.ts";
import { quote } from "./words.ts";

/** What `use` may name. */
interface Successors {
  readonly names: ReadonlySet<string>;
  readonly self: string;
  readonly thing: "event" | "property";
}

/** Reads a deprecation, and reports invalid dates and unknown successors. */
export function readDeprecation(
  report: Report,
  {
    deprecated,
    at,
    successors,
  }: {
    deprecated: DeepPartial<DeprecationBody> | undefined;
    at: Pointer;
    successors: Successors | undefined;
  },
): Deprecation | undefined {
  if (deprecated === undefined) return undefined;
  const { since, use, reason, remove_after: removeAfter } = deprecated;
  if (successors !== undefined) {
    const known = [
      checkDay(since, [...at, "since"], report),
      checkDay(removeAfter, [...at, "remove_after"], report),
    ];
    if (known.every(Boolean) && since !== undefined && removeAfter !== undefined && removeAfter < since) {
      report.add({
        code: "range-inverted",
        at: [...at, "remove_after"],
        message: `\`remove_after\` (${removeAfter}) is before \`since\` (${since}).`,
        hint: "Correct one of the two.",
      });
    }
    if (use !== undefined) checkSuccessor(use, successors, [...at, "use"], report);
  }
  return { since, use, reason, removeAfter };
}

/** Reports a day that does not exist. Returns whether it does. */
export function checkDay(text: string | undefined, at: Pointer, report: Report): boolean {
  if (text === undefined || isDate(text)) return true;
  report.add({
    code: "date-invalid",
    at,
    message: `${quote(text)} is not a valid date.`,
    hint: "Write a date such as `2026-01-31`.",
  });
  return false;
}

function checkSuccessor(use: string, { names, self, thing }: Successors, at: Pointer, report: Report): void {
  if (use === self) {
    report.add({
      code: "deprecated-by-itself",
      at,
      message: `${quote(self)} names itself as its replacement.`,
      hint: `Name another ${thing}, or remove \`use\`.`,
    });
  } else if (!names.has(use) && !mayBeElsewhere(thing, at, report)) {
    report.add({
      code: thing === "event" ? "unknown-event" : "unknown-property",
      at,
      message: `There is no ${thing} ${quote(use)}${thing === "event" ? "" : " next to it"}.`,
      hint: didYouMean(use, names),
    });
  }
}

/** Whether an unreadable file or section may define it. All properties of an event are in one place. */
function mayBeElsewhere(thing: Successors["thing"], at: Pointer, report: Report): boolean {
  const section = thing === "event" ? "events" : String(at[0]);
  return (thing === "event" || section !== "events") && report.isBroken([section]);
}
