"use strict";
const { PostHog } = require("posthog-node");
const { parseUserId, trackOrderPlaced } = require("../generated/index.js");
const client = new PostHog("key");

module.exports = function work(job) {
  trackOrderPlaced(parseUserId(job.userId), { items: job.items.length });
};
