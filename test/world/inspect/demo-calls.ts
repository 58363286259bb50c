/** Makes every call of `npm start`, with the host and the key of the environment. */
import * as analytics from "../../../generated/index.ts";
import { listCalls } from "../../../scripts/demo/calls.ts";

for (const call of listCalls(analytics)) call.send();
await analytics.shutdown();
