/**
 * A number and its noun.
 *
 * @example plural(1, "file") // "1 file"
 * @example plural(0, "file") // "0 files"
 */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
