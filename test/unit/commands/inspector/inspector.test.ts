import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspectEvents, type InspectArguments } from "../../../../src/commands/inspector/inspector.ts";
import type { PageFunctions } from "../../../../src/commands/inspector/live/live-page.ts";
import { readRecording } from "../../../../src/observe/recording.ts";
import { type Io, UsageError } from "../../../../src/commands/io.ts";
import { type CapturedIo, captureIo } from "../../../support/captured-io.ts";
import { NO_FUNCTIONS } from "../../../support/live-page.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
events:
  order_placed:
    description: An order was placed.
    category: orders
    owner: growth
    properties:
      tier: { type: enum, values: [free, pro], description: Tier. }
      note: { type: string, optional: true, description: A note. }
  page_read: { description: A page was read., source: client }
  trial_ended: { description: A trial ended., status: planned }
`;

const ANN = "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b";

/** A shop with a plan, and a program that sends what it is given, as PostHog's SDKs do. */
function makeShop(
  events: readonly object[],
  more = "",
): { readonly folder: string; readonly command: readonly string[] } {
  const folder = makeTempFolder({ "tracking-plan.yaml": PLAN });
  const body = JSON.stringify({ api_key: "phc", batch: events });
  const program = `
    const { status } = await fetch(process.env.POSTHOG_HOST + "/batch/", { method: "POST", body: ${JSON.stringify(body)} });
    ${more}
  `;
  writeFileSync(join(folder, "send.mjs"), program);
  return { folder, command: [process.execPath, "send.mjs"] };
}

function order(properties: object = {}): object {
  return {
    event: "order_placed",
    distinct_id: ANN,
    properties: { $lib: "posthog-node", tier: "pro", ...properties },
  };
}

const page = { event: "page_read", distinct_id: ANN, properties: { $lib: "web" } };

async function inspect(
  { folder, command }: ReturnType<typeof makeShop>,
  more: Partial<InspectArguments> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly io: CapturedIo }> {
  const io = captureIo({ cwd: folder, env: { PATH: process.env["PATH"] ?? "", ...env } });
  const args: InspectArguments = { command, env: [], failOn: "nothing", format: "text", all: false, ...more };
  return { code: await inspectEvents(args, io, NO_FUNCTIONS), io };
}

test("reports what a command sent, and what of the plan never arrived", async () => {
  const shop = makeShop([order(), order({ tier: "gold" }), { ...order(), event: "orderPlaced" }]);
  const { code, io } = await inspect(shop);
  expect(io.printed.stdout).toBe(`warning  event-breaks-plan
  \`order_placed\`: \`tier\` must be \`free\` or \`pro\`, but is the string \`gold\`.

warning  event-not-in-plan
  \`orderPlaced\` is not in the plan.
  hint: Did you mean \`order_placed\` (differs in case and separators)?

warning  no-browser-event
  No event of a browser arrived.
  hint: Build the frontend within the command, or name the variable of its host with \`--env\`.

3 warnings
Coverage: 1 of 2 live events arrived (50%)
By side: servers 1 of 1 (100%), browsers and apps 0 of 1 (0%)
By category: orders 1 of 1 (100%)
By owner: growth 1 of 1 (100%)
Never arrived: page_read
Optional properties that never arrived: order_placed.note
Values that never arrived: order_placed.tier: free
`);
  expect(code).toBe(0);
});

test("says nothing of a plan that arrived whole", async () => {
  const { code, io } = await inspect(makeShop([order({ note: "x" }), order({ tier: "free" }), page]), {
    minCoverage: "100",
    failOn: "violations",
  });
  expect(io.printed.stdout).toBe(`Coverage: 2 of 2 live events arrived (100%)
By side: servers 1 of 1 (100%), browsers and apps 1 of 1 (100%)
By category: orders 1 of 1 (100%)
By owner: growth 1 of 1 (100%)
`);
  expect(code).toBe(0);
});

