import {
  createTracker,
  fromRequest,
  groupIdentify,
  parseUserId,
  trackCheckoutCompleted,
  trackUserCreated,
  trackWorkflowCompleted,
} from "../../generated/index.ts";
import { type Backend, PROJECT_KEY } from "./side.ts";

/** A backend that uses the generated helpers. */
export function startGeneratedBackend(host: string): Backend {
  const tracker = createTracker({ apiKey: PROJECT_KEY, host });
  return {
    userCreated: ({ id, organizationId, createdAt }) => {
      trackUserCreated(
        parseUserId(id),
        { organization_id: organizationId },
        { timestamp: new Date(createdAt), tracker },
      );
    },
    workflowCompleted: ({ id, organizationId }, workflow, headers) => {
      trackWorkflowCompleted(
        parseUserId(id),
        {
          workflow_id: workflow.id,
          organization_id: organizationId,
          duration_seconds: workflow.durationSeconds,
        },
        { timestamp: new Date(workflow.completedAt), tracker, ...fromRequest({ headers }) },
      );
    },
    checkoutCompleted: ({ clientReferenceId, organizationId, sessionId, amountUsd, createdAt }) => {
      const user = parseUserId(clientReferenceId);
      trackCheckoutCompleted(
        user,
        {
          checkout_type: "subscription",
          amount_usd: amountUsd,
          organization_id: organizationId,
          stripe_session_id: sessionId,
        },
        { timestamp: new Date(createdAt), tracker },
      );
      groupIdentify("organization", organizationId, { subscription_tier: "pro" }, { by: user, tracker });
    },
    flush: async () => {
      await tracker.flush();
    },
    close: async () => {
      await tracker.shutdown();
    },
  };
}
