import { readEnvironment, resolveHost } from "../../runtime/settings/settings.ts";
import type { Io } from "../io.ts";
import { kindAt } from "../paths.ts";
import { join } from "node:path";
import type { Finding } from "./findings.ts";

// The code that reads the settings at run time; it imports nothing.

interface CheckedSettings {
  readonly findings: readonly Finding[];
  /** Absent if no event would be sent. */
  readonly host?: string | undefined;
  /** Absent if the key is missing or malformed. */
  readonly apiKey?: string | undefined;
  readonly isDisabled: boolean;
}

/** Checks the environment variables as the runtime would read them. */
export async function checkSettings(io: Io): Promise<CheckedSettings> {
  const environment = readEnvironment(io.env);
  const host = checkHost(environment.host, io.env["POSTHOG_HOST"]);
  return {
    findings: [
      await checkKey(environment, io),
      host.finding,
      checkDisabled(environment, io),
      ...checkDebug(environment),
    ],
    host: host.resolved,
    apiKey: environment.apiKey,
    isDisabled: environment.disabled,
  };
}

type Environment = ReturnType<typeof readEnvironment>;

/** The problem of a malformed variable. It never shows the value. */
function problemOf({ problems }: Environment, variable: string): string | undefined {
  return problems.find((problem) => problem.startsWith(variable));
}

async function checkKey(environment: Environment, io: Io): Promise<Finding> {
  const check = "key";
  const problem = problemOf(environment, "POSTHOG_API_KEY");
  const hint = "Copy the project API key from PostHog's project settings. It starts with phc_.";
  if (problem !== undefined) return { check, state: "error", message: problem, hint };
  const { apiKey } = environment;
  if (apiKey === undefined) {
    const dotenv = (await kindAt(join(io.cwd, ".env"), io.files)) !== undefined;
    return {
      check,
      state: "error",
      message: "POSTHOG_API_KEY is not set: tracking is off.",
      hint: dotenv
        ? "This command does not read .env files. Run it with the variables: `node --env-file=.env node_modules/.bin/tracking-plan doctor`."
        : hint,
    };
  }
  return apiKey.startsWith("phc_")
    ? { check, state: "ok", message: "POSTHOG_API_KEY is set and looks like a project key." }
    : {
        check,
        state: "warning",
        message: "POSTHOG_API_KEY is set but does not start with phc_ as project keys do.",
        hint,
      };
}

function checkHost(
  written: string,
  variable: string | undefined,
): { readonly finding: Finding; readonly resolved?: string } {
  const check = "host";
  const resolved = resolveHost(written);
  if (!resolved.ok) {
    const hint = "Use https://us.i.posthog.com, https://eu.i.posthog.com or the address of your own PostHog.";
    const message = `POSTHOG_HOST ${resolved.problem} Tracking is off.`;
    return { finding: { check, state: "error", message, hint } };
  }
  const { host } = resolved;
  const isMoved = !written.trim().replace(/\/+$/u, "").toLowerCase().startsWith(host.toLowerCase());
  if (!variable?.trim()) {
    const message = `POSTHOG_HOST is not set: events go to ${host}, PostHog Cloud US.`;
    const hint = "If your project is in the EU, set it to https://eu.i.posthog.com.";
    return { finding: { check, state: "note", message, hint }, resolved: host };
  }
  if (isMoved) {
    const message = `POSTHOG_HOST is an address of PostHog's user interface: events go to ${host} instead.`;
    const hint = `Set it to ${host}: other programs do not correct it.`;
    return { finding: { check, state: "warning", message, hint }, resolved: host };
  }
  if (/^http:/iu.test(host) && !isLoopback(host)) {
    const message = `Events go to ${host} unencrypted.`;
    return {
      finding: { check, state: "warning", message, hint: "Use an https:// address." },
      resolved: host,
    };
  }
  return { finding: { check, state: "ok", message: `Events go to ${host}.` }, resolved: host };
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(new URL(host).hostname);
}

