/** The inspector's page in a browser, over the real endpoint. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";
import { BUILD } from "../../support/command-line.ts";
import { ANN, type LiveEndpoint, orderOf, startLivePage } from "../../support/live-page.ts";

const PAGE_VIEW = {
  event: "$pageview",
  distinct_id: "0190-visitor",
  properties: { $lib: "web", $session_id: "s1" },
};
const UNPLANNED = { event: "orderPlaced", distinct_id: ANN, properties: { $lib: "web" } };

const rowsIn = (page: Page): Locator => page.locator(".row");

const selectedIn = (page: Page): Promise<string[]> =>
  page.locator('.row[aria-selected="true"] .name').allTextContents();

/** Waits until the list has these events, the newest first. */
async function expectRows(page: Page, ...names: readonly string[]): Promise<void> {
  await expect.poll(() => page.locator(".row .name").allTextContents()).toEqual(names);
}

describe.skipIf(skipWithoutBrowser("The inspector's page"))("the inspector's page", () => {
  let browser: Browser;
  let html: string;
  beforeAll(async () => {
    browser = await openBrowser();
    html = readFileSync(join(BUILD, "dist/inspector.html"), "utf8");
  });
  afterAll(() => browser?.close());

  /** Opens the page, and fails the test where the page has an error or breaks its policy. */
  async function open(
    { address }: Pick<LiveEndpoint, "address">,
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const context: BrowserContext = await browser.newContext(options);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (line) => {
      if (line.type() === "error") errors.push(line.text());
    });
    onTestFinished(async () => {
      await context.close();
      expect(errors).toEqual([]);
    });
    await page.goto(address);
    return page;
  }

  it("shows events as they arrive, with what is wrong", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    await page.getByText("No event has arrived yet").waitFor();
    await live.send(orderOf({ tier: "gold", team_id: "t1", $groups: { team: "t1" } }), PAGE_VIEW, UNPLANNED);
    await expectRows(page, "orderPlaced", "$pageview", "order_placed");

    await rowsIn(page).nth(2).click();
    const details = page.getByRole("region", { name: "Details of order_placed" });
    expect(await details.getByRole("list", { name: "Faults" }).innerText()).toBe(
      "event-breaks-plan\n\ntier must be free or pro, but is the string gold.",
    );
    expect(await details.locator(".facts").innerText()).toMatch(
      new RegExp(
        `Person\\s+${ANN}\\s+Group: team\\s+t1\\s+Plan\\s+In the plan\\s+Sent by\\s+posthog-node \\(Server\\)`,
        "u",
      ),
    );
    await details.getByText("In the plan", { exact: true }).last().click();
    await details.getByText("About order_placed").waitFor();
  });

  it("filters, pauses and clears", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    await live.send(orderOf(), PAGE_VIEW, UNPLANNED);
    await expectRows(page, "orderPlaced", "$pageview", "order_placed");

    await page.getByLabel("Search events").fill("tier PRO");
    await expectRows(page, "order_placed");
    await page.getByLabel("Search events").fill("");
    await page.getByLabel("Show").selectOption("With faults");
    await expectRows(page, "orderPlaced");
    await page.getByLabel("Show").selectOption("All events");

    await page.getByRole("button", { name: "Pause" }).click();
    await live.send(PAGE_VIEW);
    await page.getByText("1 since the pause").waitFor();
    await expectRows(page, "orderPlaced", "$pageview", "order_placed");
    await page.getByRole("button", { name: "Pause" }).click();
    await expectRows(page, "$pageview", "orderPlaced", "$pageview", "order_placed");

    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByText("No event has arrived yet").waitFor();
    await page.reload();
    await page.getByText("No event has arrived yet").waitFor();
    await live.send(UNPLANNED);
    await expectRows(page, "orderPlaced");
    expect(await page.locator(".count").textContent()).toBe("1 event");
  });

  it("is used by keys alone", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    await live.send(orderOf({ tier: "gold" }), PAGE_VIEW, UNPLANNED);
    await expectRows(page, "orderPlaced", "$pageview", "order_placed");
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    const focused = (): Promise<string> =>
      page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent");

    await press("Tab");
    expect(await focused()).toBe("Events");
    await press("Tab");
    expect(await focused()).toBe("Search events");
    await press("ArrowDown");
    expect(await focused()).toBe("Events, the newest first");
    await press("ArrowDown");
    await press("End");
    await expect.poll(() => selectedIn(page)).toEqual(["order_placed"]);
    await press("ArrowUp");
    await expect.poll(() => selectedIn(page)).toEqual(["$pageview"]);
    await press("ArrowDown");
    await expect.poll(() => selectedIn(page)).toEqual(["order_placed"]);
    await press("Enter");
    await expect.poll(focused).toBe("Details of order_placed");
    await press("Escape");
    await expect.poll(focused).toBe("Events, the newest first");
    await press("Escape");
    await expect.poll(() => selectedIn(page)).toEqual([]);
    await press("/");
    expect(await focused()).toBe("Search events");
    await page.keyboard.type("gold");
    await expectRows(page, "order_placed");
  });

  it("shows a hostile event as text", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    const hostile = `"><img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`;
    await live.send({
      event: hostile,
      distinct_id: hostile,
      properties: {
        $lib: hostile,
        [hostile]: hostile,
        __proto__: null,
        constructor: hostile,
        deep: { [hostile]: [hostile] },
        $groups: { [hostile]: hostile },
        long: "x".repeat(500_000),
        many: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, index])),
      },
    });
    await expectRows(page, hostile);
    await rowsIn(page).first().click();
    await page.getByText("more characters").first().waitFor();
    expect(await page.title()).toBe("Inspector · tracking-plan");
    expect(await page.evaluate("document.querySelectorAll('#page img, #page script').length")).toBe(0);
  });

  it("may run no other script, and load nothing", async () => {
    const live = await startLivePage(html);
    const page = await (await browser.newContext()).newPage();
    onTestFinished(() => page.context().close());
    await page.goto(live.address);
    const blocked = await page.evaluate(`(async () => {
      const told = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => told.push(effectiveDirective));
      const script = document.createElement("script");
      try { script.text = "document.title = 'hacked'"; } catch { told.push("trusted types"); }
      try { document.body.innerHTML = "<img src=x>"; } catch { told.push("trusted types"); }
      const style = document.createElement("style"); style.textContent = "body { color: red }"; document.head.append(style);
      const image = new Image(); image.src = "http://127.0.0.1:1/x.png"; document.body.append(image);
      await fetch("http://127.0.0.1:1/").catch(() => {});
      await new Promise((resolve) => setTimeout(resolve));
      return [document.title, ...new Set(told)].sort();
    })()`);
    expect(blocked).toEqual([
      "Inspector · tracking-plan",
      "connect-src",
      "img-src",
      "require-trusted-types-for",
      "style-src-elem",
      "trusted types",
    ]);
  });

  it("cannot be read by another page, which can send events", async () => {
    const live = await startLivePage(html);
    const other = await startLivePage("<title>Other</title>");
    const page = await (await browser.newContext()).newPage();
    onTestFinished(() => page.context().close());
    await page.goto(other.address);
    const script = `(async () => {
      const attempts = [
        fetch(${JSON.stringify(live.address)}).then(() => "read"),
        fetch(${JSON.stringify(live.address.replace("/inspector", "/inspector/explain"))}, { method: "POST" }).then(() => "read"),
        new Promise((resolve, reject) => {
          const socket = new WebSocket(${JSON.stringify(live.address.replace("http", "ws").replace("/inspector", "/inspector/events"))});
          socket.onopen = () => resolve("read");
          socket.onerror = reject;
        }),
        fetch("${live.url}/e/", { method: "POST", body: JSON.stringify({ api_key: "phc", event: "orderPlaced", distinct_id: "a", properties: { $lib: "web" } }) }).then(({ status }) => status),
      ];
      return (await Promise.allSettled(attempts)).map(({ status, value }) => value ?? status);
    })()`;
    // Its own policy would stop it earlier.
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setBypassCSP", { enabled: true });
    await page.reload();
    expect(await page.evaluate(script)).toEqual(["rejected", "rejected", "rejected", 200]);
  });

  describe.each([
    [1400, "light"],
    [1400, "dark"],
    [360, "light"],
    [360, "dark"],
  ] as const)("at %i pixels, %s", (width, colorScheme) => {
    it("has nothing that axe finds, and is no wider than the window", async () => {
      const live = await startLivePage(html);
      await live.send(orderOf({ tier: "gold", nested: { a: [1, "x".repeat(300)] } }), PAGE_VIEW, UNPLANNED);
      const page = await open(live, { viewport: { width, height: 800 }, colorScheme });
      await expectRows(page, "orderPlaced", "$pageview", "order_placed");
      const findings = async (): Promise<object> => {
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
        return {
          violations: violations.map(({ id, nodes }) => [id, nodes.map(({ html: found }) => found)]),
          overflow: await page.evaluate("document.documentElement.scrollWidth > innerWidth"),
        };
      };
      const none = { violations: [], overflow: false };
      expect(await findings()).toEqual(none);
      await page.getByText("Session").click();
      expect(await findings()).toEqual(none);
      await page.getByText("Session").click();
      await rowsIn(page).nth(2).click();
      await page.getByRole("region", { name: "Details of order_placed" }).waitFor();
      expect(await findings()).toEqual(none);
    });
  });
});
