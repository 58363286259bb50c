import type { Refusal } from "../runtime/refusal.ts";

/** A refused call on one line. */
export function describeRefusal({ event, reason, detail, violations }: Refusal): string {
  return `${event}, ${reason}: ${violations.length > 0 ? violations.join("; ") : detail}`;
}
