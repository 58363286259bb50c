import type { Finding } from "./finding.ts";

/** Anything that has the form of a key of PostHog: one may stand in a host by mistake, or in a line of code. */
const KEY = /ph[a-z]_[\w-]{4,}/giu;

/**
 * Findings without keys, whatever brought them there. None should hold one; this is the last door that each goes through.
 *
 * @param secrets - values that must not be shown, such as the key itself
 */
export function withoutSecrets(
  findings: readonly Finding[],
  secrets: readonly (string | undefined)[],
): readonly Finding[] {
  const known = secrets.map((secret) => secret?.trim() ?? "").filter((secret) => secret.length > 3);
  const clean = (text: string): string =>
    known.reduce((cleaned, secret) => cleaned.replaceAll(secret, "[key]"), text).replace(KEY, "[key]");
  return findings.map(({ check, state, message, hint }) => ({
    check,
    state,
    message: clean(message),
    ...(hint !== undefined && { hint: clean(hint) }),
  }));
}
