"use client";

import { usePostHog } from "@posthog/react";
import posthogClient, { type PostHog } from "posthog-js";
import type { ReactNode } from "react";
import { identifyUser, trackCartOpened, trackPageOpened as trackPageOpenedFromPlan } from "../generated/browser.js";

declare function trackPageOpened(): void;

export function opened(posthog: PostHog | undefined, nested: { posthog?: PostHog }) {
  if (posthog) trackPageOpenedFromPlan(posthog);
  if (nested.posthog) trackCartOpened(nested.posthog, {
    items: 3,
  });
}

export function Checkout({ items, user }: { items: string[]; user: { id: string } }): ReactNode {
  const posthog = usePostHog();
  trackPageOpened();
  trackPageOpenedFromPlan(posthogClient);
  identifyUser(posthogClient, user.id, { plan: "team" });
  trackCartOpened(posthog, { items: 3 });
  return (
    <button
      onClick={() => trackCartOpened(posthogClient, { items: items.length, coupon: "WELCOME" })}
    />
  );
}
