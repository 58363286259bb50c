import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT, runProgram } from "../../support/command-line.ts";
import { openShop, type Shop } from "./shop.ts";

/**
 * `inspect -- COMMAND` with the end-to-end test of a shop: a page with posthog-js, a page with posthog-js-lite, and a server with the
 * generated helpers, in a real browser.
 */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop("project");
}, 300_000);
afterAll(() => shop.close());

/** What the shop's test sends and leaves out. */
const REPORT = `warning  event-not-in-plan
  \`cartOpened\` is not in the plan.
  hint: Did you mean \`cart_opened\` (differs in case and separators)?

warning  event-breaks-plan
  \`cart_opened\`: \`from\` must be \`header\` or \`product\`, but is the string \`footer\`.

2 warnings
Coverage: 4 of 5 live events arrived (80%)
By side: servers 1 of 2 (50%), browsers and apps 3 of 4 (75%)
By category: billing 2 of 3 (66%), shopping 2 of 2 (100%)
By owner: growth 1 of 2 (50%), shop 1 of 2 (50%), web 2 of 2 (100%)
Never arrived: order_refunded
Optional properties that never arrived: cart_opened.coupon
Values that never arrived: cart_opened.from: product; order_placed.gift: true; order_placed.tier: free
`;

/** The shop is built and tested within the command. */
const WHOLE = ["--", "npm", "run", "e2e:whole"] as const;

test("an end-to-end test is measured on both sides, and with both SDKs of browsers", async () => {
  const { code, stdout, stderr } = await shop.run("inspect", "--save", "shop.json", ...WHOLE);
  expect(stderr).toBe("");
  expect(stdout).toContain(REPORT);
  expect(stdout.slice(stdout.indexOf("PostHog's own events: "))).toMatch(/\$identify 1,.*\$pageview 1\n$/u);
  expect(code).toBe(0);

  const { events } = JSON.parse(readFileSync(join(shop.folder, "shop.json"), "utf8")) as Recorded;
  const sdks = events.map(({ event, properties }) => [event, properties["$lib"]] as const);
  expect(Object.fromEntries(sdks)).toMatchObject({
    cart_opened: "web",
    newsletter_joined: "js",
    order_placed: "posthog-node",
  });
});

interface Recorded {
  readonly events: readonly { readonly event: string; readonly properties: Record<string, unknown> }[];
}

test.each([
  ["junit", /^<\?xml .*<testsuites .*less than 90%.*<\/testsuites>\n$/su],
  ["markdown", /Coverage: 4 of 5.*\| Side \| servers \| 1 of 2 \| 50% \|.*cartOpened/su],
  ["json", /^\{.*"coverage":.*\}\n$/su],
])(
  "a report as %s fails where too little arrives, and leaves the command stderr",
  async (format, expected) => {
    const limits = ["--min-coverage", "90", "--fail-on", "violations"];
    const { code, stdout, stderr } = await shop.run("inspect", ...limits, "--format", format, ...WHOLE);
    expect(stdout).toMatch(expected);
    expect(stderr).toContain("> e2e:whole");
    expect(code).toBe(1);
  },
);

test("a frontend that was built for another host is told, and the server still counts", async () => {
  const built = { cwd: shop.folder, env: { ...shop.env, VITE_POSTHOG_HOST: "http://127.0.0.1:9" } };
  expect(await runProgram(["npm", "run", "build"], built)).toMatchObject({ code: 0 });
  const { code, stdout } = await shop.run("inspect", "--", "npm", "run", "e2e");
  expect(stdout).toContain("no-browser-event");
  expect(stdout).toContain("By side: servers 1 of 2 (50%), browsers and apps 0 of 4 (0%)");
  expect(code).toBe(0);
});

test("the calls of this repository's demo cover its plan", async () => {
  const cli = join(process.env["TEST_BUILD"] ?? "", "dist/cli/main.cjs");
  const { code, stdout } = await runProgram(
    [process.execPath, cli, "inspect", "--min-coverage", "100", "--fail-on", "violations", "--", ...DEMO],
    { cwd: ROOT },
  );
  expect(stdout).toContain("Coverage: 13 of 13 live events arrived (100%)");
  expect(code).toBe(0);
});

const DEMO = [
  process.execPath,
  "--import",
  "tsx",
  "--conditions=@tracking-plan/source",
  "test/world/inspect/demo-calls.ts",
];
