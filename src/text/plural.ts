/**
 * A number and its noun.
 *
 * @param many - the plural, where it is not made with an `s`
 * @example plural(1, "file") // "1 file"
 * @example plural(0, "file") // "0 files"
 * @example plural(2, "property", "properties") // "2 properties"
 */
export function plural(count: number, noun: string, many: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
