import { describe, expect, it } from "vitest";
import { doctor, type DoctorArguments } from "../../../../src/commands/doctor/doctor.ts";
import { generate } from "../../../../src/commands/generate.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  order_paid:
    description: An order was paid.
    revenue: { amount: amount_usd, currency: USD }
    properties:
      amount_usd: { type: number, description: What it cost. }
`;

const KEY = "phc_Zq7WvN3kTr9XbY2mLs8HdJ4pGf6Ce1Ua";

const ENV = { POSTHOG_API_KEY: KEY, POSTHOG_HOST: "https://eu.i.posthog.com" };

const HEALTHY = {
  ".git/HEAD": "",
  "tracking-plan.yaml": PLAN,
  "node_modules/posthog-node/package.json": '{ "version": "5.70.0" }',
  "node_modules/zod/package.json": '{ "version": "4.6.7" }',
};

/** Left out where it is not the point: to read it takes a compiler, and most of the time. */
const CODE = {
  "src/pay.ts": `import { parseUserId, trackOrderPaid } from "../generated/index.js";
export const pay = (id: string) => trackOrderPaid(parseUserId(id), { amount_usd: 1 });
`,
};

interface Setting {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: Partial<DoctorArguments>;
  readonly answer?: () => Response | Promise<Response>;
  readonly nodeVersion?: string;
}

/** Runs the doctor in a project that is healthy but for what the setting says. */
async function examine({ files = {}, env = ENV, args = {}, answer, nodeVersion }: Setting = {}) {
  const cwd = makeTempFolder({ ...HEALTHY, ...files });
  await generate({ plan: "tracking-plan.yaml", format: "text", strict: false }, captureIo({ cwd }));
  const requests: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const io = captureIo({
    cwd,
    env,
    ...(nodeVersion !== undefined && { nodeVersion }),
    fetch: async (url, init) => {
      requests.push({ url: String(url), init });
      return answer?.() ?? new Response("", { status: 400 });
    },
  });
  const code = await doctor(
    { plan: "tracking-plan.yaml", offline: false, send: false, format: "text", ...args },
    io,
  );
  return { code, text: io.printed.stdout, requests };
}

/** The line of one check, without its hint. */
async function lineOf(check: string, setting: Setting): Promise<string> {
  const { text } = await examine(setting);
  return text.split("\n").find((line) => line.slice(2).startsWith(`${check} `)) ?? text;
}

describe("a healthy project", () => {
  it("is told so, line by line", async () => {
    expect(await examine({ files: CODE })).toMatchObject({
      code: 0,
      text: `✓ key           POSTHOG_API_KEY is set and looks like a project key.
✓ host          Events go to https://eu.i.posthog.com.
✓ switch        Tracking is not disabled.
✓ network       https://eu.i.posthog.com answers.
✓ plan          tracking-plan.yaml is valid: 1 event.
✓ generated     generated/ is up to date.
✓ revenue       Revenue comes from \`order_paid\`.
                hint: In PostHog's revenue settings, select that event, the property $revenue and the currency property currency. Leave “in cents” off.
✓ code          The code does what the plan says.
✓ node          Node 20.20.0 is supported.
✓ posthog-node  posthog-node 5.70.0 is supported.
✓ zod           zod 4.6.7 is supported.

No problems found.
`,
    });
  });

  it("is told in ASCII where the terminal has no more", async () => {
    const { text } = await examine({ env: { ...ENV, LANG: "C" } });
    expect(text.split("\n")[0]).toBe("+ key           POSTHOG_API_KEY is set and looks like a project key.");
  });

  it("is told to programs", async () => {
    const { code, text } = await examine({ args: { format: "json" } });
    const { ok, checks } = JSON.parse(text) as { ok: boolean; checks: readonly object[] };
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    expect(checks[1]).toEqual({
      check: "host",
      state: "ok",
      message: "Events go to https://eu.i.posthog.com.",
    });
  });
});

/** A project whose compiler takes one folder. */
const within = (rootDir: string): Setting => ({
  files: {
    "base.json": JSON.stringify({ compilerOptions: { rootDir } }),
    "tsconfig.json": '{ "extends": "./base" }',
  },
});

describe("the compiler", () => {
  it("refuses generated code outside of rootDir", async () => {
    const { code, text } = await examine(within("./src"));
    expect(code).toBe(0);
    expect(text).toContain(
      `! compiler      \`generated\` is outside of \`rootDir\`, which \`tsconfig.json\` sets to \`src\`: importing it fails with TS6059.
                hint: Set \`output\` to a folder inside of it, such as \`./src/generated\`, and run \`npx tracking-plan generate\`.
`,
    );
  });

  it("takes it inside of rootDir, and where there is none", async () => {
    for (const setting of [within("."), within("./generated"), { files: { "tsconfig.json": "{}" } }, {}]) {
      expect((await examine(setting)).text).not.toContain("compiler ");
    }
  });
});

