import { type Analytics, BillingEvent, EVENTS, PostHogAnalytics } from "./analytics.js";

interface User {
  id: string;
  email: string;
  organizationId?: string;
}

export function signUp(user: User, analytics: Analytics | undefined, plan: "free" | "pro"): void {
  analytics?.track(user.email ?? user.organizationId, EVENTS.SIGNED_UP, { plan, at: new Date(), seats: 3 });
}

export function logIn(user: User, service: PostHogAnalytics, method: string): void {
  service.track(user.id, EVENTS.LOGGED_IN);
  service.track(user.id, `login_${method}`);
  const isFirst = user.id === "1";
  service.forward({
    distinctId: user.id,
    event: isFirst ? "first_login" : BillingEvent.Paid,
    properties: { ...(user.organizationId && { organization: user.organizationId }) },
  });
}
