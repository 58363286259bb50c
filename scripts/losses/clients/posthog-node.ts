/** The events of a task, with posthog-node as its documentation shows it. */
import { randomUUID } from "node:crypto";
import { PostHog } from "posthog-node";
import { EVENT, USER, workflowId } from "../task.ts";
import { POISON, run, say } from "./client.ts";

const { POSTHOG_API_KEY = "", POSTHOG_HOST = "" } = process.env;
const posthog = new PostHog(POSTHOG_API_KEY, { host: POSTHOG_HOST });
const numbers = new Map<string, number>();

// Capture v1 names the events that it gives up; the other transport has no way to know them.
posthog.on(
  "error",
  (error: { readonly drops?: { readonly uuid: string }[]; readonly retryExhausted?: string[] }) => {
    const uuids = [...(error.drops ?? []).map(({ uuid }) => uuid), ...(error.retryExhausted ?? [])];
    if (uuids.length > 0) say({ kind: "lost", numbers: uuids.flatMap((uuid) => numbers.get(uuid) ?? []) });
  },
);

await run({
  track(number, isPoisoned) {
    const uuid = randomUUID();
    numbers.set(uuid, number);
    const properties = {
      workflow_id: workflowId(number),
      workflow_type: isPoisoned ? POISON : "code_review",
    };
    posthog.capture({ distinctId: USER, event: EVENT, properties, uuid });
    return true;
  },
  // Its queue is its own business; this is where it keeps it.
  queued: () => (posthog.getPersistedProperty("queue" as never) as unknown[] | undefined)?.length ?? 0,
  shutdown: () => posthog.shutdown(),
});
