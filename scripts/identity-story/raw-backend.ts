import { PostHog } from "posthog-node";
import { type Backend, PROJECT_KEY } from "./side.ts";

/** A backend that calls posthog-node by hand, with its usual mistakes. */
export function startRawBackend(host: string): Backend {
  const posthog = new PostHog(PROJECT_KEY, { host });
  return {
    userCreated: ({ id, organizationId }) => {
      posthog.capture({
        distinctId: id,
        event: "user_created",
        properties: { organization_id: organizationId },
      });
    },
    workflowCompleted: ({ id, organizationId }, workflow) => {
      posthog.capture({
        distinctId: id,
        event: "workflow_completed",
        properties: { workflow_id: workflow.id, duration_seconds: workflow.durationSeconds },
        groups: { organization: organizationId },
      });
    },
    checkoutCompleted: ({ clientReferenceId, organizationId, sessionId, amountUsd }) => {
      posthog.capture({
        distinctId: clientReferenceId,
        event: "checkout_completed",
        properties: { amount_usd: amountUsd, stripe_session_id: sessionId },
        groups: { organization: organizationId },
      });
      posthog.groupIdentify({
        groupType: "organization",
        groupKey: organizationId,
        properties: { subscription_tier: "pro" },
      });
    },
    flush: () => posthog.flush(),
    close: () => posthog.shutdown(),
  };
}
