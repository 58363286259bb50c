/** As AWS's runtime calls a handler: a line on standard input is an invocation, which tracks one event and answers with a line. */
import { createInterface } from "node:readline";
import { client } from "tracked-client";

process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  client.track();
  await client.flush();
  process.stdout.write(`done ${line}\n`);
}
