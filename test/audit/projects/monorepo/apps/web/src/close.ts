import { sendEvent } from "@acme/analytics";

export function closeCart(items: number): void {
  sendEvent("cart_closed", { items, total: undefined });
}
