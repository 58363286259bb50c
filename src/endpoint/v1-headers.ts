import type { IncomingHttpHeaders } from "node:http";
import { findKeyFault } from "./check-batch.ts";
import { readUuid } from "./raw-event.ts";
import { isRfc3339 } from "./rfc3339.ts";
import { V1_ENCODINGS } from "./v1-payload.ts";

/** Why a request is refused as a whole. */
export interface V1RequestFault {
  readonly status: number;
  /** PostHog's word for it, such as `missing_required_headers`. */
  readonly error: string;
  /** What is wrong in this request, where the word does not say it. */
  readonly description?: string;
}

const REQUIRED = [
  "posthog-sdk-info",
  "posthog-attempt",
  "posthog-request-id",
  "posthog-request-timestamp",
  "content-type",
  "user-agent",
] as const;

/**
 * Why capture v1 refuses a request for its headers, before it looks at the body.
 *
 * Source: `rust/capture/src/v1/context.rs` of PostHog/posthog.
 */
export function findHeaderFault(headers: IncomingHttpHeaders): V1RequestFault | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return { status: 401, error: "missing_authorization" };
  const missing = REQUIRED.filter((name) => headers[name] === undefined);
  if (missing.length > 0)
    return { status: 400, error: "missing_required_headers", description: missing.join(", ") };
  const [, key] = /^Bearer (.+)$/isu.exec(authorization) ?? [];
  if (key === undefined) return invalid("authorization must use the Bearer scheme");
  const keyFault = findKeyFault(key);
  if (keyFault !== undefined) return { status: 401, error: "invalid_api_token", description: keyFault };

  const type = headers["content-type"] ?? "";
  if (type.split(";", 1)[0]?.trim().toLowerCase() !== "application/json")
    return { status: 415, error: "unsupported_content_type", description: type };
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && !V1_ENCODINGS.has(encoding.toLowerCase()))
    return { status: 415, error: "unsupported_encoding", description: encoding };
  const fault = Object.entries(FORMATS).find(([name, is]) => !is(String(headers[name])));
  return fault && invalid(`${fault[0]} is ${String(headers[fault[0]])}`);
}

const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  "posthog-request-id": (value) => Boolean(readUuid({ uuid: value })),
  "posthog-attempt": (value) => /^\+?\d+$/u.test(value) && Number(value) >= 1 && Number(value) < 2 ** 32,
  "posthog-request-timestamp": isRfc3339,
};

function invalid(description: string): V1RequestFault {
  return { status: 400, error: "invalid_header_value", description };
}
