import type { Answer } from "../delivery/answer.ts";

/**
 * What to do about messages that were lost, by the reason. `http_3xx` stands for every redirect.
 *
 * @see PostHog/posthog, `rust/capture/src/api.rs`: 401 for a key that is not valid, 400 for a whole request because of one event
 */
const ADVICE: Readonly<Record<string, string>> = {
  http_3xx:
    "The host redirects, and a redirected request loses its events: set POSTHOG_HOST to an ingestion host.",
  http_400: "PostHog cannot read it; if everything is refused so, POSTHOG_HOST is not an ingestion host.",
  http_401: "The key is wrong, or of another region than the host: check POSTHOG_API_KEY and POSTHOG_HOST.",
  http_403: "The host lets nobody in: check POSTHOG_HOST, and what stands before it.",
  http_404: "Nothing takes events there: check POSTHOG_HOST.",
  http_413: "What stands before PostHog takes no request as large as this one message.",
  quota_limited: "The project has reached its billing limit.",
  dropped_by_posthog: "PostHog's ingestion warnings say why.",
  unknown_result: "PostHog answered with a result that this version does not know.",
  unknown_answer: "Something other than PostHog answered: check POSTHOG_HOST, and what stands before it.",
};

/** What to do about a reason, in one sentence; empty when there is nothing to say. */
export function adviceOn(reason: string): string {
  return ADVICE[/^http_3\d\d$/u.test(reason) ? "http_3xx" : reason] ?? "";
}

/** A line for people about an answer that is no success, when its reason alone would not say enough. */
export function describeTrouble(answer: Answer): string | undefined {
  if (answer.kind === "busy") return `${answer.cause}. Events wait, and are sent again.`;
  if (answer.kind === "refused" && answer.location !== undefined) {
    return `The host redirects to ${answer.location}, which is not followed: set POSTHOG_HOST to where events are taken.`;
  }
  return undefined;
}
