"use client";

import { usePostHog } from "@posthog/react";
import posthogClient, { type PostHog } from "posthog-js";
import type { ReactNode } from "react";

declare function trackPageOpened(): void;

export function opened(posthog: PostHog | undefined, nested: { posthog?: PostHog }) {
  posthog?.capture("page_opened");
  nested.posthog?.capture("cart_opened", {
    items: 3,
  });
}

export function Checkout({ items, user }: { items: string[]; user: { id: string } }): ReactNode {
  const posthog = usePostHog();
  trackPageOpened();
  posthogClient.capture("page_opened");
  posthogClient.identify(user.id, { plan: "team" });
  posthog?.capture("cart_opened", { items: 3 });
  return (
    <button
      onClick={() => posthogClient.capture("cart_opened", { items: items.length, coupon: "WELCOME" })}
    />
  );
}
