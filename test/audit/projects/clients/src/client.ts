import { PostHog } from "posthog-node";
import type { PostHog as Browser } from "posthog-js";

export const makeClient = () => new PostHog("key");
export const client = makeClient();
export default client;

export const deps = { analytics: { client }, now: () => new Date() };

export class Base {
  protected static readonly shared = makeClient();
  readonly #secret = makeClient();
  protected get lazy(): PostHog {
    return this.#secret;
  }
}

export function inBrowser({ posthog }: { posthog: Browser }): void {
  posthog.capture("destructured_parameter");
}

export async function loadLater(): Promise<void> {
  const { default: posthog } = await import("posthog-js");
  posthog.capture("awaited_import");
  void import("posthog-js").then(({ default: later }) => later.capture("import_then"));
}
