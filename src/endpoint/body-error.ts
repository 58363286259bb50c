import type { BodyFault } from "./received.ts";

/** Thrown for a body that PostHog could not read. */
export class BodyError extends Error implements BodyFault {
  readonly kind: BodyFault["kind"];
  readonly reason: string;

  constructor(kind: BodyFault["kind"], reason: string) {
    super(reason);
    this.kind = kind;
    this.reason = reason;
  }
}

export function tooLarge(limit: number): BodyError {
  return new BodyError("too large", `the request is larger than ${limit / 1024 / 1024} MB`);
}

// A byte order mark is no JSON for PostHog, so it stays.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws BodyError if the bytes are not UTF-8 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new BodyError("not decoded", "the body is not UTF-8");
  }
}
