import type { IncomingHttpHeaders } from "node:http";

/**
 * What lets a page of another origin send, and read the answer. The page's own origin and headers are named: `*` would not do for
 * requests with credentials, as posthog-js sends some, nor for an `authorization` header.
 *
 * Source: the `CorsLayer` in `rust/capture/src/router.rs` of PostHog/posthog.
 */
export function corsHeaders({ origin }: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return {
    vary: "origin, access-control-request-method, access-control-request-headers",
    "access-control-allow-credentials": "true",
    ...(origin !== undefined && { "access-control-allow-origin": origin }),
  };
}

/** What a browser asks for before it sends what a form could not send. */
export function preflightHeaders(
  { "access-control-request-headers": wanted }: IncomingHttpHeaders,
  methods: readonly string[],
): Readonly<Record<string, string>> {
  return {
    "access-control-allow-methods": [...methods, "OPTIONS"].join(","),
    ...(wanted !== undefined && { "access-control-allow-headers": wanted }),
  };
}
