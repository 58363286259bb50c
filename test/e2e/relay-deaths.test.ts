/** An event at which every relay dies, with real relays that are killed, and a real PostgreSQL. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { Pool } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { postgresOutbox } from "../../src/outbox/postgres/index.ts";
import { migrationSql } from "../../src/outbox/postgres/migrations.ts";
import { toRow } from "../../src/runtime/delivery/stored-rows.ts";
import { BUILD, CLI, ROOT } from "../support/command-line.ts";
import { postgresPrograms, startPostgres } from "../support/postgres-server.ts";
import { storedUuid } from "../support/stored-outbox.ts";
import { makeTempFolder } from "../support/temp-folder.ts";
import { makeMessage } from "../unit/runtime/delivery/make-message.ts";

const EVENTS = 20;
const POISON = storedUuid(7);

const MODULE = `import { createRequire } from "node:module";
import { postgresOutbox } from ${JSON.stringify(pathToFileURL(join(BUILD, "dist/import/outbox/postgres/index.js")).href)};
const { Pool } = createRequire(${JSON.stringify(join(ROOT, "package.json"))})("pg");
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
export const outbox = postgresOutbox({ query: (sql, values) => pool.query(sql, values) });
`;

test.skipIf(postgresPrograms === undefined)(
  "an event at which each relay dies is parked in the end, and all others are delivered",
  async () => {
    const database = await startPostgres();
    const pool = new Pool({ connectionString: database.connectionString });
    pool.on("error", () => {});
    const sent = new Set<string>();
    /** What the host does with a relay that sends the event. */
    const relays = { deaths: 0, killed: new Set<unknown>(), current: undefined as ChildProcess | undefined };
    const host = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.once("end", () => {
        const { batch } = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()) as {
          readonly batch: readonly { readonly uuid: string }[];
        };
        if (batch.some(({ uuid }) => uuid === POISON)) {
          relays.deaths += 1;
          relays.killed.add(relays.current);
          relays.current?.kill("SIGKILL");
          return;
        }
        for (const { uuid } of batch) sent.add(uuid);
        response.setHeader("content-type", "application/json").end('{"status":"Ok"}');
      });
    }).listen(0, "127.0.0.1");
    onTestFinished(async () => {
      host.closeAllConnections();
      host.close();
      await pool.end();
      await database.remove();
    });
    await once(host, "listening");
    await pool.query(migrationSql("tracking_plan"));
    const store = postgresOutbox({ query: (sql, values) => pool.query(sql, values) }).open({
      planName: "shop",
      warn: () => {},
      wake: () => {},
      takeBack: () => {},
      writeHeld: async () => true,
    });
    await store.writeHeld(
      Array.from({ length: EVENTS }, (_, index) => toRow(makeMessage(storedUuid(index)), true)),
    );
    store.close();

    const [program, ...start] = CLI;
    const args = [...start, "relay", "--name", "shop", "--port", "0", "--outbox", "o.mjs"];
    const cwd = makeTempFolder({ "o.mjs": MODULE });
    const { port } = host.address() as AddressInfo;
    const env = {
      PATH: process.env["PATH"] ?? "",
      POSTHOG_API_KEY: "phc_test",
      POSTHOG_HOST: `http://127.0.0.1:${port}`,
      DATABASE_URL: database.connectionString,
    };
    const isDone = async (): Promise<boolean> =>
      (await pool.query("SELECT 1 FROM tracking_plan.events WHERE parked_at IS NULL")).rows.length === 0;
    while (!(await isDone())) {
      // What a dead relay had claimed is free once its lease is over.
      await pool.query("UPDATE tracking_plan.events SET leased_until = NULL");
      const relay = spawn(program, args, { cwd, env, stdio: "ignore" });
      const ended = once(relay, "exit");
      relays.current = relay;
      while (!relays.killed.has(relay) && !(await isDone()))
        await new Promise((resolve) => setTimeout(resolve, 20));
      relay.kill("SIGKILL");
      await ended;
    }
    const { rows } = await pool.query("SELECT uuid, reason FROM tracking_plan.events");
    expect([relays.deaths, rows]).toEqual([10, [{ uuid: POISON, reason: "never_concluded" }]]);
    expect(sent.size).toBe(EVENTS - 1);
  },
);
