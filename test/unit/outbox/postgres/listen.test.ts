import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { postgresOutbox, type Query } from "../../../../src/outbox/postgres/index.ts";
import { migrationSql } from "../../../../src/outbox/postgres/migrations.ts";
import type { OutboxRow } from "../../../../src/runtime/delivery/outbox.ts";
import { postgresPrograms, type PostgresServer, startPostgres } from "../../../support/postgres-server.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

/** Of Debian's package. */
const PGBOUNCER = "/usr/sbin/pgbouncer";

const row = (uuid: string): OutboxRow => ({
  uuid,
  event: "paid",
  distinctId: "ann",
  isKeyed: true,
  body: "{}",
});

describe.skipIf(postgresPrograms === undefined)("the option listen", () => {
  let server: PostgresServer;
  let pool: Pool;
  const query: Query = (sql, values) => pool.query(sql, values);

  beforeAll(async () => {
    server = await startPostgres();
    pool = new Pool({ connectionString: server.connectionString });
    pool.on("error", () => {});
    await pool.query(migrationSql("tracking_plan"));
  });

  afterAll(async () => {
    await pool.end();
    await server.remove();
  });

  function open(listen: string, planName = "shop") {
    const outbox = postgresOutbox({ query, listen });
    const lines: string[] = [];
    const wakes: number[] = [];
    const store = outbox.open({
      planName,
      warn: (line) => lines.includes(line) || lines.push(line),
      wake: () => wakes.push(performance.now()),
      writeHeld: async () => true,
      takeBack: () => {},
    });
    onTestFinished(() => store.close());
    return { outbox, store, lines, wakes };
  }

  async function listeners(): Promise<readonly { readonly pid: number }[]> {
    const { rows } = await pool.query(
      "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()",
    );
    return rows as readonly { readonly pid: number }[];
  }

  test("wakes the trackers of a plan when a transaction commits, and no others", async () => {
    const writer = open(server.connectionString);
    const [reader, other] = [open(server.connectionString), open(server.connectionString, "blog")];
    await expect.poll(async () => (await listeners()).length).toBe(3);
    // The first look and the first notification of each.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const client = await pool.connect();
    await client.query("BEGIN");
    await writer.outbox.within(
      (sql, values) => client.query(sql, values),
      () => writer.store.write([row("a")]),
    );
    // So that polling does not find it.
    await client.query("UPDATE tracking_plan.events SET leased_until = now() + interval '1 hour'");
    const [before, beforeOther] = [reader.wakes.length, other.wakes.length];
    await client.query("COMMIT");
    client.release();
    await expect.poll(() => reader.wakes.length, { interval: 5 }).toBeGreaterThan(before);
    expect(other.wakes.length).toBe(beforeOther);
    expect([...reader.lines, ...other.lines]).toEqual([]);
    await pool.query("DELETE FROM tracking_plan.events");
  });

  test("opens a lost connection again, and looks for what was written meanwhile", async () => {
    // Those of the test before end on their own time.
    await expect.poll(async () => (await listeners()).length).toBe(0);
    const { lines, wakes } = open(server.connectionString);
    await expect.poll(async () => (await listeners()).length).toBe(1);
    const [first] = await listeners();
    await pool.query("SELECT pg_terminate_backend($1)", [first?.pid]);
    const before = wakes.length;
    await expect.poll(async () => (await listeners()).some(({ pid }) => pid !== first?.pid)).toBe(true);
    await expect.poll(() => wakes.length, { interval: 5 }).toBeGreaterThan(before);
    expect(lines).toEqual([
      "The connection of the option listen was lost. The outbox is polled until it is back.",
    ]);
  });

  test("that is no address, or that nobody answers at, is said once, and the outbox works", async () => {
    for (const url of ["nonsense://", "postgres://postgres@127.0.0.1:1/postgres"]) {
      const { store, lines } = open(url);
      expect(await store.writeHeld([row("a")])).toBe(true);
      await expect.poll(() => lines.length).toBe(1);
      expect(lines[0]).toContain("The outbox is polled");
      store.close();
    }
    await pool.query("DELETE FROM tracking_plan.events");
  });

  test("is given up behind a transaction pooler, and what is written is found by polling", async (context) => {
    context.skip(!existsSync(PGBOUNCER), "pgbouncer is not installed");
    const { store, lines, wakes } = open(await startPgBouncer(server.connectionString));
    await expect
      .poll(() => lines)
      .toEqual([
        "No notification arrives by the option listen, as behind a transaction pooler. The outbox is polled instead.",
      ]);
    expect(await store.writeHeld([row("b")])).toBe(true);
    const before = wakes.length;
    await expect.poll(() => wakes.length).toBeGreaterThan(before);
    expect(lines.length).toBe(1);
  });
});

/** A pooler of transactions before a server, on a free port. */
async function startPgBouncer(target: string): Promise<string> {
  const { port: serverPort } = new URL(target);
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const folder = makeTempFolder({
    "pgbouncer.ini": `[databases]
postgres = host=127.0.0.1 port=${serverPort} dbname=postgres user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = any
pool_mode = transaction
ignore_startup_parameters = extra_float_digits
unix_socket_dir =
`,
  });
  chmodSync(folder, 0o755);
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const pooler = spawn(PGBOUNCER, [join(folder, "pgbouncer.ini")], {
    ...user,
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void pooler.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    let log = "";
    pooler.stderr.on("data", (chunk) => {
      log += String(chunk);
      if (log.includes("process up")) resolve();
    });
    pooler.once("exit", () => reject(new Error(log)));
  });
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}
