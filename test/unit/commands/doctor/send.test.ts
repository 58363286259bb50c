import { onTestFinished, describe, expect, it } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../../src/endpoint/start.ts";
import { doctor } from "../../../../src/commands/doctor/doctor.ts";
import { checkSending } from "../../../../src/commands/doctor/send-check.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { runCommand } from "../../../support/run-command.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const KEY = "phc_Zq7WvN3kTr9XbY2mLs8HdJ4pGf6Ce1Ua";
const PERSONAL = "phx_Xk2mLs8HdJ4pGf6Ce1UaZq7WvN3kTr9X";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events: { order_paid: { description: An order was paid. } }
`;

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { readonly query: { readonly kind: string; readonly query: string } };
}

/**
 * A PostHog on the loopback interface, with the API that answers questions about events: they are found at the question of a
 * number, by their uuid.
 */
async function startPostHog({
  capture,
  query,
  storedAfter = 1,
}: {
  readonly capture?: Answer;
  readonly query?: Answer;
  readonly storedAfter?: number;
} = {}) {
  const asked: Asked[] = [];
  const endpoint: PostHogEndpoint = await startPostHogEndpoint({
    intercept: ({ path, headers, body }) => {
      if (!path.startsWith("/api/")) return capture;
      const question = body as Asked["body"];
      asked.push({ path, authorization: headers.authorization, body: question });
      if (query !== undefined) return query;
      const stored = asked.length < storedAfter ? [] : endpoint.events;
      const found = stored.filter(({ uuid }) => question.query.query.includes(`uuid = '${uuid}'`));
      return {
        status: 200,
        body: { results: found.map(({ distinctId, timestamp }) => [distinctId, timestamp]) },
      };
    },
  });
  onTestFinished(() => endpoint.close());
  return { endpoint, asked };
}

type PostHog = Awaited<ReturnType<typeof startPostHog>>;

/** What `doctor --send` says of sending, and all that it printed. */
async function send({ endpoint }: PostHog, env: Readonly<Record<string, string>> = {}) {
  const io = captureIo({
    cwd: makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": PLAN }),
    env: { POSTHOG_API_KEY: KEY, POSTHOG_HOST: endpoint.url, ...env },
    fetch: globalThis.fetch,
  });
  await doctor({ send: true, offline: false, format: "text" }, io);
  const { stdout, stderr } = io.printed;
  expect(stdout + stderr).not.toMatch(/ph[cx]_\w/u);
  const lines = stdout.split("\n");
  const from = lines.findIndex((line) => /^. (?:sent|arrived)/u.test(line));
  const rest = lines.slice(from).map((line) => line.replace(endpoint.url, "HOST").replaceAll(/ {2,}/gu, " "));
  return {
    lines: rest.slice(
      0,
      rest.findIndex((line) => /^. plan/u.test(line)),
    ),
    stdout,
  };
}

/** What PostHog is found to have, if asked four times. */
async function arrivalAt({ endpoint }: PostHog) {
  const env = { POSTHOG_PERSONAL_API_KEY: PERSONAL };
  const io = captureIo({ cwd: makeTempFolder(), env, fetch: globalThis.fetch });
  const target = { host: endpoint.url, apiKey: KEY };
  return (await checkSending(target, io, { attempts: 4, everyMs: 1 }))[1];
}

describe("doctor --send", () => {
  it("sends one event that makes no person, and says what was answered", async () => {
    const posthog = await startPostHog();
    expect((await send(posthog)).lines).toEqual([
      "✓ sent HOST accepted the test event tracking_plan_test: 200.",
      "· arrived Whether the test event was stored is not known: POSTHOG_PERSONAL_API_KEY is not set.",
      " hint: Look for tracking_plan_test in PostHog's activity, or set a personal key with the scope query:read.",
    ]);
    expect(posthog.endpoint.events).toMatchObject([
      {
        event: "tracking_plan_test",
        distinctId: "tracking-plan-doctor",
        properties: { $process_person_profile: false },
        timestamp: "2026-01-31T12:00:00.000Z",
      },
    ]);
    expect(posthog.asked).toEqual([]);
  });

  it("asks PostHog with a personal key whether it arrived, and under whom", async () => {
    const posthog = await startPostHog();
    expect((await send(posthog, { POSTHOG_PERSONAL_API_KEY: PERSONAL })).lines).toEqual([
      "✓ sent HOST accepted the test event tracking_plan_test: 200.",
      "✓ arrived The test event arrived under the distinct id `tracking-plan-doctor`, without a person.",
    ]);
    expect(posthog.asked).toMatchObject([
      {
        path: "/api/projects/@current/query/",
        authorization: `Bearer ${PERSONAL}`,
        body: { query: { kind: "HogQLQuery" }, refresh: "force_blocking" },
      },
    ]);
  });

  it("asks the project that the environment names", async () => {
    const posthog = await startPostHog();
    await send(posthog, { POSTHOG_PERSONAL_API_KEY: PERSONAL, POSTHOG_PROJECT_ID: "12/../3" });
    expect(posthog.asked.map(({ path }) => path)).toEqual(["/api/projects/12%2F..%2F3/query/"]);
  });

  it.each<[Answer, readonly string[]]>([
    [
      { status: 401, body: { type: "authentication_error", detail: `API key ${KEY} is not valid.` } },
      [
        "✗ sent HOST refused the test event: 401, “API key [key] is not valid”.",
        " hint: Check that POSTHOG_API_KEY is the project API key, and that POSTHOG_HOST is in the project's region.",
      ],
    ],
    [
      { status: 503, body: "upstream\nis down" },
      [
        "✗ sent HOST refused the test event: 503, “upstream is down”.",
        " hint: Events are retried for a while. Check the status of the host.",
      ],
    ],
    [
      { status: 200, body: "<html>Sign in</html>" },
      [
        "✗ sent HOST answered 200, but not as PostHog does.",
        " hint: Check that POSTHOG_HOST is PostHog's ingestion host, and any proxy in front of it.",
      ],
    ],
    [
      { status: 302, body: "", headers: { location: "https://login.example.com/x" } },
      [
        "✗ sent HOST redirects to https://login.example.com: events are not delivered.",
        " hint: Set POSTHOG_HOST to the address that accepts events, or let the proxy forward them.",
      ],
    ],
  ])("of the answer %j says what to do", async (capture, lines) => {
    const posthog = await startPostHog({ capture });
    expect((await send(posthog, { POSTHOG_PERSONAL_API_KEY: PERSONAL })).lines).toEqual(lines);
    expect(posthog.asked).toEqual([]);
  });

  it("says why PostHog does not answer the question", async () => {
    const query = { status: 403, body: { detail: "API key missing required scope 'query:read'" } };
    const posthog = await startPostHog({ query });
    expect((await send(posthog, { POSTHOG_PERSONAL_API_KEY: PERSONAL })).lines.slice(1)).toEqual([
      "! arrived HOST does not say whether the test event arrived: 403, “API key missing required scope 'query:read'”.",
      " hint: Use a personal key of the same region with the scope query:read.",
    ]);
  });

  it("asks until the event is there, and says so where it never is", async () => {
    const late = await startPostHog({ storedAfter: 3 });
    const never = await startPostHog({ storedAfter: 1_000 });
    expect(await arrivalAt(late)).toMatchObject({ state: "ok" });
    expect(late.asked).toHaveLength(3);
    expect(await arrivalAt(never)).toMatchObject({
      state: "error",
      hint: expect.stringContaining("POSTHOG_PROJECT_ID"),
    });
    expect(never.asked).toHaveLength(4);
  });

  it("asks PostHog Cloud at its own address, and sends no personal key unencrypted", async () => {
    const asked: string[] = [];
    const io = captureIo({
      cwd: makeTempFolder(),
      env: { POSTHOG_PERSONAL_API_KEY: PERSONAL },
      fetch: async (url) => {
        asked.push(String(url));
        return Response.json(asked.length === 1 ? { status: 1 } : { results: [["x", ""]] });
      },
    });
    await checkSending({ host: "https://eu.i.posthog.com", apiKey: KEY }, io);
    expect(asked).toEqual([
      "https://eu.i.posthog.com/batch/",
      "https://eu.posthog.com/api/projects/@current/query/",
    ]);
    asked.length = 0;
    const [, arrived] = await checkSending({ host: "http://posthog.example.com", apiKey: KEY }, io);
    expect(asked).toEqual(["http://posthog.example.com/batch/"]);
    expect(arrived).toMatchObject({ state: "warning", hint: "Use an https:// address." });
  });

  it.each([
    [{ POSTHOG_API_KEY: "" }, "No test event was sent: there is no usable key."],
    [{ POSTHOG_DISABLED: "true" }, "No test event was sent: tracking is disabled."],
  ])("sends nothing with %j", async (env, message) => {
    const posthog = await startPostHog();
    expect((await send(posthog, env as Record<string, string>)).stdout).toContain(message);
    expect(posthog.endpoint.requests).toEqual([]);
  });

  it("and --offline exclude each other", async () => {
    expect(await runCommand(["doctor", "--send", "--offline"], { cwd: makeTempFolder() })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("`--send` and `--offline` exclude each other."),
    });
  });
});