test("says what to look for where nothing arrives at all", async () => {
  const { code, io } = await inspect({ ...makeShop([]), command: [process.execPath, "--version"] });
  expect(io.printed.stdout).toContain(`warning  no-event
  No event arrived.
  hint: Let it read \`POSTHOG_HOST\` and \`POSTHOG_API_KEY\`, and use \`useTestTracker\` in tests.

1 warning
Coverage: 0 of 2 live events arrived (0%)
`);
  expect(code).toBe(0);
});

test("has a table for pull requests", async () => {
  const { io } = await inspect(makeShop([order()]), { format: "markdown" });
  expect(io.printed.stdout).toBe(`## Tracking plan

Coverage: 1 of 2 live events arrived (50%)

| Live events | | Arrived | Coverage |
| - | - | - | - |
| All | | 1 of 2 | 50% |
| Side | servers | 1 of 1 | 100% |
| Side | browsers and apps | 0 of 1 | 0% |
| Category | orders | 1 of 1 | 100% |
| Owner | growth | 1 of 1 | 100% |

Never arrived: page_read

Optional properties that never arrived: order_placed.note

Values that never arrived: order_placed.tier: free

- No event of a browser arrived. Build the frontend within the command, or name the variable of its host with \`--env\`.
`);
});

test("counts one fault of many events once", async () => {
  const { io } = await inspect(makeShop([page, ...Array.from({ length: 40 }, () => order({ tier: 1 }))]));
  expect(io.printed.stdout).toContain(
    "`order_placed`: `tier` must be `free` or `pro`, but is the number `1`. It arrived 40 times.",
  );
});

/** A shop whose events break the plan, and cover it. */
function makeBrokenShop(): ReturnType<typeof makeShop> {
  return makeShop([order({ tier: "gold" }), page]);
}

describe("the exit code", () => {
  test.each([
    ["is 0 with violations alone", {}, 0],
    ["is 1 with violations that are to fail", { failOn: "violations" }, 1],
    ["is 0 at the coverage", { minCoverage: "100" }, 0],
  ] as const)("%s", async (_, more, code) => {
    expect((await inspect(makeBrokenShop(), more)).code).toBe(code);
  });

  test("is 1 if too few events arrive", async () => {
    const { code, io } = await inspect(makeShop([order()]), { minCoverage: "51" });
    expect(io.printed.stdout).toContain("1 of 2 live events arrived (50%), less than 51%.");
    expect(code).toBe(1);
  });

  test.each([
    ["its own", "process.exit(7)", 7],
    ["that of the signal", 'process.kill(process.pid, "SIGTERM"); await new Promise(() => {});', 143],
  ])("is %s if the command fails, and the report is still printed", async (_, more, expected) => {
    const { code, io } = await inspect(makeShop([order()], more), { minCoverage: "100" });
    expect(io.printed.stdout).toContain("Coverage: 1 of 2 live events arrived (50%)");
    expect(code).toBe(expected);
  });
});

test("gives the command the host under the names of servers and frontends, and no real key", async () => {
  const names = [
    "POSTHOG_HOST",
    "NEXT_PUBLIC_POSTHOG_HOST",
    "VITE_POSTHOG_HOST",
    "VITE_PUBLIC_POSTHOG_HOST",
    "PUBLIC_POSTHOG_HOST",
    "NUXT_PUBLIC_POSTHOG_HOST",
    "EXPO_PUBLIC_POSTHOG_HOST",
    "MY_HOST",
  ];
  const shop = makeShop(
    [order()],
    `
    const env = process.env;
    const hosts = ${JSON.stringify(names)}.map((name) => env[name]);
    if (new Set(hosts).size !== 1 || !/^http:\\/\\/127\\.0\\.0\\.1:\\d+$/.test(hosts[0])) process.exit(3);
    if (env.POSTHOG_API_KEY === "phc_real" || env.POSTHOG_DISABLED !== "false" || env.KEPT !== "kept") process.exit(4);
    `,
  );
  const env = { POSTHOG_API_KEY: "phc_real", POSTHOG_DISABLED: "true", KEPT: "kept" };
  expect((await inspect(shop, { env: ["MY_HOST"] }, env)).code).toBe(0);
});