function checkDisabled(environment: Environment, io: Io): Finding {
  const check = "switch";
  const problem = problemOf(environment, "POSTHOG_DISABLED");
  if (problem !== undefined) {
    return {
      check,
      state: "error",
      message: problem,
      hint: "Set POSTHOG_DISABLED to true or false, or unset it.",
    };
  }
  if (!environment.disabled) return { check, state: "ok", message: "Tracking is not disabled." };
  const isSet = (io.env["POSTHOG_DISABLED"] ?? "").trim() !== "";
  return {
    check,
    state: "error",
    message: `POSTHOG_DISABLED is ${isSet ? "on" : "set"}: nothing is sent.`,
    hint: "Unset it where events should be sent.",
  };
}

function checkDebug(environment: Environment): readonly Finding[] {
  const check = "debug";
  const problem = problemOf(environment, "POSTHOG_DEBUG");
  if (problem !== undefined) {
    return [{ check, state: "warning", message: problem, hint: "Set POSTHOG_DEBUG to true or false." }];
  }
  if (!environment.debug) return [];
  const message = "POSTHOG_DEBUG is on: each event and its outcome are printed.";
  return [{ check, state: "note", message, hint: "Turn it off in production." }];
}

/** Milliseconds that the host has to answer. */
export const TIMEOUT_MS = 5_000;

/**
 * Whether the host answers: one request without a key, an event or a body. A redirect is not followed, since events are not
 * delivered through one either.
 *
 * @param host - an origin and perhaps a path
 */
export async function checkReach(
  host: string,
  { fetch, env, progress }: Pick<Io, "fetch" | "env" | "progress">,
): Promise<Finding> {
  const check = "network";
  // Without its name: a key may have been set by mistake.
  progress.begin("Waiting for the host to answer");
  const { origin } = new URL(host);
  try {
    const response = await fetch(`${host}/batch/`, {
      method: "GET",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 300 && status < 400) return redirected(check, response, host);
    if (status >= 500) {
      const hint = "Events are retried for a while. Check the status of the host.";
      return {
        check,
        state: "warning",
        message: `${origin} answers with a server error: ${status}.`,
        hint,
      };
    }
    if (status === 404) {
      const message = `${origin} answers but does not accept events: 404.`;
      const hint =
        "Check that it is the ingestion host of PostHog, not its user interface or another server.";
      return { check, state: "warning", message, hint };
    }
    return { check, state: "ok", message: `${origin} answers.` };
  } catch (error) {
    return unreachable(check, origin, { error, env });
  }
}

/** The finding for an answer that leads elsewhere. */
export function redirected(check: string, { headers }: Response, host: string): Finding {
  const target = headers.get("location") ?? "";
  const to = URL.canParse(target, host) ? new URL(target, host).origin : "another place";
  const message = `${new URL(host).origin} redirects to ${to}: events are not delivered.`;
  const hint = "Set POSTHOG_HOST to the address that accepts events, or let the proxy forward them.";
  return { check, state: "error", message, hint };
}

/** The finding for a request that failed. */
export function unreachable(
  check: string,
  origin: string,
  { error, env }: { readonly error: unknown; readonly env: Io["env"] },
): Finding {
  const hasProxy = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].some((name) => env[name]);
  const hint = hasProxy
    ? "Node does not use HTTPS_PROXY. Check that the host can be reached without the proxy."
    : "Check the address and the network of this machine. `--offline` skips this check.";
  return { check, state: "error", message: `${origin} cannot be reached: ${reasonOf(error)}.`, hint };
}

/** Why a request failed, in a few words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "the request failed";
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1_000} seconds`;
  const { cause } = error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: "there is no such host",
    EAI_AGAIN: "its name cannot be resolved",
    ECONNREFUSED: "the connection was refused",
    ECONNRESET: "the connection was reset",
    CERT_HAS_EXPIRED: "its certificate has expired",
    DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  };
  return known[code] ?? (/^[A-Z_0-9]+$/u.test(code) ? code : "the request failed");
}
