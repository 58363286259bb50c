import posthog from "posthog-js";

export function buy() {
	posthog.capture("cart_opened", {
		items: 1,
	});
}
