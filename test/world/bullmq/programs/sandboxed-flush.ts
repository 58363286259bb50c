/** The same, and the job ends when its events have arrived. */
import { client } from "tracked-client";

// oxlint-disable-next-line import/no-default-export -- So BullMQ wants it.
export default async function process(): Promise<void> {
  for (let call = 0; call < 5; call += 1) client.track();
  await client.flush();
}
