/** Ends and restores of the file of an outbox, with real processes and a server on the loopback interface. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { uniqueEvents } from "../../src/endpoint/deduplicate.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import type { Database, DatabaseClass } from "../../src/outbox/file/database.ts";
import { fileOutbox } from "../../src/outbox/file/index.ts";
import { track } from "../../src/runtime/calls.ts";
import { createTracker } from "../../src/runtime/create-tracker.ts";
import { ROOT } from "../support/command-line.ts";
import { creditsBought, durablePlan } from "../support/kills/durable-event.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const Libsql = createRequire(import.meta.url)("libsql") as DatabaseClass;

let endpoint: PostHogEndpoint | undefined;

afterEach(() => endpoint?.close());

/** Replaces a file, and the two beside it, by a copy of another one. */
function replaceBy(target: string, source: string): void {
  for (const ending of ["", "-wal", "-shm"]) {
    rmSync(target + ending, { force: true });
    if (existsSync(source + ending)) copyFileSync(source + ending, target + ending);
  }
}

/** The credits of each event in the file. */
function kept(path: string): readonly unknown[] {
  const database: Database = new Libsql(path);
  const rows = database.prepare("SELECT body FROM events").all() as readonly { readonly body: string }[];
  database.close();
  return rows.map(
    ({ body }) => (JSON.parse(body) as { properties: { credits: unknown } }).properties.credits,
  );
}

test.each([
  ["delivers them, if PostHog can be reached", true, 200_000],
  ["keeps them, if PostHog is away", false, 3000],
])("SIGTERM while events are held because the file is locked %s", async (_, isThere, endTimeoutMs) => {
  endpoint = await startPostHogEndpoint({
    intercept: () => (isThere ? undefined : { status: 503 }),
  });
  const path = join(makeTempFolder(), "tracking.db");
  const child = spawn(
    process.execPath,
    ["--conditions=@tracking-plan/source", "--import=tsx", join(ROOT, "test/e2e/programs/durable-end.ts")],
    {
      cwd: ROOT,
      env: {
        PATH: process.env["PATH"] ?? "",
        POSTHOG_HOST: endpoint.url,
        OUTBOX: path,
        END_TIMEOUT_MS: `${endTimeoutMs}`,
      },
      stdio: ["pipe", "pipe", "ignore"],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  const locked: Database = new Libsql(path);
  // The process looks for events now and then, and holds the lock meanwhile.
  locked.exec("PRAGMA busy_timeout = 60000");
  locked.exec("BEGIN IMMEDIATE");
  child.stdin.write("go\n");
  expect(JSON.parse(String((await lines.next()).value))).toMatchObject({ accepted: 5, waitingForStore: 5 });
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 100));
  locked.exec("COMMIT");
  locked.close();
  expect(await ended).toEqual([null, "SIGTERM"]);
  const delivered = endpoint.events.map(({ properties }) => properties["credits"]);
  expect([...delivered, ...kept(path)]).toEqual([1, 2, 3, 4, 5]);
  expect(delivered.length).toBe(isThere ? 5 : 0);
});

test("a copy of the file that is restored sends its events again, under the same uuids", async () => {
  let isAway = true;
  endpoint = await startPostHogEndpoint({ intercept: () => (isAway ? { status: 503 } : undefined) });
  const folder = makeTempFolder();
  const [path, copy] = [join(folder, "tracking.db"), join(folder, "backup.db")];
  const open = (): ReturnType<typeof createTracker> =>
    createTracker(durablePlan, {
      apiKey: "phc_x",
      host: endpoint?.url,
      outbox: fileOutbox({ path }),
      log: () => {},
    });
  const first = open();
  for (let credits = 1; credits <= 3; credits += 1) {
    track(
      creditsBought,
      "ann",
      { credits },
      { tracker: first, idempotencyKey: `${credits}`, timestamp: new Date() },
    );
  }
  await first.shutdown({ timeoutMs: 1 });
  replaceBy(copy, path);
  isAway = false;
  await open().shutdown();
  expect([endpoint.events.length, kept(path)]).toEqual([3, []]);

  replaceBy(path, copy);
  await open().shutdown();
  expect([endpoint.events.length, uniqueEvents(endpoint.events).length]).toEqual([6, 3]);
});
