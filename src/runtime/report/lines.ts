import type { Answer } from "../delivery/answer.ts";
import { generalReason, LOSSES } from "./losses.ts";

/** What a reason means and what to do about it, for the log; empty when there is nothing to say. */
export function adviceOn(reason: string): string {
  const name = generalReason(reason);
  if (!Object.hasOwn(LOSSES, name)) return "";
  const { meaning, fix } = LOSSES[name as keyof typeof LOSSES];
  return `${meaning} ${fix}`.replaceAll("`", "");
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
