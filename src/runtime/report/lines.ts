import type { Answer } from "../delivery/answer.ts";

/**
 * What to do about messages that were lost, by the reason. `http_3xx` stands for every redirect.
 *
 * @see PostHog/posthog, `rust/capture/src/api.rs`: 401 for a key that is not valid, 400 for a whole request because of one event
 */
const ADVICE: Readonly<Record<string, string>> = {
  http_3xx:
    "The host redirects, and a redirected request loses its events: set POSTHOG_HOST to an ingestion host.",
  http_400: "PostHog cannot read it. If this happens to every event, POSTHOG_HOST is not an ingestion host.",
  http_401: "The key is wrong or belongs to another region: check POSTHOG_API_KEY and POSTHOG_HOST.",
  http_403: "The host returned 403: check POSTHOG_HOST and any proxy in front of it.",
  http_404: "The host has no PostHog endpoint: check POSTHOG_HOST.",
  http_413: "A proxy in front of PostHog does not accept a request as large as this message.",
  quota_limited: "The project has reached its billing limit.",
  dropped_by_posthog: "See the ingestion warnings in PostHog.",
  unknown_result: "PostHog returned a result that this version does not know.",
  unknown_answer: "Something other than PostHog answered: check POSTHOG_HOST and any proxy in front of it.",
};

/** What to do about a reason, in one sentence; empty when there is nothing to say. */
export function adviceOn(reason: string): string {
  return ADVICE[/^http_3\d\d$/u.test(reason) ? "http_3xx" : reason] ?? "";
}

/** A line for people about an answer that is no success, when its reason alone would not say enough. */
export function describeTrouble(answer: Answer): string | undefined {
  if (answer.kind === "busy") return `${answer.cause}. The events stay queued and are sent again.`;
  if (answer.kind === "refused" && answer.location !== undefined) {
    return `The host redirects to ${answer.location}, which is not followed: set POSTHOG_HOST to the ingestion host.`;
  }
  return undefined;
}

/**
 * Text that a terminal and a log can take: control characters, line and paragraph separators, and marks that change
 * the direction of text are removed, and what is longer than `length` UTF-16 units is cut.
 *
 * @example printable("a\u001b[31m\nb") // "a[31mb"
 */
export function printable(text: string, length = 200): string {
  const cut = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return cut.replaceAll(UNPRINTABLE, "");
}

/** Categories: controls, format characters (among them all bidi marks), separators of lines, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;
