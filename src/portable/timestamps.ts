/** What is wrong with the time that a caller passed, as a code; `undefined` when nothing is. Never throws. */
export function findTimestampFault(timestamp: unknown, now: number): string | undefined {
  const time = timeOf(timestamp);
  if (Number.isNaN(time)) {
    return "invalid_date";
  }
  // Most likely seconds that were taken for milliseconds.
  if (time < Date.UTC(2000, 0, 1)) {
    return "before_2000_are_these_seconds";
  }
  // PostHog replaces what is more than 23 hours ahead by its own time.
  return time > now + 23 * 60 * 60 * 1000 ? "in_the_future" : undefined;
}

/** The milliseconds of a `Date`, also of another realm; NaN for everything else. */
export function timeOf(value: unknown): number {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return Number.NaN;
  }
}

/**
 * The milliseconds of a moment: a `Date` of any realm, or text as RFC 3339 has it, of which a leap second is the last millisecond of
 * its minute. NaN for everything else, and for moments that have no year of four digits in UTC. Never throws.
 *
 * The rules are those of RFC 3339, section 5.6; `Date.parse` would also take 30 February, and what else an engine understands.
 *
 * @example momentOf("2026-01-31t12:00:00+01:00") // Date.UTC(2026, 0, 31, 11)
 */
export function momentOf(value: unknown): number {
  const time = typeof value === "string" ? parseMoment(value) : timeOf(value);
  return time >= FIRST_MOMENT && time <= LAST_MOMENT ? time : Number.NaN;
}

/** Whether text is a day of the calendar, such as `2024-02-29`. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text + "T00:00:00Z") : Number.NaN;
  // Engines take 30 February for the day after the 29th or the 1st of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A datetime as ISO 8601 in UTC; `undefined` for an invalid one. Never throws. */
export function toIso(value: unknown): string | undefined {
  const time = momentOf(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

const FIRST_MOMENT = -62_167_219_200_000;
const LAST_MOMENT = 253_402_300_799_999;

const MOMENT =
  /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/u;

function parseMoment(text: string): number {
  const [, date = "", hour, minute, second = "", fraction = "", sign, offsetHours, offsetMinutes] =
    MOMENT.exec(text) ?? [];
  const isLeap = second === "60";
  const rest = isLeap ? "59.999" : `${second}.${fraction.slice(0, 3).padEnd(3, "0")}`;
  if (!isDate(date)) return Number.NaN;
  const local = Date.parse(`${date}T${hour}:${minute}:${rest}Z`);
  const offset = sign === undefined ? 0 : Number(offsetHours) * 60 + Number(offsetMinutes);
  const time = local - (sign === "-" ? -offset : offset) * 60_000;
  // Leap seconds are put in at the end of a day in UTC.
  return isLeap && new Date(time).toISOString().slice(-13, -8) !== "23:59" ? Number.NaN : time;
}