test("adds what test trackers recorded, with the test, and removes their files", async () => {
  const recorded = { event: "order_placed", distinctId: ANN, uuid: "x", properties: { tier: "gold" } };
  const shop = makeShop(
    [],
    `
    const { appendFileSync } = await import("node:fs");
    const lines = [
      { ...${JSON.stringify(recorded)}, file: process.cwd() + "/test/cart.test.ts", test: "places an order" },
      { ...${JSON.stringify(recorded)}, file: process.cwd() + "/test/mail.test.ts", test: "sends a mail" },
    ].map((line) => JSON.stringify(line));
    appendFileSync(process.env.TRACKING_PLAN_INSPECT + "/a.ndjson", lines.join("\\n") + '\\n{"event": "cut o');
    appendFileSync("reports.txt", process.env.TRACKING_PLAN_INSPECT);
    `,
  );
  const { io } = await inspect(shop);
  expect(io.printed.stdout).toContain(
    "`order_placed`: `tier` must be `free` or `pro`, but is the string `gold`. It arrived 2 times. In\n  `test/cart.test.ts › places an order`, `test/mail.test.ts › sends a mail`.".replace(
      "\n ",
      "",
    ),
  );
  expect(io.printed.stdout).not.toContain("event-arrived-twice");
  expect(io.printed.stdout).toContain("By side: servers 1 of 1 (100%)");
  expect(existsSync(readFileSync(join(shop.folder, "reports.txt"), "utf8"))).toBe(false);
});

describe("refuses", () => {
  test.each([
    [{ minCoverage: "many" }, "`--min-coverage` must be a percentage from 0 to 100, but is `many`."],
    [{ minCoverage: "100.5" }, "`--min-coverage` must be a percentage from 0 to 100, but is `100.5`."],
    [{ minCoverage: "-1" }, "`--min-coverage` must be a percentage from 0 to 100, but is `-1`."],
    [{ port: "99999" }, "`--port` must be a number from 0 to 65535, but is `99999`."],
    [{ env: ["A=B"] }, "`--env` must be the name of a variable, but is `A=B`."],
    [{ command: ["no-such-program"] }, "Cannot run `no-such-program`: no such file or directory."],
  ])("%o", async (more, message) => {
    const fault = await inspect(makeShop([]), more).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(UsageError);
    expect((fault as UsageError).message).toBe(message);
  });
});

