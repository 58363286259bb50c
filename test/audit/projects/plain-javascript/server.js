const { PostHog } = require("posthog-node");
const posthogNode = require("posthog-node");

const client = new PostHog("key");

class Tracker {
  constructor() {
    this.posthog = new posthogNode.PostHog("key");
  }

  /** @param {string} event */
  send(event, userId) {
    this.posthog.capture({ event, distinctId: userId, properties: { from: "tracker" } });
  }
}

module.exports = function (request, unknown) {
  client.capture({ distinctId: "system", event: "job_finished", properties: { ok: true } });
  new Tracker().send("job_started", request.user.email);
  request.posthog.capture({ distinctId: request.user.id, event: "possibly" });
  unknown.capture("of another library");
};
