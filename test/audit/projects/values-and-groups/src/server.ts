import { PostHog } from "posthog-node";

interface Line {
  sku: string;
  count: number;
  note?: string | null;
}

interface Order {
  id: string;
  placedAt: Date;
  tags: string[];
  lines: Line[];
  total: number;
  coupon: string | null;
  reference: string | number;
  raw: any;
  shipping: { city: string; express: boolean };
}

const client = new PostHog("key");

export function order(user: { id: string; companyId: string }, order: Order): void {
  client.capture({
    distinctId: user.id,
    event: "Order Placed",
    groups: { company: user.companyId, "pricing plan": "free" },
    properties: {
      placed_at: order.placedAt,
      tags: order.tags,
      lines: order.lines,
      total: order.total,
      coupon: order.coupon,
      reference: order.reference,
      raw: order.raw,
      shipping: order.shipping,
      items: 2,
      "is gift": true,
      $set: { last_total: order.total },
      distinct_id: "no",
    },
  });
  client.capture({
    distinctId: user.id,
    event: "order_placed",
    properties: { total: String(order.total), items: 3, channel: "web", status: "paid" },
  });
  client.capture({ distinctId: user.id, event: "$pageview" });
  client.capture({ distinctId: user.id, event: `order_${order.id}` });
  client.capture({ distinctId: user.id, event: "🎉", properties: { channel: "app", company_id: user.companyId } });
  client.capture({ distinctId: user.id, event: "yes: #1", properties: { channel: "app", ...order.raw } });
  client.capture({ distinctId: user.id, event: " odd  name ", properties: {} });
  client.groupIdentify({
    groupType: "company",
    groupKey: user.companyId,
    properties: { seats: 3, name: "Acme" as string },
  });
  client.identify({ distinctId: user.id, properties: { $set: { plan: "pro" }, $set_once: { since: order.placedAt } } });
}
