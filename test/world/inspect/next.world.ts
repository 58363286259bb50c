import { afterAll, beforeAll, expect, test } from "vitest";
import { runProgram } from "../../support/command-line.ts";
import { openShop, type Shop } from "./shop.ts";

/**
 * `inspect -- COMMAND` with the end-to-end test of a shop on Next.js: a client component with posthog-js, and a server action and a route
 * handler with the generated helpers, built within the command.
 */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop("next");
}, 300_000);
afterAll(() => shop.close());

const REPORT = `warning  event-not-in-plan
  \`cartOpened\` is not in the plan.
  hint: Did you mean \`cart_opened\` (differs in case and separators)?

warning  event-breaks-plan
  \`cart_opened\`: \`from\` must be \`header\` or \`product\`, but is the string \`footer\`.

2 warnings
Coverage: 3 of 4 live events arrived (75%)
By side: servers 2 of 2 (100%), browsers and apps 1 of 2 (50%)
By category: billing 2 of 2 (100%), shopping 1 of 2 (50%)
By owner: shop 2 of 2 (100%), web 1 of 2 (50%)
Never arrived: newsletter_joined
Optional properties that never arrived: cart_opened.coupon
Values that never arrived: cart_opened.from: product; order_placed.tier: free
`;

test("an end-to-end test of a Next.js app is measured on both sides", async () => {
  const { code, stdout, stderr } = await shop.run("inspect", "--", "npm", "run", "e2e:whole");
  expect(stderr).toBe("");
  expect(stdout).toContain(REPORT);
  expect(stdout.slice(stdout.indexOf("PostHog's own events: "))).toMatch(/\$identify 1,.*\$pageview 1\n$/u);
  expect(code).toBe(0);
}, 300_000);

test("a Next.js frontend that was built for another host is told, and the server still counts", async () => {
  const built = { cwd: shop.folder, env: { ...shop.env, NEXT_PUBLIC_POSTHOG_HOST: "http://127.0.0.1:9" } };
  expect(await runProgram(["npm", "run", "build"], built)).toMatchObject({ code: 0 });
  const { code, stdout } = await shop.run("inspect", "--", "npm", "run", "e2e");
  expect(stdout).toContain("no-browser-event");
  expect(stdout).toContain("By side: servers 2 of 2 (100%), browsers and apps 0 of 2 (0%)");
  expect(code).toBe(0);
}, 300_000);
