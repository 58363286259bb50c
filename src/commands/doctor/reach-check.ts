import type { Io } from "../io.ts";
import type { Finding } from "./findings.ts";

/** Milliseconds that the host has to answer. */
const PATIENCE = 5_000;

/**
 * Whether the host that events go to answers: one request, without a key, an event or a body, and to no other host. A
 * redirect is not followed: what is sent with it is lost.
 *
 * @param host - an origin and perhaps a path
 */
export async function checkReach(
  host: string,
  { fetch, env, progress }: Pick<Io, "fetch" | "env" | "progress">,
): Promise<Finding> {
  const check = "network";
  // Not which: a key may have been set in its place.
  progress.begin("Waiting for the host to answer");
  const { origin } = new URL(host);
  try {
    const response = await fetch(`${host}/batch/`, {
      method: "GET",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 300 && status < 400) {
      const target = response.headers.get("location") ?? "";
      const to = URL.canParse(target, host) ? new URL(target, host).origin : "another place";
      const message = `${origin} redirects to ${to}, and events are lost on the way.`;
      const hint =
        "Set POSTHOG_HOST to the address that takes events itself, or have the proxy pass them on.";
      return { check, state: "error", message, hint };
    }
    if (status >= 500) {
      const hint = "Events are kept and sent again for a while; look at the host's own status.";
      return {
        check,
        state: "warning",
        message: `${origin} answers, but with an error of its own: ${status}.`,
        hint,
      };
    }
    if (status === 404) {
      const message = `${origin} answers, but knows no address to send events to.`;
      const hint = "Is it the host of a PostHog, and not of its user interface or of something else?";
      return { check, state: "warning", message, hint };
    }
    return { check, state: "ok", message: `${origin} answers.` };
  } catch (error) {
    const hasProxy = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].some((name) => env[name]);
    const hint = hasProxy
      ? "Node's own requests do not go through the proxy of HTTPS_PROXY; is the host reachable without it?"
      : "Is the address right, and may this machine reach it? `--offline` leaves this out.";
    return { check, state: "error", message: `${origin} cannot be reached: ${reasonOf(error)}.`, hint };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "the request failed";
  if (error.name === "TimeoutError") return `no answer within ${PATIENCE / 1_000} seconds`;
  const { cause } = error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: "there is no such host",
    EAI_AGAIN: "its name cannot be looked up now",
    ECONNREFUSED: "the connection was refused",
    ECONNRESET: "the connection was broken off",
    CERT_HAS_EXPIRED: "its certificate has expired",
    DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
  };
  return known[code] ?? (/^[A-Z_0-9]+$/u.test(code) ? code : "the request failed");
}
