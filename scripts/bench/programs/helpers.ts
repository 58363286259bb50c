import type { Tracker, TrackerOptions } from "../../../src/runtime/index.ts";

/** What the programs use of the generated files of the plan, which exist only while the bench runs. */
export interface Helpers {
  readonly createTracker: (options: TrackerOptions) => Tracker;
  readonly parseUserId: (id: string) => string;
  readonly eventUuid: (event: string, id: string, key: readonly string[]) => string;
  readonly [name: `trackThing${number}Done`]: Helper;
}

export type Helper = (
  user: unknown,
  properties: Readonly<Record<string, unknown>>,
  options: { readonly tracker: Tracker; readonly timestamp: Date },
) => boolean;

/** The generated files, compiled, beside the program. */
export const helpers = (await import(new URL("index.js", import.meta.url).href)) as Helpers;

export const USER_ID = "user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63";

/** The properties of every event of the plan. */
export const PROPERTIES = {
  thing_id: "5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63",
  workspace: "org_456",
  tier: "pro",
  kind: "second",
  amount_usd: 50,
  note: "As it was said.",
};

/** The helper of the event with this number. */
export function helperOf(number: number): Helper {
  return helpers[`trackThing${number}Done`]!;
}

const full = 10_000_000;

/** Options of both clients: nothing is sent, and neither queue gets full. */
export const TARGET = {
  apiKey: "phc_bench",
  host: "http://127.0.0.1:9",
  fetch: async (): Promise<Response> => new Response('{"status":"Ok"}'),
};

export const TRACKER_OPTIONS: TrackerOptions = {
  ...TARGET,
  log: () => {},
  maxQueueMessages: full,
  maxQueueBytes: full * 1000,
};
