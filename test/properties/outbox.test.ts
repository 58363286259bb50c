import * as fc from "fast-check";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Database, DatabaseClass } from "../../src/outbox/file/database.ts";
import { fileOutbox } from "../../src/outbox/file/index.ts";
import type { ClaimedRow, Conclusion, OutboxStore } from "../../src/runtime/delivery/outbox.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const Libsql = createRequire(import.meta.url)("libsql") as DatabaseClass;

/** What one of the processes does next. A crash forgets what it had claimed, and its lease ends. */
const step = fc.record({
  process: fc.nat(2),
  does: fc.oneof(
    fc.record({
      kind: fc.constant("write" as const),
      uuids: fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant("claim" as const), limit: fc.integer({ min: 1, max: 5 }) }),
    fc.record({
      kind: fc.constant("conclude" as const),
      as: fc.constantFrom<Conclusion["kind"]>("delivered", "parked", "released"),
    }),
    fc.record({ kind: fc.constant("crash" as const) }),
  ),
});

interface Process {
  store: OutboxStore;
  claimed: readonly ClaimedRow[];
}

test("whatever processes do and however they die, what was accepted was delivered, is kept, or is parked", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
      const path = join(makeTempFolder({}), "tracking.db");
      const open = (): Process => ({
        store: fileOutbox({ path }).open({
          planName: "shop",
          warn: expect.unreachable,
          wake: () => {},
          writeHeld: () => Promise.resolve(true),
          takeBack: () => expect.unreachable(),
        }),
        claimed: [],
      });
      const processes = [open(), open(), open()];
      const database: Database = new Libsql(path);
      const uuidsOf = (table: string): readonly string[] =>
        (database.prepare(`SELECT uuid FROM ${table}`).all() as readonly { uuid: string }[]).map(
          ({ uuid }) => uuid,
        );
      const accepted = new Set<string>();
      const delivered = new Set<string>();
      for (const { process, does } of steps) {
        const one = processes[process] as Process;
        switch (does.kind) {
          case "write": {
            const uuids = [...new Set(does.uuids.map(String))];
            const written = one.store.write(
              uuids.map((uuid) => ({ uuid, event: "e", distinctId: "d", isKeyed: true, body: "{}" })),
            );
            if (written.kind !== "stored") throw new Error(written.kind);
            for (const uuid of uuids) accepted.add(uuid);
            break;
          }
          case "claim":
            one.claimed = [...one.claimed, ...((one.store.claim(does.limit) as readonly ClaimedRow[]) ?? [])];
            break;
          case "conclude": {
            const [first, ...rest] = one.claimed;
            if (first === undefined) break;
            one.claimed = rest;
            if (does.as === "delivered") delivered.add(first.uuid);
            one.store.conclude([{ id: first.id, kind: does.as, reason: "http_400" }]);
            break;
          }
          case "crash":
            one.store.close();
            database.exec("UPDATE owners SET expires_at = 1");
            processes[process] = open();
            break;
          default:
            does satisfies never;
        }
        const known = new Set([...uuidsOf("events"), ...uuidsOf("parked"), ...delivered]);
        expect([...accepted].filter((uuid) => !known.has(uuid))).toEqual([]);
        expect(new Set(uuidsOf("events")).size).toBe(uuidsOf("events").length);
      }
      for (const { store } of processes) store.close();
      database.close();
    }),
    { numRuns: 40 },
  );
});
