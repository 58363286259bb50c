/** The page's script of a product that calls posthog-js by hand, with its usual mistakes. */
import { startProduct } from "./product-page.ts";

startProduct((posthog) => ({
  signedUp: (account) => {
    posthog.identify(account.email, { plan: "free" });
    posthog.capture("user_created", { organization_id: account.organizationId });
  },
  loggedIn: (account) => posthog.identify(account.email),
  featureUsed: (feature) => {
    posthog.capture("feature_used", { feature_name: feature });
  },
  // Nobody thought of posthog.reset().
  loggedOut: () => {},
}));
