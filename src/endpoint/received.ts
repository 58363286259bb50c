import type { IncomingHttpHeaders } from "node:http";
import type { CapturedEvent } from "./captured-event.ts";

/** One event of a request, as it came over the wire, and what PostHog would do with it. */
export interface ReceivedEvent extends CapturedEvent {
  /** The event as it was in the request. */
  readonly raw: unknown;
  readonly accepted: boolean;
  /** Why it was not accepted. */
  readonly reason?: string;
}

export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The body after unzipping, parsed when it is JSON; `undefined` when there is none. */
  readonly body: unknown;
  readonly receivedAt: Date;
}

/** What the endpoint answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
