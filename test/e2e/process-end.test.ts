import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { EndpointOptions, PostHogEndpoint } from "../../src/endpoint/start.ts";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { BUILD, ROOT } from "../support/command-line.ts";

/** Processes that end in every way there is, while events wait. */

let endpoint: PostHogEndpoint;

afterEach(async () => {
  await endpoint.close();
});

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Events that the server has. */
  readonly arrived: number;
}

/** `programs/end.ts` as one file that Node runs, below the packages that it imports. */
const program = join(BUILD, "programs/end.mjs");

beforeAll(async () => {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["test/e2e/programs/end.ts"],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    sourcemap: "inline",
    conditions: ["@tracking-plan/source"],
    external: ["posthog-node"],
  });
});

/** Runs `programs/end.ts`, and calls `onReady` when it says that it is. */
async function run(
  way: string,
  onReady: (child: ChildProcess) => void = () => {},
  options: EndpointOptions = {},
): Promise<Ended> {
  endpoint = await startPostHogEndpoint(options);
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["--enable-source-maps", program, way], {
    cwd: ROOT,
    env: { PATH, HOME, POSTHOG_API_KEY: "phc_x", POSTHOG_HOST: endpoint.url },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    if (stdout === "" && chunk.toString().startsWith("ready")) onReady(child);
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      const arrived = endpoint.events.filter(({ accepted }) => accepted).length;
      resolve({ code, signal, stdout, stderr, arrived });
    });
  });
}

const kill =
  (signal: NodeJS.Signals) =>
  (child: ChildProcess): void =>
    void child.kill(signal);

const hang: EndpointOptions = { intercept: () => new Promise<never>(() => {}) };

describe("a signal", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s waits until everything is sent, and then ends the process",
    async (signal) => {
      expect(await run("wait for a signal", kill(signal))).toEqual({
        code: null,
        signal,
        stdout: "ready\n",
        stderr: "",
        arrived: 3,
      });
    },
  );

  test.each([20, 100, 600])(
    "that comes twice within %i ms, as watchers send it, is one request to stop: nothing is lost",
    async (pauseMs) => {
      const slow: EndpointOptions = {
        intercept: async (_request, take) => {
          await new Promise((resolve) => setTimeout(resolve, pauseMs + 100));
          return take();
        },
      };
      const ended = await run(
        "wait for a signal",
        (child) => {
          child.kill("SIGTERM");
          setTimeout(() => child.kill("SIGTERM"), pauseMs);
        },
        slow,
      );
      expect(ended).toMatchObject({ signal: "SIGTERM", stderr: "", arrived: 3 });
    },
  );

  test.each(["SIGHUP", "SIGQUIT", "SIGUSR2"] as const)(
    "%s, too, waits where nobody else listens",
    async (signal) => {
      const ended = await run("wait for a signal", kill(signal));
      expect(ended).toMatchObject({ signal, stderr: "", arrived: 3 });
    },
  );

  test("SIGHUP means something else where the application listens", async () => {
    const ended = await run("reload at SIGHUP", kill("SIGHUP"));
    expect(ended).toMatchObject({ code: 0, signal: null, stdout: "ready\nreloaded\n", arrived: 3 });
  });

  test("that the application answers by an exit at once loses events, and the line names the remedy", async () => {
    const ended = await run("exit at a signal", kill("SIGTERM"));
    expect(ended).toMatchObject({ code: 0, arrived: 0 });
    expect(ended.stderr).toContain("call `await shutdown()` before `process.exit()`");
  });

  test("serves all trackers of the process", async () => {
    const ended = await run("wait for a signal with two trackers", kill("SIGTERM"));
    expect(ended).toMatchObject({ signal: "SIGTERM", arrived: 3 });
  });

  test("that comes a second time ends it at once, and what was left is said", async () => {
    const asked = new EventEmitter();
    const ended = await run(
      "wait for a signal",
      (child) => {
        child.kill("SIGINT");
        // Later than a watcher sends its second one.
        asked.once("asked", () => setTimeout(() => child.kill("SIGINT"), 1500));
      },
      {
        intercept: () => {
          asked.emit("asked");
          return new Promise<never>(() => {});
        },
      },
    );
    expect(ended).toMatchObject({
      signal: "SIGINT",
      stderr: "[tracking-plan] 3 of 3 messages were not delivered: unknown 3 (user_signed_in 3).\n",
    });
  });

  test("is the application's where it listens, even once: it alone decides when to end", async () => {
    expect(await run("handle a signal", kill("SIGTERM"))).toEqual({
      code: 7,
      signal: null,
      stdout: "ready\nthe application cleans up\nand exits\n",
      stderr: "",
      arrived: 3,
    });
  });

  test("can be handled with shutdown", async () => {
    const ended = await run("handle a signal with shutdown", kill("SIGTERM"));
    expect(ended).toMatchObject({ code: 7, stdout: "ready\ndelivered 3\n", arrived: 3 });
  });

  test("is left alone on request", async () => {
    const ended = await run("leave signals alone", kill("SIGTERM"));
    expect(ended).toMatchObject({ signal: "SIGTERM", arrived: 0 });
  });
});

