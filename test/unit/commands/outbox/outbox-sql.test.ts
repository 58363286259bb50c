import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../../support/command-line.ts";
import { postgresPrograms, type PostgresServer, startPostgres } from "../../../support/postgres-server.ts";
import { runCommand } from "../../../support/run-command.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const outboxSql = (args: readonly string[], env = {}, cwd = ROOT) =>
  runCommand(["outbox", "sql", ...args], { cwd, env });

describe("outbox sql", () => {
  test("prints the table, and never other SQL for a version than it did", async () => {
    const { code, stdout, stderr } = await outboxSql([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await expect(stdout).toMatchFileSnapshot(join(ROOT, "test/unit/outbox/postgres/version-1.sql"));
  });

  test("prints the table in another schema, whose name it quotes", async () => {
    const { stdout } = await outboxSql(["--schema", 'a"; DROP TABLE x; --']);
    expect(stdout).toContain('CREATE TABLE "a""; DROP TABLE x; --".events (');
  });

  test("prints nothing for the present version", async () => {
    expect(await outboxSql(["--from", "1"])).toMatchObject({ code: 0, stdout: "" });
  });

  test.each([
    [["--from", "2"], {}, "Use a number from 0 to 1."],
    [["--from", "x"], {}, "Use a number from 0 to 1."],
    [["--apply", "--from", "0"], {}, "Leave it out"],
    [["--schema", "x".repeat(64)], {}, "Use at most 63 bytes."],
    [["--apply"], {}, "requires the environment variable DATABASE_URL"],
    [["--apply"], { DATABASE_URL: "postgres://ann:secret@:x" }, "DATABASE_URL is no URL"],
    [["--apply"], { DATABASE_URL: "postgres://ann:secret@127.0.0.1:1/x" }, "ECONNREFUSED"],
  ])("refuses %j with %j", async (args, env, words) => {
    const { code, stdout, stderr } = await outboxSql(args, env);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("secret");
  });

  describe.skipIf(postgresPrograms === undefined)("with PostgreSQL", () => {
    let server: PostgresServer;

    beforeAll(async () => {
      server = await startPostgres();
    });

    afterAll(() => server.remove());

    test("applies it once, though two do it at the same time, and not over a newer one", async () => {
      const env = { DATABASE_URL: server.connectionString };
      const both = await Promise.all([outboxSql(["--apply"], env), outboxSql(["--apply"], env)]);
      expect(both.map(({ stdout }) => stdout).toSorted()).toEqual([
        "The outbox in the schema tracking_plan has version 1.\n",
        "The outbox in the schema tracking_plan is up to date.\n",
      ]);
      const client = new Client(server.connectionString);
      await client.connect();
      await client.query("COMMENT ON TABLE tracking_plan.events IS 'tracking-plan outbox, version 2'");
      await client.end();
      const { code, stderr } = await outboxSql(["--apply"], env);
      expect(code).toBe(2);
      expect(stderr).toContain("A newer version of tracking-plan made the table.");
    });

    test("needs no pg in the folder to print", async () => {
      const { code } = await outboxSql([], {}, makeTempFolder());
      expect(code).toBe(0);
    });
  });
});
