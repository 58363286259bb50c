import posthog from "posthog-js";

type Payloads = { cart_opened: { items: number }; cart_closed: { items: number; total?: number } };

export function send<Name extends keyof Payloads>(name: Name, payload: Payloads[Name]): void {
  posthog.capture(name, payload);
}
