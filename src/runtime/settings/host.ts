/** Where events go when nothing says otherwise. Its events are taken in at `https://us.i.posthog.com`. */
export const DEFAULT_HOST = "https://app.posthog.com";

/**
 * PostHog Cloud's hosts for people, and where events of their regions are taken in. posthog-node sends to the
 * host that it is given, and an answer that redirects loses the events.
 */
const INGESTION_HOSTS: Readonly<Record<string, string>> = {
  "app.posthog.com": "https://us.i.posthog.com",
  "us.posthog.com": "https://us.i.posthog.com",
  "eu.posthog.com": "https://eu.i.posthog.com",
};

export type ResolvedHost =
  | { readonly ok: true; readonly host: string }
  | { readonly ok: false; readonly problem: string };

/**
 * The address to send events to: an origin and perhaps a path (for a reverse proxy), without a slash at the end.
 *
 * @returns a problem, as the end of a sentence, for what is no http or https address, or holds a password, a query
 * or a fragment.
 * @example resolveHost("https://eu.posthog.com/") // { ok: true, host: "https://eu.i.posthog.com" }
 * @example resolveHost("posthog.example.com") // { ok: false, problem: "is not an address: …" }
 */
export function resolveHost(raw: string): ResolvedHost {
  const text = raw.trim();
  if (!/^https?:\/\//iu.test(text) || !URL.canParse(text)) {
    return refuse("is not an address that begins with https://.");
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return refuse("holds a user name or a password.");
  if (url.search !== "" || url.hash !== "") return refuse("has a query or a fragment.");
  if (url.port === "" && Object.hasOwn(INGESTION_HOSTS, url.hostname)) {
    return { ok: true, host: INGESTION_HOSTS[url.hostname] as string };
  }
  return { ok: true, host: url.origin + url.pathname.replace(/\/+$/u, "") };
}

function refuse(problem: string): ResolvedHost {
  return { ok: false, problem };
}
