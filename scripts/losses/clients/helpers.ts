/** The events of a task, with the generated helpers; with an outbox where the environment names one. */
import {
  configureTracking,
  shutdown,
  stats,
  trackWorkflowStarted,
  userId,
} from "../../../generated/index.ts";
import { numberOf, USER, workflowId } from "../task.ts";
import { POISON, run, say } from "./client.ts";
import { openOutbox } from "./outbox.ts";

const { outbox, make } = await openOutbox();

configureTracking({
  outbox,
  onLoss: ({ message }) => say({ kind: "lost", numbers: [numberOf(message.properties["workflow_id"])] }),
});
const user = userId(USER);

await run({
  track: (number, isPoisoned) =>
    trackWorkflowStarted(
      user,
      {
        workflow_id: workflowId(number),
        organization_id: "org_456",
        workflow_type: isPoisoned ? (POISON as never) : "code_review",
      },
      { timestamp: new Date() },
    ),
  make,
  queued: () => {
    const { events, durable } = stats();
    return events.queued + events.inFlight + (durable?.waitingForStore ?? 0);
  },
  shutdown: async () => {
    await shutdown();
  },
});
