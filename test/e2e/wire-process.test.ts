import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { runChild } from "../support/run-child.ts";
import { allDelivered, messageCounts } from "../support/message-counts.ts";

/** The helpers in processes of their own: what is sent when they end, and what they load. */

const ANN = "user_7c9e6679-7425-40de-944b-e07fc1f90ae7";

let endpoint: PostHogEndpoint;
let variables: Record<string, string>;

beforeEach(async () => {
  endpoint = await startPostHogEndpoint();
  variables = { POSTHOG_API_KEY: "phc_x", POSTHOG_HOST: endpoint.url };
});

afterEach(async () => {
  await endpoint.close();
});

test("a process that ends by itself sends what it tracked, and prints nothing", async () => {
  const { code, stdout, stderr } = await runChild("test/e2e/programs/end-naturally.ts", variables);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(endpoint.events.map(({ event, distinctId, accepted }) => ({ event, distinctId, accepted }))).toEqual(
    Array.from({ length: 5 }, () => ({ event: "user_signed_in", distinctId: ANN, accepted: true })),
  );
  const times = endpoint.events.map(({ raw }) => (raw as { timestamp: string }).timestamp);
  expect(new Set(times).size).toBe(5);
});

test("shutdown sends what is waiting, and a later call is refused", async () => {
  const { code, stdout } = await runChild("test/e2e/programs/shut-down.ts", variables);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    report: allDelivered(3),
    late: false,
    stats: {
      state: "closed",
      refused: { shut_down: 1 },
      violating: 0,
      duplicate: 0,
      unkeyed: 0,
      mismatched: 0,
      beforeSend: { dropped: 0, failed: 0 },
      common: { failed: 0 },
      events: messageCounts({ accepted: 3, delivered: 3 }),
      groupUpdates: messageCounts(),
      waitingBytes: 0,
    },
  });
  expect(endpoint.events).toHaveLength(3);
});

test("with debug on, a person can read what happens, and no key is shown", async () => {
  const { stderr } = await runChild("test/e2e/programs/shut-down.ts", {
    ...variables,
    POSTHOG_DEBUG: "true",
  });
  const uuid = "[0-9a-f-]{36}";
  const lines = stderr.trimEnd().split("\n");
  const accepted = `\\[tracking-plan\\] user_signed_in ${uuid} ${ANN} \\{method="github"\\} → accepted`;
  const delivered = `\\[tracking-plan\\] user_signed_in ${uuid} → delivered`;
  const expected = [
    `\\[tracking-plan\\] Events of omoi-os are sent to ${endpoint.url}\\.`,
    accepted,
    accepted,
    accepted,
    delivered,
    delivered,
    delivered,
    "\\[tracking-plan\\] user_signed_in → refused, shut_down: the tracker has been shut down",
  ];
  expect(lines).toEqual(
    expected.map((line) => expect.stringMatching(new RegExp(`^${line}$`, "u")) as unknown),
  );
  expect(stderr).not.toContain("phc_x");
});

test("a process that ends by itself while PostHog cannot be reached says what it did not send", async () => {
  // Nobody listens there; the port of an endpoint that was closed may be another's by now.
  const { code, stderr } = await runChild("test/e2e/programs/end-naturally.ts", {
    ...variables,
    POSTHOG_HOST: "http://127.0.0.1:2",
  });
  expect(code).toBe(0);
  expect(stderr).toBe(
    "[tracking-plan] PostHog could not be reached (ECONNREFUSED). The events stay queued and are sent again.\n" +
      "[tracking-plan] 5 of 5 messages were not delivered: process_ended 5 (user_signed_in 5).\n",
  );
});

describe("posthog-node", () => {
  test("that is not installed loses the events, and that is said once", async () => {
    const { code, stdout, stderr } = await runChild("test/e2e/programs/shut-down.ts", {
      ...variables,
      HIDDEN_PACKAGE: "posthog-node",
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      report: { delivered: 0, lost: 3, lostBy: { posthog_node_missing: 3 } },
      stats: { events: { accepted: 3, queued: 0 } },
    });
    const said = "posthog-node cannot be loaded (ERR_MODULE_NOT_FOUND); is it installed? Events are lost.";
    expect(stderr.split(said)).toHaveLength(2);
  });

  test("that is known to be missing has events refused", async () => {
    const { code, stdout } = await runChild("test/e2e/programs/ready-first.ts", {
      ...variables,
      HIDDEN_PACKAGE: "posthog-node",
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      isReady: false,
      sent: false,
      stats: { refused: { posthog_node_missing: 1 }, events: messageCounts() },
    });
  });

  test("is loaded when an event is sent", async () => {
    const { modules } = await runChild("test/e2e/programs/end-naturally.ts", variables);
    expect(packagesOf(modules)).toContain("posthog-node");
  });

  test.each([
    ["without a key", { POSTHOG_API_KEY: "" }],
    ["when disabled", { POSTHOG_DISABLED: "true" }],
    ["with a malformed host", { POSTHOG_HOST: "example.com" }],
  ])("is not loaded %s, and nothing is sent", async (_name, changes) => {
    const { code, stderr, modules } = await runChild("test/e2e/programs/end-naturally.ts", {
      ...variables,
      ...changes,
    });
    expect(code).toBe(0);
    expect(packagesOf(modules)).not.toContain("posthog-node");
    expect(stderr.match(/Tracking of omoi-os is off/gu)).toHaveLength(1);
    expect(endpoint.requests).toEqual([]);
  });
});

test("importing the runtime loads no package at all", async () => {
  const { stdout, modules } = await runChild("test/e2e/programs/import-runtime.ts", {});
  expect(stdout).toBe("function");
  const own = modules.filter((url) => url.includes("/src/"));
  expect(own.length).toBeGreaterThan(10);
  expect(own.filter((url) => !/\/src\/(?:runtime|portable)\//u.test(url))).toEqual([]);
  expect(packagesOf(modules)).toEqual([]);
});

/** The packages that modules come from; tsx, which runs the programs, is none of theirs. */
function packagesOf(modules: readonly string[]): readonly string[] {
  const names = modules.flatMap((url) => {
    const name = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(url)?.[1];
    return name === undefined || ["tsx", "esbuild", "get-tsconfig"].includes(name) ? [] : [name];
  });
  return [...new Set(names)].toSorted();
}
