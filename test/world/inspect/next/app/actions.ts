"use server";

import { after } from "next/server";
import { ANN } from "../lib/ann";
import { flush, parseUserId, trackOrderPlaced } from "../lib/server";

export async function placeOrder(): Promise<void> {
  trackOrderPlaced(parseUserId(ANN), { order_id: "1", tier: "pro" }, { timestamp: new Date() });
  after(() => flush());
}
