import { posthog } from "posthog-js";
import { identifyUser, trackCartOpened, trackCheckoutSeen } from "./generated/browser";

/** The end-to-end test takes a browser without a window, which posthog-js leaves out. */
posthog.init("phc_shop", { api_host: import.meta.env.VITE_POSTHOG_HOST, opt_out_useragent_filter: true });

const onClick = (id: string, click: () => void) =>
  document.getElementById(id)?.addEventListener("click", click);

onClick("cart", () => {
  identifyUser(posthog, "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b");
  trackCartOpened(posthog, { from: "header" });
});
onClick("checkout", () => {
  trackCheckoutSeen(posthog);
  void fetch("/orders", { method: "POST" });
});
// As somebody does who does not know the plan.
onClick("close", () => {
  posthog.capture("cartOpened");
  posthog.capture("cart_opened", { from: "footer" });
});
