/** The events of a task, with the generated helpers. */
import {
  configureTracking,
  shutdown,
  stats,
  trackWorkflowStarted,
  userId,
} from "../../../generated/index.ts";
import { numberOf, USER, workflowId } from "../task.ts";
import { POISON, run, say } from "./client.ts";

configureTracking({
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
  queued: () => stats().events.queued + stats().events.inFlight,
  shutdown: async () => {
    await shutdown();
  },
});
