#!/usr/bin/env node
import {PostHog} from "posthog-node";
import {parseUserId, trackOrderPlaced} from "../generated/index.js";

const client = new PostHog("key");

export function handle(request) {
  trackOrderPlaced(parseUserId(request.user.id), { items: request.items.length });
}
