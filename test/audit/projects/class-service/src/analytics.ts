import { PostHog } from "posthog-node";

export const EVENTS = { SIGNED_UP: "user_signed_up", LOGGED_IN: "user_logged_in" };

export enum BillingEvent {
  Paid = "invoice_paid",
}

export interface Analytics {
  track(userId: string, event: string, properties?: Record<string, unknown>): void;
}

export class PostHogAnalytics implements Analytics {
  constructor(private readonly posthog: PostHog) {}

  track(userId: string, event: string, properties: Record<string, unknown> = {}): void {
    this.posthog.capture({ distinctId: userId, event, properties: { ...properties, app: "api" } });
  }

  forward(...args: Parameters<PostHog["capture"]>): void {
    this.posthog.capture(...args);
  }
}
