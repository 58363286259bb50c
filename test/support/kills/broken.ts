/** Outboxes with a fault, for the proof that the kill tests find it. */
import type { Outbox } from "../../../src/runtime/delivery/outbox.ts";

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
