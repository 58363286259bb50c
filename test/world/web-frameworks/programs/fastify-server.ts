/**
 * A Fastify server that is closed at SIGTERM. Its argument says what comes then: `ends` nothing, `exits` the exit of the process,
 * `waits` the exit after `await shutdown()`.
 */
import { fastify } from "fastify";
import { client } from "tracked-client";

const [then] = process.argv.slice(2);
const app = fastify();
app.get("/", async () => {
  for (let call = 0; call < 5; call += 1) client.track();
  return "tracked";
});
process.on("SIGTERM", async () => {
  await app.close();
  if (then === "waits") await client.shutdown();
  if (then !== "ends") process.exit(0);
});
process.stdout.write(`ready ${await app.listen({ port: 0, host: "127.0.0.1" })}\n`);
