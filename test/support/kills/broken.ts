/** What processes do that are at fault: outboxes, for the proof that the kill tests find it, and one that dies of an event. */
import type { Outbox } from "../../../src/runtime/delivery/outbox.ts";
import { UNREADABLE } from "./durable-event.ts";

/** Deletes what it claims before it is sent: a kill meanwhile loses it. */
export function deletesBeforeItSends(outbox: Outbox): Outbox {
  return {
    open: (client) => {
      const store = outbox.open(client);
      const write: typeof store.write = (rows) => store.write(rows);
      return {
        write,
        writeHeld: (rows) => store.writeHeld(rows),
        claim: async (limit) => {
          const rows = await store.claim(limit);
          if (rows !== undefined) await store.conclude(rows.map(({ id }) => ({ id, kind: "delivered" })));
          return rows;
        },
        conclude: () => true,
        close: () => store.close(),
      };
    },
  };
}

/** Sends each event under a new uuid each time. */
export const sendsNewUuids: typeof fetch = (url, init) => {
  const { batch, ...others } = JSON.parse(String(init?.body)) as { readonly batch: readonly object[] };
  const renamed = batch.map((event) => Object.assign(event, { uuid: crypto.randomUUID() }));
  return fetch(url, { ...init, body: JSON.stringify({ ...others, batch: renamed }) });
};

/** Ends the process without a word when a request has an event that cannot be read, as running out of memory does. */
export const diesOfUnreadable: typeof fetch = (url, init) => {
  if (String(init?.body).includes(`"credits":${UNREADABLE}`)) process.kill(process.pid, "SIGKILL");
  return fetch(url, init);
};