describe("Yarn Plug'n'Play", () => {
  it("has no folders with packages, so none is called missing", async () => {
    const { code, text } = await examine({
      files: { ".pnp.cjs": "", "node_modules/zod/package.json": "{}" },
    });
    expect(code).toBe(0);
    expect(text).toContain(
      "· packages   Yarn Plug'n'Play keeps the packages: their versions are not checked.",
    );
    expect(text).not.toMatch(/^. (?:zod|posthog-node) /mu);
  });
});

describe("what it asks the network", () => {
  it("is one request to the configured host, without a key, a body or a redirect", async () => {
    const { requests } = await examine();
    expect(requests.map(({ url }) => url)).toEqual(["https://eu.i.posthog.com/batch/"]);
    expect(requests[0]?.init).toEqual({ method: "GET", redirect: "manual", signal: expect.any(AbortSignal) });
  });

  it("is nothing with --offline, and nothing where the host is malformed", async () => {
    expect((await examine({ args: { offline: true, send: false } })).requests).toEqual([]);
    expect((await examine({ env: { POSTHOG_HOST: "posthog.example.com" } })).requests).toEqual([]);
  });

  const refused = Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
  const location = { location: "https://login.example.com/?next=/batch/" };
  it.each<[string, () => Response | Promise<Response>]>([
    [
      "✗ network       https://eu.i.posthog.com cannot be reached: the connection was refused.",
      () => Promise.reject(refused),
    ],
    [
      "✗ network       https://eu.i.posthog.com cannot be reached: no answer within 5 seconds.",
      () => Promise.reject(new DOMException("late", "TimeoutError")),
    ],
    [
      "✗ network       https://eu.i.posthog.com redirects to https://login.example.com: events are not delivered.",
      () => new Response(null, { status: 302, headers: location }),
    ],
    [
      "! network       https://eu.i.posthog.com answers but does not accept events: 404.",
      () => new Response("", { status: 404 }),
    ],
    [
      "! network       https://eu.i.posthog.com answers with a server error: 503.",
      () => new Response("", { status: 503 }),
    ],
  ])("gives: %s", async (line, answer) => {
    expect(await lineOf("network", { answer })).toBe(line);
  });
});

describe("settings", () => {
  it.each([
    ["key", {}, "✗ key           POSTHOG_API_KEY is not set: tracking is off."],
    [
      "key",
      { POSTHOG_API_KEY: "phx_personal" },
      "✗ key           POSTHOG_API_KEY is a personal or secret key. Events need the project key, which begins with phc_. Tracking is off.",
    ],
    [
      "key",
      { POSTHOG_API_KEY: "0123456789" },
      "! key           POSTHOG_API_KEY is set but does not start with phc_ as project keys do.",
    ],
    [
      "host",
      {},
      "· host          POSTHOG_HOST is not set: events go to https://us.i.posthog.com, PostHog Cloud US.",
    ],
    [
      "host",
      { POSTHOG_HOST: "https://app.posthog.com/" },
      "! host          POSTHOG_HOST is an address of PostHog's user interface: events go to https://us.i.posthog.com instead.",
    ],
    [
      "host",
      { POSTHOG_HOST: " https://eu.i.posthog.com/ " },
      "✓ host          Events go to https://eu.i.posthog.com.",
    ],
    [
      "host",
      { POSTHOG_HOST: "http://posthog.example.com" },
      "! host          Events go to http://posthog.example.com unencrypted.",
    ],
    [
      "host",
      { POSTHOG_HOST: "http://127.0.0.1:8010" },
      "✓ host          Events go to http://127.0.0.1:8010.",
    ],
    ["switch", { POSTHOG_DISABLED: "on" }, "✗ switch        POSTHOG_DISABLED is on: nothing is sent."],
    [
      "debug",
      { POSTHOG_DEBUG: "1" },
      "· debug         POSTHOG_DEBUG is on: each event and its outcome are printed.",
    ],
  ])("%s with %j", async (check, env, line) => {
    expect(await lineOf(check, { env })).toBe(line);
  });

  it("names a .env file that is there and was not read", async () => {
    const { text } = await examine({ env: {}, files: { ".env": `POSTHOG_API_KEY=${KEY}` } });
    expect(text).toContain("hint: This command does not read .env files");
    expect(text).not.toContain(KEY);
  });
});

