import type { TrackerOptions } from "../options.ts";
import { readOwn } from "./tracker-options.ts";

/** What a tracker goes by, after options and environment were put together and checked. */
export interface Settings {
  readonly debug: boolean;
  /** Where and as whom to send; nothing when tracking is off. */
  readonly target: { readonly apiKey: string; readonly host: string } | undefined;
  /** Why tracking is off, as the end of a sentence. */
  readonly off?: string;
  /** One sentence for each malformed setting. */
  readonly problems: readonly string[];
}

/** Settings whose options were malformed too. */
export function withFaults(
  settings: Settings,
  { problems, off }: Pick<Settings, "problems" | "off">,
): Settings {
  const all = [...problems, ...settings.problems];
  return { ...settings, problems: all, ...(off !== undefined && { target: undefined, off }) };
}

/**
 * Puts options before environment variables; both are read by the same rules. A malformed host turns tracking off:
 * any other host could be in another country, or somebody else's.
 */
export function resolveSettings(
  options: TrackerOptions,
  variables: Readonly<Record<string, string | undefined>>,
): Settings {
  const environment = readEnvironment({
    POSTHOG_API_KEY: options.apiKey ?? readOwn(variables, "POSTHOG_API_KEY"),
    POSTHOG_HOST: options.host ?? readOwn(variables, "POSTHOG_HOST"),
    POSTHOG_DEBUG: options.debug?.toString() ?? readOwn(variables, "POSTHOG_DEBUG"),
    POSTHOG_DISABLED: options.disabled?.toString() ?? readOwn(variables, "POSTHOG_DISABLED"),
  });
  const { apiKey, debug, disabled } = environment;
  const resolved = resolveHost(environment.host);
  const problems = [...environment.problems];
  if (!resolved.ok) problems.push(`POSTHOG_HOST ${resolved.problem} Tracking is off.`);

  const target = undefined;
  if (disabled) return { debug, problems, target, off: "it is disabled" };
  if (!resolved.ok) return { debug, problems, target, off: "the host is malformed" };
  if (apiKey === undefined) {
    const missing = problems.some((problem) => problem.startsWith("POSTHOG_API_KEY"));
    return { debug, problems, target, off: missing ? "the key is malformed" : "POSTHOG_API_KEY is not set" };
  }
  return { debug, problems, target: { apiKey, host: resolved.host } };
}

/** The environment variables of the runtime, read and checked. */
export interface Environment {
  /** `POSTHOG_API_KEY`; nothing when not set or malformed. */
  readonly apiKey: string | undefined;
  /** `POSTHOG_HOST`, as written. */
  readonly host: string;
  /** `POSTHOG_DEBUG` */
  readonly debug: boolean;
  /** `POSTHOG_DISABLED` */
  readonly disabled: boolean;
  /** One sentence for each malformed variable. No value that could be a secret is in it. */
  readonly problems: readonly string[];
}

const TRUE = new Set(["1", "true", "yes", "on"]);
const FALSE = new Set(["0", "false", "no", "off", ""]);

/**
 * Reads the variables that the runtime knows. Values are trimmed and an empty one counts as not set. A boolean
 * that is neither on nor off is reported, and means what sends and prints least: disabled, and no debug output.
 *
 * @example readEnvironment({ POSTHOG_API_KEY: " phc_x ", POSTHOG_DEBUG: "Yes" })
 * // { apiKey: "phc_x", host: "https://app.posthog.com", debug: true, disabled: false, problems: [] }
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const problems: string[] = [];
  const read = (name: string): string => variables[name]?.trim() ?? "";
  const readBoolean = (name: string, otherwise: boolean): boolean => {
    const value = read(name).toLowerCase();
    if (TRUE.has(value)) return true;
    if (FALSE.has(value)) return false;
    problems.push(
      `${name} is neither on (1, true, yes, on) nor off (0, false, no, off); it counts as ${otherwise ? "on" : "off"}.`,
    );
    return otherwise;
  };

  const apiKey = read("POSTHOG_API_KEY");
  const keyProblem = apiKey === "" ? undefined : findKeyProblem(apiKey);
  if (keyProblem !== undefined) problems.push(`POSTHOG_API_KEY ${keyProblem} Tracking is off.`);
  return {
    apiKey: apiKey === "" || keyProblem !== undefined ? undefined : apiKey,
    host: read("POSTHOG_HOST") || DEFAULT_HOST,
    debug: readBoolean("POSTHOG_DEBUG", false),
    disabled: readBoolean("POSTHOG_DISABLED", true),
    problems,
  };
}

/**
 * What is wrong with a project key, as the end of a sentence that does not show it. Personal keys (`phx_…`) and
 * secret keys (`phs_…`) open more than a project's front door, and must not travel in the body of an event.
 */
export function findKeyProblem(apiKey: string): string | undefined {
  if (/^ph[xs]_/u.test(apiKey)) {
    return "is a personal or secret key. Events need the project key, which begins with phc_.";
  }
  if (!/^[\x21-\x7e]+$/u.test(apiKey)) {
    return "contains a space or a character that is not allowed in a key.";
  }
  return undefined;
}

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

type ResolvedHost =
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
  if (url.username !== "" || url.password !== "") return refuse("contains a user name or a password.");
  if (url.search !== "" || url.hash !== "") return refuse("has a query or a fragment.");
  if (url.port === "" && Object.hasOwn(INGESTION_HOSTS, url.hostname)) {
    return { ok: true, host: INGESTION_HOSTS[url.hostname] as string };
  }
  return { ok: true, host: url.origin + url.pathname.replace(/\/+$/u, "") };
}

function refuse(problem: string): ResolvedHost {
  return { ok: false, problem };
}