test("shows events as they arrive until it is interrupted, without control characters", async () => {
  const { folder } = makeShop([]);
  const io = captureIo({ cwd: folder });
  let url = "";
  const stderr = { ...io.stderr, write: (text: string) => (url = /http:\S+\d/u.exec(text)?.[0] ?? url) };
  const interrupted = async (): Promise<void> => {
    const event = { ...order({ tier: "gold" }), event: "order_placed", distinct_id: "user_\u001B[2J" };
    await fetch(`${url}/batch/`, {
      method: "POST",
      body: JSON.stringify({ api_key: "phc", batch: [event] }),
    });
  };
  const args: InspectArguments = {
    port: "0",
    command: [],
    env: [],
    failOn: "nothing",
    format: "text",
    all: false,
  };
  expect(await inspectEvents(args, { ...io, stderr, interrupted }, NO_FUNCTIONS)).toBe(0);
  const [line, id, fault] = io.printed.stdout.split("\n");
  expect(line).toMatch(/^\d\d:\d\d:\d\d order_placed user_.*\[2J \(posthog-node\)$/u);
  expect(id).toBe("  event-breaks-plan: `tier` must be `free` or `pro`, but is the string `gold`.");
  expect(fault).toMatch(/^ {2}id-not-in-contract: /u);
  expect(io.printed.stdout).not.toContain("\u001B");
  expect(io.printed.stdout).toContain("Coverage: 1 of 2 live events arrived (50%)");
});

describe("the page", () => {
  const live: InspectArguments = {
    port: "0",
    command: [],
    env: [],
    failOn: "nothing",
    format: "text",
    all: false,
  };

  /** Runs `inspect` until the page could be asked, and gives what it printed and what it ran. */
  async function serve(
    args: Partial<InspectArguments>,
    html = "<title>Page</title>",
  ): Promise<{ readonly printed: string; readonly answer: string; readonly opened: readonly string[] }> {
    const files = { readFile: readPageAs(html) };
    const io = captureIo({
      cwd: makeShop([]).folder,
      files,
      runProgram: async ({ args: given }) => {
        opened.push(...given);
        return { code: 1, stdout: new Uint8Array(), stderr: "" };
      },
    });
    const opened: string[] = [];
    let answer = "";
    const interrupted = async (): Promise<void> => {
      const address = /The page is at (?<address>\S+)/u.exec(io.printed.stderr)?.groups?.["address"];
      if (address !== undefined) answer = await (await fetch(address)).text();
    };
    expect(await inspectEvents({ ...live, ...args }, { ...io, interrupted }, NO_FUNCTIONS)).toBe(0);
    return { printed: io.printed.stderr, answer, opened };
  }

  test("is at the address that is printed", async () => {
    const { printed, answer, opened } = await serve({});
    expect(answer).toBe("<title>Page</title>");
    expect(printed).toMatch(/^The page is at http:\/\/127\.0\.0\.1:\d+\/inspector\?token=[\w-]{22}\n/u);
    expect(opened).toEqual([]);
  });

  test("is opened where that is wanted, and where no browser is it says so", async () => {
    const { printed, opened } = await serve({ open: true });
    expect(opened.at(-1)).toMatch(/^http:.*token=/u);
    expect(printed).toContain("There is no browser to open it here: open it yourself.\n");
  });

  test("is opened by a program that nobody waits for", async () => {
    const shop = makeShop([order()]);
    const io = captureIo({
      cwd: shop.folder,
      env: { PATH: process.env["PATH"] ?? "" },
      files: { readFile: readPageAs("<title>Page</title>") },
      // It ends with the browser.
      runProgram: () => new Promise(() => {}),
    });
    const args = { ...live, command: shop.command, open: true };
    expect(await inspectEvents(args, io, NO_FUNCTIONS)).toBe(0);
    expect(io.printed.stdout).toContain("Coverage: 1 of 2");
  });

  test("follows the plan from the moment that it was loaded", async () => {
    const shop = makeShop([{ ...order(), event: "cart_opened" }]);
    let reads = 0;
    const io = captureIo({
      cwd: shop.folder,
      env: { PATH: process.env["PATH"] ?? "" },
      files: {
        readFile: (async (path: string | URL, ...rest: []) => {
          if (String(path).endsWith("/inspector.html")) return "<title>Page</title>";
          if (String(path).endsWith("/tracking-plan.yaml") && (reads += 1) === 2)
            writeFileSync(
              path,
              `${PLAN}  cart_opened: { description: A cart was opened., properties: { tier: { type: string, description: Tier. } } }\n`,
            );
          return readFile(path, ...rest);
        }) as typeof readFile,
      },
    });
    const args = { ...live, command: shop.command, open: true, save: "run.html" };
    let named: readonly string[] = [];
    const saved: PageFunctions["saved"] = async ({ events }) => {
      named = events.map(({ name }) => name);
      return {};
    };
    expect(await inspectEvents(args, io, { ...NO_FUNCTIONS, saved })).toBe(0);
    expect(named).toContain("cart_opened");
    expect(reads).toBe(2);
    expect(io.printed.stdout).not.toContain("event-not-in-plan");
    expect(io.printed.stdout).toContain("Coverage: 1 of 3");
  });

  test("goes on where the system does not let the plan be watched", async () => {
    const shop = makeShop([order()]);
    const io = captureIo({
      cwd: shop.folder,
      env: { PATH: process.env["PATH"] ?? "" },
      files: { readFile: readPageAs("<title>Page</title>") },
    });
    const full = Object.assign(new Error("full"), {
      errno: -28,
      code: "ENOSPC",
      syscall: "watch",
      path: "/x",
    });
    const watchFolders: Io["watchFolders"] = () => ({ watch: () => Promise.reject(full), close: () => {} });
    const args = { ...live, command: shop.command, open: true };
    expect(await inspectEvents(args, { ...io, watchFolders }, NO_FUNCTIONS)).toBe(0);
    expect(io.printed.stderr).toContain("Changes of the plan are not followed.\n");
    expect(io.printed.stdout).toContain("Coverage: 1 of 2");
  });

  test("is for other machines with --host, and the address that is printed leads here", async () => {
    const { printed, answer } = await serve({ host: "0.0.0.0" });
    expect(answer).toBe("<title>Page</title>");
    expect(printed).toMatch(/POSTHOG_HOST=http:\/\/127\.0\.0\.1:\d+ /u);
  });

  test("is not there for programs that read the report", async () => {
    expect((await serve({ format: "json" })).printed).not.toContain("The page is at");
  });

  test("is a file with --save, with what test trackers recorded", async () => {
    const recorded = { event: "order_placed", distinctId: ANN, uuid: "x", properties: { tier: "gold" } };
    const shop = makeShop(
      [page],
      `(await import("node:fs")).appendFileSync(process.env.TRACKING_PLAN_INSPECT + "/a.ndjson", ${JSON.stringify(JSON.stringify(recorded))});`,
    );
    const html = '<script id="session" type="application/json"></script>';
    const io = captureIo({
      cwd: shop.folder,
      env: { PATH: process.env["PATH"] ?? "" },
      files: { readFile: readPageAs(html) },
    });
    const code = await inspectEvents({ ...live, command: shop.command, save: "run.html" }, io, {
      ...NO_FUNCTIONS,
      saved: async () => ({ "list {}": "all events" }),
    });
    expect({ code, stderr: io.printed.stderr }).toEqual({ code: 0, stderr: "" });
    const lines = readFileSync(join(shop.folder, "run.html"), "utf8").split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('"answers":{"list {}":"all events"}');
    expect(lines[1]).toContain('"page_read"');
    expect(lines[2]).toContain("`tier` must be `free` or `pro`, but is the string `gold`.");
  });

  test("needs an address of this machine", async () => {
    await expect(serve({ host: "192.0.2.1" })).rejects.toThrow(
      "Cannot listen on port 0 of `192.0.2.1`: address not available.",
    );
  });
});

/** Reads files, but the page as a text. */
function readPageAs(html: string): typeof readFile {
  return (async (path: string | URL, ...rest: []) =>
    String(path).endsWith("/inspector.html") ? html : readFile(path, ...rest)) as typeof readFile;
}

/** A project with a recording of three events, in `run.json`. */
const makeRecorded = async (): Promise<ReturnType<typeof makeShop>> => {
  const shop = makeShop([order(), order({ tier: "gold" }), page]);
  await inspect(shop, { save: "run.json" });
  return { ...shop, command: [] };
};

describe("a recording", () => {
  test("has the events of a run, and is compared with a later one", async () => {
    const before = makeShop([
      order({ note: "x" }),
      order({ tier: "free" }),
      page,
      { ...page, event: "$pageview" },
    ]);
    const saved = join(before.folder, "run.json");
    const { code } = await inspect(before, { save: "run.json" });
    expect(code).toBe(0);
    expect(readRecording(readFileSync(saved, "utf8"))).toMatchObject({
      plan: "shop",
      events: [
        { event: "order_placed", distinctId: ANN },
        {},
        { event: "page_read" },
        { event: "$pageview" },
      ],
    });

    const { io } = await inspect(makeShop([order()]), { baseline: saved, format: "json" });
    const { diagnostics } = JSON.parse(io.printed.stdout) as {
      diagnostics: { code: string; message: string }[];
    };
    expect(
      diagnostics.filter((one) => one.code === "event-no-longer-seen").map(({ message }) => message),
    ).toStrictEqual([
      "`page_read` arrived in the recording, but not now.",
      "`order_placed.note` arrived in the recording, but not now.",
      "The value `free` of `order_placed.tier` arrived in the recording, but not now.",
    ]);
  });

  test.each([
    [{ baseline: "none.json" }, "Cannot read none.json: no such file or directory."],
    [{ baseline: "tracking-plan.yaml" }, "tracking-plan.yaml is not JSON."],
    [{ save: "send.mjs/run.json" }, "Cannot write send.mjs/run.json: file already exists."],
  ])("is refused: %o", async (more, message) => {
    await expect(inspect(makeShop([order()]), more)).rejects.toThrow(message);
  });
});

test("reports a run that cannot be saved", async () => {
  const { folder, command } = makeShop([order()]);
  const io = captureIo({ cwd: folder, env: { PATH: process.env["PATH"] ?? "" } });
  const args: InspectArguments = { command, env: [], failOn: "nothing", format: "text", all: false };
  await expect(inspectEvents({ ...args, save: "send.mjs/run.json" }, io, NO_FUNCTIONS)).rejects.toThrow(
    "Cannot write",
  );
  expect(io.printed.stdout).toContain("Coverage: 1 of 2");
});

describe("a recording in the place of events", () => {
  test("is reported on as events that arrive are", async () => {
    const shop = makeShop([order(), order({ tier: "gold" }), page]);
    const { code, io } = await inspect(shop, { save: "run.json", failOn: "violations" });
    const again = await inspect({ ...shop, command: [] }, { recording: "run.json", failOn: "violations" });
    expect({ code: again.code, printed: again.io.printed }).toEqual({ code, printed: io.printed });
    expect(code).toBe(1);
  });

  test("is compared with an earlier one, and becomes a page", async () => {
    const shop = await makeRecorded();
    const few = makeShop([]);
    await inspect(few, { save: "few.json" });
    writeFileSync(join(shop.folder, "few.json"), readFileSync(join(few.folder, "few.json")));
    const { io } = await inspect(shop, { recording: "few.json", baseline: "run.json" });
    expect(io.printed.stdout).toContain("`page_read` arrived in the recording, but not now.");
    const html = '<script id="session" type="application/json"></script>';
    const files = { readFile: readPageAs(html) };
    const paged = captureIo({ cwd: shop.folder, files });
    const args: InspectArguments = {
      command: [],
      env: [],
      failOn: "nothing",
      format: "text",
      all: false,
      recording: "run.json",
      save: "run.html",
    };
    expect(await inspectEvents(args, paged, NO_FUNCTIONS)).toBe(0);
    expect(readFileSync(join(shop.folder, "run.html"), "utf8").split("\n")).toHaveLength(4);
  });

  test.each<[Partial<InspectArguments>, string]>([
    [{ command: ["npm", "test"] }, "a command"],
    [{ port: "8010" }, "`--port`"],
    [{ host: "0.0.0.0" }, "`--host`"],
    [{ open: true }, "`--open`"],
    [{ env: ["HOST"] }, "`--env`"],
  ])("is no matter of %j", async (more, named) => {
    await expect(inspect(await makeRecorded(), { recording: "run.json", ...more })).rejects.toMatchObject({
      message: `\`--recording\` reports on a file: it does not work with ${named}.`,
    });
  });

  test("must be there", async () => {
    await expect(inspect(await makeRecorded(), { recording: "none.json" })).rejects.toThrow(UsageError);
  });
});
