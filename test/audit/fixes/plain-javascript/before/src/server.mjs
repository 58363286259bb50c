#!/usr/bin/env node
import {PostHog} from "posthog-node";

const client = new PostHog("key");

export function handle(request) {
  client.capture({ distinctId: request.user.id, event: "order_placed", properties: { items: request.items.length } });
}
