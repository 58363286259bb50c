/**
 * What each reason of a lost message means, and what to do, for the log as for `explain` and the docs. Imports nothing: the command line
 * takes it from here.
 *
 * @see PostHog/posthog, `rust/capture/src/api.rs`: 401 for a key that is not valid, 400 for a whole request because of one event
 */
export const LOSSES = {
  http_400: {
    meaning: "PostHog could not read the request.",
    fix: "If this happens to every request, `POSTHOG_HOST` is not an ingestion host.",
  },
  http_401: {
    meaning: "PostHog does not know the key, or the key belongs to another region.",
    fix: "Check `POSTHOG_API_KEY` and `POSTHOG_HOST`.",
  },
  http_403: {
    meaning: "The host returned 403.",
    fix: "Check `POSTHOG_HOST` and any proxy in front of it.",
  },
  http_404: {
    meaning: "The host has no endpoint for events.",
    fix: "Check `POSTHOG_HOST`.",
  },
  http_413: {
    meaning: "A proxy does not accept a request as large as this one event.",
    fix: "Raise the proxy's limit, or send less data.",
  },
  http_3xx: {
    meaning: "The host redirects, and events are lost in a redirected request.",
    fix: "Set `POSTHOG_HOST` to the ingestion host.",
  },
  http_4xx: {
    meaning: "The host refused the request with this status.",
    fix: "Check `POSTHOG_HOST` and any proxy in front of it.",
  },
  quota_limited: {
    meaning: "The PostHog project reached its billing limit.",
    fix: "Raise the limit in PostHog.",
  },
  dropped_by_posthog: {
    meaning: "PostHog dropped this event.",
    fix: "Read the ingestion warnings in PostHog.",
  },
  not_sent_by_posthog_node: {
    meaning: "posthog-node did not send the event.",
    fix: "Check `before_send` and other settings of posthog-node.",
  },
  retries_exhausted: {
    meaning: "PostHog accepted the other events of the batch, but repeatedly asked for a retry of this one.",
    fix: "Read the ingestion warnings in PostHog.",
  },
  unknown_result: {
    meaning: "PostHog returned a result that this version does not know. The event may have arrived.",
    fix: "Update tracking-plan.",
  },
  unknown_answer: {
    meaning: "Something other than PostHog answered. The event may have arrived.",
    fix: "Check `POSTHOG_HOST` and any proxy in front of it.",
  },
  process_ended: {
    meaning: "The process ended before the event was sent.",
    fix: "Call `await shutdown()` before `process.exit()`.",
  },
  shut_down: {
    meaning: "The event was still queued when `shutdown()` ran out of time.",
    fix: "Raise its `timeoutMs`, or check whether PostHog can be reached.",
  },
  posthog_node_missing: {
    meaning: "posthog-node could not be loaded.",
    fix: "Install posthog-node.",
  },
} as const satisfies Readonly<Record<string, { readonly meaning: string; readonly fix: string }>>;

/** The reason that stands for one with a number in it: `http_403` is known by itself, `http_418` is an `http_4xx`. */
export function generalReason(reason: string): string {
  return Object.hasOwn(LOSSES, reason) ? reason : reason.replace(/^(http_[34])\d\d$/u, "$1xx");
}
