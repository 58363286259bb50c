import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * Who may see the page and what arrived. The endpoint itself takes events of any page, as PostHog does; what it took is for those
 * alone who have the address that was printed:
 *
 * - `Host` is an address or the name that the server was given: the page of a foreign name that was pointed here (DNS
 *   rebinding) is refused.
 * - `Origin`, which browsers send with what changes something and with WebSockets, is that same host: other pages are refused.
 * - The token is in the address.
 */
export interface Guard {
  /** @returns why a request is refused, in one sentence */
  readonly refuse: (request: IncomingMessage, what: { readonly needsOrigin: boolean }) => string | undefined;
}

/** @param name - the address or name that the server listens on */
export function createGuard({ token, name }: { readonly token: string; readonly name: string }): Guard {
  const expected = Buffer.from(token);
  return {
    refuse: ({ headers, url = "" }, { needsOrigin }) => {
      const host = parseUrl(`http://${headers.host ?? ""}`);
      if (host === undefined || !isOwn(host.hostname, name)) {
        return "The inspector does not answer to this host name. Open the address that it printed.";
      }
      const { origin } = headers;
      if (origin === undefined ? needsOrigin : parseUrl(origin)?.origin !== host.origin) {
        return "Other pages may not read what the inspector received.";
      }
      const given = Buffer.from(parseUrl(url, "http://inspector")?.searchParams.get("token") ?? "");
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return "Open the address that `tracking-plan inspect` printed: it has the token.";
      }
      return undefined;
    },
  };
}

/** Names can be pointed anywhere by others; addresses and `localhost` cannot. */
function isOwn(hostname: string, name: string): boolean {
  return hostname === "localhost" || hostname === name || isIP(hostname.replaceAll(/[[\]]/gu, "")) !== 0;
}

function parseUrl(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}
