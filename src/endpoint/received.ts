import type { IncomingHttpHeaders } from "node:http";
import type { CapturedEvent } from "./captured-event.ts";

/** One event of a request, as it came over the wire, and what PostHog would do with it. */
export interface ReceivedEvent extends CapturedEvent {
  /** The event as it was in the request; `undefined` of what stands for a request that could not be read. */
  readonly raw: unknown;
  readonly accepted: boolean;
  /** Why it was not accepted. */
  readonly reason?: string;
  /** Whether it was accepted without a person: capture v1 takes its id for nobody's. */
  readonly personless?: true;
}

export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The body after unzipping, parsed as JSON; `undefined` when it could not be read. */
  readonly body: unknown;
  readonly bodyFault?: BodyFault;
  readonly receivedAt: Date;
}

/** Why PostHog could not read a body. */
export interface BodyFault {
  readonly kind: "empty" | "too large" | "not decoded" | "not JSON";
  /** Such as `the body is not JSON`. */
  readonly reason: string;
}

/** What the endpoint answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
