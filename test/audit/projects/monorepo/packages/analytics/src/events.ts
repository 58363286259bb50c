export const Events = { CART_OPENED: "cart_opened", CART_CLOSED: "cart_closed" } satisfies Record<string, string>;