describe("the project", () => {
  const unread = "✗ plan          tracking-plan.yaml has 1 error.";
  it.each<[string, string, Record<string, string>]>([
    ["plan", unread, { "tracking-plan.yaml": PLAN.replace("plan: 1\n", "") }],
    [
      "revenue",
      "! revenue       No event has `revenue:`, and `order_paid` looks like money.",
      { "tracking-plan.yaml": PLAN.replace(/ {4}revenue.*\n/u, "") },
    ],
    [
      "revenue",
      "· revenue       No event has `revenue:`.",
      { "tracking-plan.yaml": PLAN.replace(/ {4}revenue.*\n/u, "").replace("order_paid", "order_failed") },
    ],
    [
      "posthog-node",
      "✗ posthog-node  posthog-node 4.18.0 is not supported: generated code requires ^5.37.0.",
      { "node_modules/posthog-node/package.json": '{ "version": "4.18.0" }' },
    ],
    [
      "typescript",
      "! typescript    TypeScript 5.4.5 is untested: generated code is tested with >=5.9.0.",
      { "node_modules/typescript/package.json": '{ "version": "5.4.5" }' },
    ],
    ["zod", "✗ zod           zod is not installed.", { "node_modules/zod/package.json": "" }],
  ])("%s: %s", async (check, line, files) => {
    expect(await lineOf(check, { files })).toBe(line);
  });

  it("may have posthog-node twice", async () => {
    const { text, code } = await examine({
      files: { "node_modules/@acme/lib/node_modules/posthog-node/package.json": '{ "version": "4.0.0" }' },
    });
    expect(text).toContain("! posthog-node  posthog-node is installed in several versions: 5.70.0, 4.0.0.");
    expect(code).toBe(0);
  });

  it("may be run by a Node that is not supported", async () => {
    const { text, code } = await examine({ nodeVersion: "18.20.0" });
    expect(text).toContain("✗ node          Node 18.20.0 is not supported");
    expect(code).toBe(1);
  });

  it("may have no plan", async () => {
    const io = captureIo({ cwd: makeTempFolder() });
    expect(await doctor({ plan: "plan.yaml", offline: true, send: false, format: "text" }, io)).toBe(1);
    expect(io.printed.stdout).toContain("✗ plan    Cannot read plan.yaml: no such file or directory.");
    expect(io.printed.stdout).toContain("create a plan with `npx tracking-plan init`.");
  });
});

describe("a key", () => {
  it.each(["text", "json"] as const)(
    "is never printed, not even in part, wherever it stands: %s",
    async (format) => {
      const parts = Array.from({ length: KEY.length - 7 }, (_, index) => KEY.slice(index, index + 8));
      for (const env of [
        { POSTHOG_API_KEY: KEY },
        { POSTHOG_API_KEY: ` ${KEY}\n` },
        { POSTHOG_API_KEY: `${KEY} and more` },
        { POSTHOG_API_KEY: KEY.replace("phc_", "phx_") },
        { POSTHOG_API_KEY: KEY, POSTHOG_HOST: KEY },
        { POSTHOG_HOST: `https://${KEY}.example.com` },
        { POSTHOG_API_KEY: KEY, POSTHOG_HOST: `https://example.com/${KEY}` },
        { POSTHOG_API_KEY: KEY, POSTHOG_DEBUG: KEY, POSTHOG_DISABLED: KEY },
      ]) {
        const { text } = await examine({
          env,
          args: { format },
          answer: () =>
            new Response(null, { status: 301, headers: { location: `https://x.example.com/${KEY}` } }),
        });
        expect(parts.filter((part) => text.toLowerCase().includes(part.toLowerCase()))).toEqual([]);
      }
    },
  );
});

describe("the code", () => {
  const IMPORT = 'import posthog from "posthog-js";\n';

  it("has its findings counted, the most frequent first", async () => {
    const calls = 'posthog.capture("order_paid");\nposthog.capture("one");\nposthog.capture("two");\n';
    const { code, text } = await examine({ files: { ...CODE, "src/page.ts": IMPORT + calls } });
    expect(code).toBe(0);
    expect(text).toContain(
      `! code          The code differs from the plan in 5 places: 2 unplanned-event, 1 missing-property, 1 wrong-side, 1 other code.
                hint: Run \`npx tracking-plan audit\` to see each.
`,
    );
  });

  it("fails where an error is among them, unless a comment suppresses it", async () => {
    const wrong = 'posthog.identify("someone@example.com");\n';
    const other = "// tracking-plan-ignore bypassing-identify: here\n";
    expect(await examine({ files: { ...CODE, "src/page.ts": IMPORT + other + wrong } })).toMatchObject({
      code: 1,
      text: expect.stringContaining(
        "✗ code          The code differs from the plan in 1 place: 1 id-is-email.",
      ) as unknown,
    });
    const both = "posthog.identify('someone@example.com'); // tracking-plan-ignore id-is-email: a test\n";
    expect(await examine({ files: { ...CODE, "src/page.ts": IMPORT + other + both } })).toMatchObject({
      code: 0,
    });
  });

  it("is not read where the baseline is none", async () => {
    const files = { ...CODE, "tracking-plan.baseline.json": '{ "version": 1, "audit": [] }' };
    expect(await lineOf("code", { files })).toContain("tracking-plan.baseline.json is not a baseline");
  });
});
