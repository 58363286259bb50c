import { PostHog } from "posthog-js-lite";

const posthog = new PostHog("phc_shop", { host: import.meta.env.VITE_POSTHOG_HOST, flushAt: 1 });
document.getElementById("join")?.addEventListener("click", () => posthog.capture("newsletter_joined"));
