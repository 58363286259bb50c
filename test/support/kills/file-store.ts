import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseClass } from "../../../src/outbox/file/database.ts";
import { type KillStore, readBody, readLines } from "./kill-store.ts";

const Libsql = createRequire(import.meta.url)("libsql") as DatabaseClass;

/** An outbox in a new file. */
export function makeFileStore(): KillStore {
  const folder = mkdtempSync(join(tmpdir(), "tracking-plan-kills-"));
  const path = join(folder, "tracking.db");
  const promised = join(folder, "promised");
  const read = (sql: string): readonly Record<string, unknown>[] => {
    const database = new Libsql(path);
    try {
      return database.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database.close();
    }
  };
  return {
    variables: { STORE: "file", OUTBOX: path, PROMISED: promised },
    promised: async () => (existsSync(promised) ? readLines(readFileSync(promised, "utf8")) : []),
    // No number is given twice.
    written: async () => Number(read("SELECT seq FROM sqlite_sequence WHERE name = 'events'")[0]?.["seq"]),
    kept: async () =>
      read("SELECT body, 0 AS parked FROM events UNION ALL SELECT body, 1 FROM parked").map(
        ({ body, parked }) => readBody(String(body), parked === 1),
      ),
    endLeases: async () => {
      const database = new Libsql(path);
      database.exec("UPDATE owners SET expires_at = 1");
      database.close();
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
