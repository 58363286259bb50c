/** The page's script of a product that uses the generated helpers. */
// With it, requests to the product's own server say from the first one on which session they belong to.
import "posthog-js/dist/tracing-headers";
import { identifyUser, logOut, trackFeatureUsed, trackUserCreated } from "../../generated/browser.ts";
import { startProduct } from "./product-page.ts";

startProduct((posthog) => ({
  signedUp: ({ id, organizationId, createdAt }) => {
    identifyUser(posthog, id, { plan: "free" });
    trackUserCreated(posthog, { organization_id: organizationId }, { timestamp: new Date(createdAt) });
  },
  loggedIn: ({ id }) => {
    identifyUser(posthog, id);
  },
  featureUsed: (feature, { id, at }) => {
    trackFeatureUsed(posthog, { feature }, { idempotencyKey: id, timestamp: new Date(at) });
  },
  loggedOut: () => logOut(posthog),
}));
