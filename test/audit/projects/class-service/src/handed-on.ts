import { PostHog } from "posthog-node";

/** Hands on all that it gets. */
class Queue {
  private readonly client: PostHog | null = process.env.KEY ? new PostHog(process.env.KEY) : null;

  capture(...args: Parameters<PostHog["capture"]>): void {
    this.client?.capture(...args);
  }
}

interface Job {
  readonly capture: Queue["capture"];
}

const queue = new Queue();

/** The one that it gets sends in its place: each event is found once. */
function createJob({ capture }: Job): (userId: string) => void {
  return (userId) => capture({ distinctId: userId, event: "job_started" });
}

export const start = createJob({ capture: (message) => queue.capture(message) });

export function finish(userId: string): void {
  queue.capture({ distinctId: userId, event: "job_finished", properties: { ok: true } });
}
