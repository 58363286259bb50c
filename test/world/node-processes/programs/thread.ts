/** The job of a worker thread: five events, and then what else it has to do. With the argument `flush` it waits for them. */
import { parentPort, workerData } from "node:worker_threads";
import { client } from "tracked-client";

for (let call = 0; call < 5; call += 1) client.track();
if (workerData === "flush") await client.flush();
setInterval(() => {}, 1000);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- It is a port and no window.
parentPort?.postMessage("tracked");
