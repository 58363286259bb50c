import { wallClock } from "../../runtime/delivery/timing.ts";

/** How long claims are safe from other processes when this one says nothing, in milliseconds. */
const LEASE_MS = 15_000;

/** When a lease ends, and the time now, in milliseconds since 1970. */
export interface LeaseTime {
  readonly now: number;
  readonly leaseMs: number;
}

export function leaseTime(): LeaseTime {
  return { now: wallClock(), leaseMs: LEASE_MS };
}
