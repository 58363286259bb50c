"use client";

import { posthog } from "posthog-js";
import { useEffect, useState } from "react";
import { identifyUser, trackCartOpened } from "../lib/browser/browser";

export function Shop() {
  const [isStarted, setStarted] = useState(false);
  useEffect(() => {
    // The end-to-end test takes a browser without a window, which posthog-js leaves out.
    posthog.init("phc_shop", {
      api_host: process.env.NEXT_PUBLIC_POSTHOG_HOST ?? "",
      opt_out_useragent_filter: true,
    });
    setStarted(true);
  }, []);
  return (
    <>
      <button id="cart" disabled={!isStarted} onClick={openCart}>
        Cart
      </button>
      <button id="close" onClick={close}>
        Close
      </button>
      <button id="refund" onClick={() => void fetch("/refunds", { method: "POST" })}>
        Refund
      </button>
    </>
  );
}

function openCart(): void {
  identifyUser(posthog, "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b");
  trackCartOpened(posthog, { from: "header" });
}

/** As somebody does who does not know the plan. */
function close(): void {
  posthog.capture("cartOpened");
  posthog.capture("cart_opened", { from: "footer" });
}
