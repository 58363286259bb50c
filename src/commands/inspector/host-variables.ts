/**
 * What begins the names of variables that build tools put into a frontend: Next.js, Vite, SvelteKit and Astro, Nuxt, and Expo.
 * PostHog's own guides use `VITE_PUBLIC_` too.
 */
const FRONTENDS = [
  "NEXT_PUBLIC_",
  "VITE_",
  "VITE_PUBLIC_",
  "PUBLIC_",
  "NUXT_PUBLIC_",
  "EXPO_PUBLIC_",
] as const;

/** A key that no project of PostHog has. It is fixed, so that what is built with it can be reused. */
const FAKE_KEY = "phc_tracking_plan_inspect";

/**
 * The environment of a command whose events the inspector receives: the server's host and a key, the host under the names that
 * frontends read it by, and where test trackers report to.
 *
 * @param names - further variables for the host, from `--env`
 */
export function inspectedEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  {
    url,
    reports,
    names,
  }: { readonly url: string; readonly reports: string; readonly names: readonly string[] },
): Readonly<Record<string, string>> {
  const kept = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const hosts = [...FRONTENDS.map((prefix) => `${prefix}POSTHOG_HOST`), ...names];
  return {
    ...Object.fromEntries(kept),
    POSTHOG_HOST: url,
    POSTHOG_API_KEY: FAKE_KEY,
    POSTHOG_DISABLED: "false",
    TRACKING_PLAN_INSPECT: reports,
    ...Object.fromEntries(hosts.map((name) => [name, url])),
  };
}
