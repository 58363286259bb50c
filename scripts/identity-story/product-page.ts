import { posthog, type PostHog, type PostHogConfig } from "posthog-js";
import { type Account, type Frontend, PROJECT_KEY } from "./side.ts";

/** What the server tells the page. */
export interface PageSettings {
  readonly posthogHost: string;
}

/** The product in the page, as its buttons call it: `product.signUp("ada@example.com")`. */
export interface Product {
  readonly open: (settings: PageSettings) => void;
  readonly signUp: (email: string) => void;
  readonly logIn: (email: string) => void;
  readonly useFeature: (feature: string) => void;
  readonly runWorkflow: () => void;
  readonly logOut: () => void;
  /** Resolves when the page has finished what it began, with the uuids of all events that it captured. */
  readonly idle: () => Promise<readonly string[]>;
}

/**
 * Without these, posthog-js would ask the endpoint for scripts and flags that it does not have, and take a browser
 * without a window for a bot. Identity works the same with and without.
 */
const OFFLINE = {
  advanced_disable_flags: true,
  autocapture: false,
  capture_pageleave: false,
  disable_external_dependency_loading: true,
  disable_session_recording: true,
  opt_out_useragent_filter: true,
  request_queue_config: { flush_interval_ms: 250 },
  // Takes effect only in a page that bundles posthog-js's script for it.
  tracing_headers: ["127.0.0.1"],
} satisfies Partial<PostHogConfig>;

/** Puts the product on the page, with the analytics calls of one side. */
export function startProduct(makeFrontend: (client: PostHog) => Frontend): void {
  const frontend = makeFrontend(posthog);
  const captured: string[] = [];
  const pending: Promise<unknown>[] = [];
  const begin = (work: Promise<unknown>): void => {
    pending.push(work);
  };
  const product: Product = {
    open: ({ posthogHost }) => {
      posthog.init(PROJECT_KEY, { ...OFFLINE, api_host: posthogHost });
      // posthog-js sends the page view a moment after it has started.
      const pageView = new Promise<void>((resolve) => {
        posthog.on("eventCaptured", ({ uuid }: { uuid: string }) => {
          captured.push(uuid);
          resolve();
        });
      });
      begin(pageView);
    },
    signUp: (email) => begin(send("POST", "/accounts", { email }).then(frontend.signedUp)),
    logIn: (email) => begin(send("POST", "/sessions", { email }).then(frontend.loggedIn)),
    useFeature: (feature) => {
      frontend.featureUsed(feature, { id: crypto.randomUUID(), at: new Date().toISOString() });
    },
    runWorkflow: () => begin(send("POST", "/workflows", {})),
    logOut: () => begin(send("DELETE", "/sessions", {}).then(frontend.loggedOut)),
    idle: async () => {
      await Promise.all(pending);
      return captured;
    },
  };
  Object.assign(globalThis, { product });
}

async function send(method: string, path: string, body: object): Promise<Account> {
  const response = await fetch(path, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  return (await response.json()) as Account;
}
