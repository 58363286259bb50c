/**
 * How long a server asks to be left alone, in milliseconds. The header has a number of seconds or an HTTP date
 * (RFC 9110, section 10.2.3).
 *
 * @returns `undefined` without a header, for what is neither, and for a time that is over.
 * @example readRetryAfter("120", Date.now()) // 120_000
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  // A date has letters; a number alone would be read as a year.
  const ms = /^\d+(?:\.\d+)?$/u.test(text)
    ? Number(text) * 1000
    : /[a-z]/iu.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return ms > 0 ? ms : undefined;
}
