import { nameFiles } from "../../text/file-names.ts";
import { byCodeUnit, groupBy } from "../../text/order.ts";

/**
 * A page with more things than this is one that nobody reads to its end, and neither is a longer one. GitHub shows 500 kB of a
 * file, and a phone takes seconds for half of that; 100 kB is what 30 events of usual size need.
 */
export const MAX_THINGS_ON_PAGE = 60;
export const MAX_BYTES_ON_PAGE = 100_000;

/** Things whose names begin alike. */
interface NameRange<Thing> {
  /** What the names begin with, in lower case. Empty where all things fit on one page. */
  readonly beginning: string;
  readonly things: readonly Thing[];
}

/**
 * Splits things by the beginnings of their names, with as few letters as possible. So a thing's page depends on its own name,
 * and a new one moves others at most once: when those that begin as it does become too many. Their order stays.
 *
 * @param bytesOf - approximate size of a thing on a page, in bytes
 */
export function splitByName<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  bytesOf: (thing: Thing) => number,
  maxThings: number = MAX_THINGS_ON_PAGE,
): readonly NameRange<Thing>[] {
  const split = (begun: readonly Thing[], beginning: string): readonly NameRange<Thing>[] => {
    const bytes = begun.reduce((sum, thing) => sum + bytesOf(thing), 0);
    const fits = begun.length <= maxThings && bytes <= MAX_BYTES_ON_PAGE;
    if (fits || begun.every(({ name }) => name.length <= beginning.length)) {
      return [{ beginning, things: begun }];
    }
    const ranges = groupBy(begun, ({ name }) => beginningOf(name, beginning.length + 1));
    return [...ranges]
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .flatMap(([longer, range]) => split(range, longer));
  };
  return split(things, "");
}

/** The first code units of a name, in lower case. Half a character would be no text. */
function beginningOf(name: string, length: number): string {
  const isSplit = /^[\ud800-\udbff]$/u.test(name.charAt(length - 1));
  return name.slice(0, isSplit ? length + 1 : length).toLowerCase();
}

/** The names of pages that are there anyhow, without their extension. */
const TAKEN_NAMES = ["readme", "index", "identity", "other", "owners", "properties"];

/**
 * File names of pages, without their extension.
 *
 * @param others - names that are taken beside those that always are
 */
export function namePages(texts: readonly string[], others: Iterable<string> = []): readonly string[] {
  return nameFiles(texts, "category", [...TAKEN_NAMES, ...others]);
}
