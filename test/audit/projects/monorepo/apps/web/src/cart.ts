import { Events, sendEvent } from "@acme/analytics";
import { closeCart } from "~/close";

sendEvent(Events.CART_OPENED, { items: 2 });
closeCart(3);
