import type { Row } from "./row.ts";

/** Which events the list shows. */
export interface Filter {
  /** Words that an event must all have, anywhere in what it says. */
  readonly text: string;
  readonly show: Show;
}

export type Show = "all" | "faults" | "planned" | "unplanned" | "posthog";

/** What each choice is called. */
export const SHOWN: Readonly<Record<Show, string>> = {
  all: "All events",
  faults: "With faults",
  planned: "In the plan",
  unplanned: "Not in the plan",
  posthog: "PostHog’s own",
};

export const NO_FILTER: Filter = { text: "", show: "all" };

/** Gives what tells whether an event is shown. It takes half a microsecond. */
export function matcherOf({ text, show }: Filter): (row: Row) => boolean {
  const patterns = wordsOf(text).map((word) => {
    // As the line has it, which is JSON.
    const written = JSON.stringify(word).slice(1, -1);
    return new RegExp(written.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), "i");
  });
  return (row) =>
    (show === "all" || (show === "faults" ? row.faults > 0 : row.kind === show)) &&
    patterns.every((pattern) => {
      const at = row.line.search(pattern);
      return at !== -1 && at < row.searchable;
    });
}

/** Whether all that a filter shows is also shown by an earlier one. */
export function isNarrower(filter: Filter, earlier: Filter): boolean {
  return (
    (earlier.show === "all" || earlier.show === filter.show) &&
    wordsOf(earlier.text).every((word) => wordsOf(filter.text).some((longer) => longer.includes(word)))
  );
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== "");
}
