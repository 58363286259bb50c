"use strict";
const { PostHog } = require("posthog-node");
const client = new PostHog("key");

module.exports = function work(job) {
  client.capture({ distinctId: job.userId, event: "order_placed", properties: { items: job.items.length } });
};
