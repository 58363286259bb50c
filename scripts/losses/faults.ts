import type { Answer, ReceivedRequest } from "../../src/endpoint/received.ts";
import { toRecord } from "../../src/endpoint/raw-event.ts";
import { numberOf } from "./task.ts";

/**
 * What a server does with a request in place of taking it. `undefined`: it takes it. A fault is made anew for each run, and may
 * count.
 */
export type Fault = (
  request: ReceivedRequest,
  take: () => Answer,
) => Answer | undefined | Promise<Answer | undefined>;

const never = (): Promise<never> => new Promise(() => {});

/** The number of the event that PostHog does not take, whatever is wrong with it. */
const BAD = 7;

export const FAULTS = {
  none: (): Fault => () => undefined,
  hangs: (): Fault => never,
  answers503: (): Fault => () => ({ status: 503 }),
  redirects: (): Fault => () => ({ status: 301, headers: { location: "/elsewhere" } }),
  asksToWait: (): Fault => {
    let requests = 0;
    return () => ((requests += 1) <= 2 ? { status: 429, headers: { "retry-after": "2" } } : undefined);
  },
  takesTen: (): Fault => (request) => (batchOf(request).length > 10 ? { status: 413 } : undefined),
  /** The legacy capture refuses the whole request for one bad event; capture v1 drops that event. */
  refusesOne: (): Fault => (request, take) => {
    const bad = batchOf(request).filter(
      (raw) => numberOf(toRecord(toRecord(raw)["properties"])["workflow_id"]) === BAD,
    );
    if (bad.length === 0) return undefined;
    if (request.path === "/batch/") return { status: 400, body: "the event cannot be read" };
    const uuids = new Set(bad.map((raw) => toRecord(raw)["uuid"]));
    const rest = batchOf(request).filter((raw) => !uuids.has(toRecord(raw)["uuid"]));
    (request.body as { batch: unknown[] }).batch = rest;
    const { body } = take();
    const results = Object.fromEntries(
      [...uuids].map((uuid) => [uuid, { result: "drop", details: "invalid" }]),
    );
    return { status: 200, body: { results: { ...toRecord(toRecord(body)["results"]), ...results } } };
  },
  /** Takes the first request and does not say so. */
  forgetsToAnswer: (): Fault => {
    let requests = 0;
    return (_request, take) => {
      if ((requests += 1) > 1) return undefined;
      take();
      return never();
    };
  },
  isOutFor: (ms: number) => (): Fault => {
    const until = Date.now() + ms;
    return () => (Date.now() < until ? { status: 503 } : undefined);
  },
} as const;

function batchOf({ body }: ReceivedRequest): readonly unknown[] {
  const { batch } = toRecord(body);
  return Array.isArray(batch) ? batch : [];
}
