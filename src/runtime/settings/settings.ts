import type { TrackerOptions } from "../options.ts";
import { readEnvironment, resolveHost } from "./environment.ts";

/** What a tracker goes by, after options and environment were put together and checked. */
export interface Settings {
  readonly debug: boolean;
  /** Where and as whom to send; absent when tracking is off. */
  readonly target?: { readonly apiKey: string; readonly host: string };
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
  const { target: _target, ...rest } = settings;
  const all = [...problems, ...settings.problems];
  return off === undefined ? { ...settings, problems: all } : { ...rest, problems: all, off };
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
    POSTHOG_API_KEY: options.apiKey ?? variables["POSTHOG_API_KEY"],
    POSTHOG_HOST: options.host ?? variables["POSTHOG_HOST"],
    POSTHOG_DEBUG: options.debug?.toString() ?? variables["POSTHOG_DEBUG"],
    POSTHOG_DISABLED: options.disabled?.toString() ?? variables["POSTHOG_DISABLED"],
  });
  const { apiKey, debug, disabled } = environment;
  const resolved = resolveHost(environment.host);
  const problems = [...environment.problems];
  if (!resolved.ok) problems.push(`POSTHOG_HOST ${resolved.problem} Tracking is off.`);

  if (disabled) return { debug, problems, off: "it is disabled" };
  if (!resolved.ok) return { debug, problems, off: "the host is malformed" };
  if (apiKey === undefined) {
    const missing = problems.some((problem) => problem.startsWith("POSTHOG_API_KEY"));
    return { debug, problems, off: missing ? "the key is malformed" : "POSTHOG_API_KEY is not set" };
  }
  return { debug, problems, target: { apiKey, host: resolved.host } };
}