describe("an error that nobody catches", () => {
  test.each(["throw", "reject"])("%s: everything is sent, and then it has its effect", async (way) => {
    const ended = await run(way);
    expect(ended).toMatchObject({ code: 1, signal: null, arrived: 3 });
    expect(ended.stderr).toContain("TypeError: nobody catches this\n    at ");
    expect(ended.stderr).toContain("programs/end.ts");
    expect(ended.stderr).not.toContain("[tracking-plan]");
  });

  test("is the application's where it listens", async () => {
    expect(await run("handle an error")).toEqual({
      code: 0,
      signal: null,
      stdout: "the application goes on\n",
      stderr: "",
      arrived: 3,
    });
  });

  test("is left alone on request, and what was left is said", async () => {
    const ended = await run("leave errors alone");
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /\[tracking-plan\] 3 of 3 messages were not delivered: .* \(user_signed_in 3\)\. The process exited without a flush: /u,
    );
  });
});

describe("process.exit()", () => {
  test("in the same turn loses the events, and says how many of which", async () => {
    expect(await run("exit at once")).toEqual({
      code: 4,
      signal: null,
      stdout: "",
      stderr:
        "[tracking-plan] 3 of 3 messages were not delivered: process_ended 3 (user_signed_in 3). " +
        "The process exited without a flush: call `await shutdown()` before `process.exit()`.\n",
      arrived: 0,
    });
  });

  test("refuses what is tracked after it", async () => {
    const ended = await run("track in an exit listener");
    expect(ended.stdout).toBe("accepted: false\n");
    expect(ended.stderr).toContain("user_signed_in was refused, shut_down: the process is ending.");
  });
});

test("the end of a process is held up for an answer only as long as it may be", async () => {
  expect(await run("end by itself, and not wait long", undefined, hang)).toEqual({
    code: 0,
    signal: null,
    stdout: "",
    stderr:
      "[tracking-plan] PostHog did not answer in time. The events stay queued and are sent again.\n" +
      "[tracking-plan] 3 of 3 messages were not delivered: unknown 3 (user_signed_in 3).\n",
    arrived: 0,
  });
});

test("many trackers share one listener for each event, and none is left when nothing waits", async () => {
  const ended = await run("make many trackers");
  const [before, during, after] = ended.stdout
    .trim()
    .split(", ")
    .map((counts) => counts.split(" ").map(Number));
  expect(during).toEqual(before?.map((count) => count + 1));
  expect(after).toEqual(before);
  expect(ended.arrived).toBe(50);
});

test("a worker thread hears no signal, so its events are sent at once, and that is said", async () => {
  const ended = await run("end a worker");
  expect(ended).toMatchObject({ code: 0, arrived: 3 });
  expect(ended.stderr.split("\n").filter((line) => line.includes("worker threads"))).toHaveLength(1);
});

/** Takes a single event, and nothing that comes in company. */
const takesOne: EndpointOptions = {
  intercept: ({ body }, take) => {
    const { batch } = body as { readonly batch: readonly unknown[] };
    return batch.length === 1 ? take() : { status: 503 };
  },
};

test("a process that a signal does not end, as process 1 of a container, goes on sending", async () => {
  const ended = await run("live on as process 1 does", kill("SIGTERM"), takesOne);
  expect(ended).toMatchObject({ code: 0, stdout: "ready\naccepted: true\n", arrived: 1 });
  expect(ended.stderr).toContain("3 of 3 messages were not delivered: process_ended 3");
  expect(ended.stderr).toContain("The process did not end, so events are accepted again.");
});
