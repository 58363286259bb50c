/** The inspector's page in a browser, over the real endpoint. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { PostHog } from "posthog-node";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { PageFunctions } from "../../../src/commands/inspector/live/live-page.ts";
import { readRecording } from "../../../src/observe/recording.ts";
import { answerKey, type Answers } from "../../../src/observe/session.ts";
import { openBrowser } from "../../support/browser/open-browser.ts";
import { startPostHogSite } from "../../support/browser/posthog-page.ts";
import { skipWithoutBrowser } from "../../support/browser/skip-without-browser.ts";
import { BUILD } from "../../support/command-line.ts";
import { readPlanText } from "../../support/bundle-generated.ts";
import { ANN, LIVE_PLAN, type LiveEndpoint, orderOf, startLivePage } from "../../support/live-page.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

const PAGE_VIEW = {
  event: "$pageview",
  distinct_id: "0190-visitor",
  properties: { $lib: "web", $session_id: "s1" },
};
const UNPLANNED = { event: "orderPlaced", distinct_id: ANN, properties: { $lib: "web" } };

const rowsIn = (page: Page): Locator => page.locator(".row");

const selectedIn = (page: Page): Promise<string[]> =>
  page.locator('.row[aria-selected="true"] .name').allTextContents();

/** JSON of a list in a list in a list. */
const deep = (depth: number): string => `${"[".repeat(depth)}1${"]".repeat(depth)}`;

/** What the page can ask for. */
const FUNCTIONS: PageFunctions = {
  ask: async (name, input) => ({ ok: true, text: ANSWERS[answerKey(name, input as object)] ?? "nothing" }),
  saved: async () => ANSWERS,
};

const ANSWERS: Answers = {
  [answerKey("explain", { name: "order_placed" })]: "About order_placed",
  [answerKey("explain", { name: "page_read" })]: "About page_read",
  [answerKey("list", {})]: JSON.stringify({
    events: [
      { name: "order_placed", status: "live", source: "server", category: "shop", owners: ["growth"] },
      { name: "page_read", status: "live", source: "client", owners: [], description: "A page was read." },
      { name: "trial_ended", status: "planned", source: "both", owners: [] },
    ],
  }),
};

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
    const live = await startLivePage(html, { functions: FUNCTIONS });
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
    for (const name of ["Events", "People", "Groups", "Plan", "Search events"]) {
      if (name !== "Events") await press("Tab");
      expect(await focused()).toBe(name);
    }
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

  it("closes the menu of the session by Escape, and once something is chosen", async () => {
    const page = await open(await startLivePage(html));
    const menu = page.locator("details.menu");
    await menu.locator("summary").press("Enter");
    await page.getByRole("button", { name: "Save page" }).focus();
    expect(await menu.getAttribute("open")).not.toBeNull();
    await page.keyboard.press("Escape");
    expect(await menu.getAttribute("open")).toBeNull();
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Session");
    await page.keyboard.press("Enter");
    await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save recording" }).click(),
    ]);
    await expect.poll(() => menu.getAttribute("open")).toBeNull();
  });

  it("shows which ids are one person, and why", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    const web = { $lib: "web", $session_id: "s1" };
    await live.send(
      PAGE_VIEW,
      { event: "$identify", distinct_id: ANN, properties: { ...web, $anon_distinct_id: "0190-visitor" } },
      {
        event: "$pageview",
        distinct_id: "0190-other",
        properties: { ...web, $process_person_profile: false },
      },
      orderOf({ $groups: { team: "t1" } }),
    );
    await page.getByRole("button", { name: "People" }).click();
    const person = page.getByRole("article").filter({ has: page.getByRole("heading", { name: ANN }) });
    await person.getByText("0190-visitor became the same person by $identify").waitFor();
    await person.getByText("Probably one person with 0190-other: both were seen in one session.").waitFor();

    await page.getByRole("button", { name: "Groups" }).click();
    await page.getByRole("article").getByRole("button", { name: "t1" }).click();
    await expectRows(page, "order_placed");
    expect(await page.getByLabel("Search events").inputValue()).toBe("t1");
  });

  it("copies an event as JSON and as a test", async () => {
    const live = await startLivePage(html);
    const page = await open(live, { permissions: ["clipboard-read", "clipboard-write"] });
    const copied = async (button: string, what: string): Promise<string> => {
      await page.getByRole("button", { name: button }).click();
      await page.getByText(`Copied the event as ${what}.`).waitFor();
      return page.evaluate("navigator.clipboard.readText()");
    };
    await live.send(orderOf({ team_id: "t1", $groups: { team: "t1" } }), UNPLANNED);
    await expectRows(page, "orderPlaced", "order_placed");
    await rowsIn(page).nth(1).click();
    expect(JSON.parse(await copied("Copy as JSON", "JSON"))).toMatchObject({
      event: "order_placed",
      distinct_id: ANN,
      properties: { tier: "pro", team_id: "t1", $groups: { team: "t1" } },
    });
    expect(await copied("Copy as a test", "a test")).toBe(`expect(tracker).toHaveTracked(
  orderPlacedEvent,
  {
    tier: "pro",
    team_id: "t1",
  },
  {
    user: "${ANN}",
    groups: {
      team: "t1",
    },
  },
);`);
    await rowsIn(page).nth(0).click();
    await expect.poll(() => page.getByRole("button", { name: "Copy as a test" }).isDisabled()).toBe(true);
  });

  it("saves a recording, and opens it again", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    await live.send(orderOf({ tier: "gold" }), PAGE_VIEW);
    await expectRows(page, "$pageview", "order_placed");
    const file = join(makeTempFolder(), "recording.json");
    await page.getByText("Session").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save recording" }).click(),
    ]);
    await download.saveAs(file);
    expect(readRecording(readFileSync(file, "utf8"))).toMatchObject({
      plan: "shop",
      events: [{ event: "order_placed", properties: { tier: "gold" } }, { event: "$pageview" }],
    });

    const openFile = async (path: string): Promise<void> => {
      await page.getByText("Session").click();
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        page.getByRole("button", { name: "Open recording" }).click(),
      ]);
      await chooser.setFiles(path);
    };
    await live.send(UNPLANNED);
    await expectRows(page, "orderPlaced", "$pageview", "order_placed");
    await openFile(file);
    await expectRows(page, "$pageview", "order_placed");
    await rowsIn(page).nth(1).click();
    await page.getByText("tier must be free or pro, but is the string gold.").waitFor();
    await page.getByRole("button", { name: "Back to live" }).click();
    await expectRows(page, "orderPlaced", "$pageview", "order_placed");
  });

  it("says why a file is no recording, and goes on", async () => {
    const live = await startLivePage(html);
    const page = await (await browser.newContext()).newPage();
    onTestFinished(() => page.context().close());
    await page.goto(live.address);
    await page.getByText("Session").click();
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Open recording" }).click(),
    ]);
    await chooser.setFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.getByText("Cannot open other.json: it is not a recording: it has no `events`.").waitFor();
    await live.send(UNPLANNED);
    await expectRows(page, "orderPlaced");
    expect(await page.locator(".status").textContent()).toBe("Live");
  });

  it("shows what of the plan arrived, and what never did", async () => {
    const live = await startLivePage(html, { functions: FUNCTIONS });
    const page = await open(live);
    await live.send(orderOf(), orderOf({ tier: "gold" }), UNPLANNED);
    await expectRows(page, "orderPlaced", "order_placed", "order_placed");
    await page.getByRole("button", { name: "Plan" }).click();
    await page.getByText("1 of 2 live events arrived").waitFor();
    const cards = page.getByRole("article");
    expect(
      (await cards.allInnerTexts()).map((text) => text.replaceAll(/\d\d:\d\d:\d\d/gu, "12:00:00")),
    ).toEqual([
      "order_placed\n\nlive · sent by servers · shop · owned by growth\n\n2 arrived, the last at 12:00:00, 1 with faults\n\nIn the plan",
      "page_read\n\nlive · sent by browsers and apps\n\nA page was read.\n\nNever arrived\n\nIn the plan",
      "trial_ended\n\nplanned · sent by both sides\n\nNever arrived\n\nIn the plan",
    ]);
    await cards.nth(1).getByText("In the plan").click();
    await cards.nth(1).getByText("About page_read").waitFor();

    await page.getByRole("button", { name: "Never arrived" }).click();
    await expect.poll(() => cards.getByRole("heading").allInnerTexts()).toEqual(["page_read", "trial_ended"]);
    await live.send({ event: "page_read", distinct_id: ANN, properties: { $lib: "web" } });
    await expect.poll(() => cards.getByRole("heading").allInnerTexts()).toEqual(["trial_ended"]);
    await page.getByRole("button", { name: "Never arrived" }).click();
    await page.getByLabel("Search the plan").fill("GROWTH");
    await cards.getByRole("button", { name: "order_placed" }).click();
    // The first one has it in what it says: it was meant.
    await expectRows(page, "orderPlaced", "order_placed", "order_placed");
  });

  it("shows what the plan has by now, and why it is not that of its file", async () => {
    let version = 1;
    const live = await startLivePage(html, {
      functions: { ...FUNCTIONS, ask: async () => ({ ok: true, text: `Version ${version}` }) },
    });
    const page = await open(live);
    await live.send(orderOf());
    await rowsIn(page).first().click();
    await page.locator("summary", { hasText: "In the plan" }).click();
    await page.getByText("Version 1").waitFor();
    live.page.warn("tracking-plan.yaml has 1 error.");
    await page.getByText("tracking-plan.yaml has 1 error.").waitFor();
    version = 2;
    live.page.follow(readPlanText(LIVE_PLAN));
    await page.getByText("Version 2").waitFor();
    expect(await page.getByText("has 1 error").count()).toBe(0);
  });

  it("shows texts that turn around or hide as they are", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    const turned = "invoice\u202Egpj.exe\u200b";
    await live.send(orderOf({ [turned]: turned }, { event: turned, distinct_id: turned }));
    await rowsIn(page).first().click();
    await page.getByRole("heading", { name: "invoice\u{fffd}gpj.exe\u{fffd}" }).waitFor();
    await page.getByRole("button", { name: "People" }).click();
    await page.getByRole("article").waitFor();
    await page.getByRole("button", { name: "Events" }).click();
    expect(await page.locator("body").innerText()).not.toMatch(/[\u202e\u200b]/u);
  });

  it("draws no more of a plan than somebody reads", async () => {
    const long = "<b>x</b>".repeat(200_000);
    const events = [{ name: "a", status: "live", source: "server", owners: [long], description: long }];
    const live = await startLivePage(html, {
      functions: {
        ...FUNCTIONS,
        ask: async (name) => ({ ok: true, text: name === "list" ? JSON.stringify({ events }) : long }),
      },
    });
    const page = await open(live);
    await page.getByRole("button", { name: "Plan" }).click();
    await page.getByText("In the plan").click();
    await expect.poll(() => page.locator("pre").innerText()).toContain("1,560,000 more characters");
    expect((await page.locator("main").innerText()).length).toBeLessThan(60_000);
    expect(await page.locator("b").count()).toBe(0);
  });

  it("says why the plan cannot be had", async () => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto((await startLivePage(html)).address);
    await page.getByRole("button", { name: "Plan" }).click();
    await expect.poll(() => page.locator("main").innerText()).toBe("There are no functions.");
  });

  it("saves the session as a file that shows it without a server", async () => {
    const live = await startLivePage(html, { functions: FUNCTIONS });
    const page = await open(live);
    const hostile = "</script><script>document.title='hacked'</script>";
    await live.send(orderOf({ tier: "gold" }), { ...UNPLANNED, event: hostile });
    await expectRows(page, hostile, "order_placed");
    await page.getByText("Session").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save page" }).click(),
    ]);
    const file = join(makeTempFolder(), "session.html");
    await download.saveAs(file);
    expect(readFileSync(file, "utf8")).toBe(await live.page.writeFile());

    const saved = await open({ address: pathToFileURL(file).href });
    await saved.context().setOffline(true);
    await expectRows(saved, hostile, "order_placed");
    await rowsIn(saved).nth(1).click();
    await saved.getByText("tier must be free or pro, but is the string gold.").waitFor();
    expect(await saved.title()).toBe("Inspector · tracking-plan");
    await saved.getByRole("button", { name: "People" }).click();
    await saved.getByRole("heading", { name: ANN }).waitFor();
    await saved.getByRole("button", { name: "Plan" }).click();
    await saved.getByText("1 of 2 live events arrived").waitFor();
    await saved.getByRole("article").first().getByText("In the plan").click();
    await saved.getByText("About order_placed").waitFor();
  });

  it("goes on where it was after the connection broke", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    await live.send(UNPLANNED);
    await expectRows(page, "orderPlaced");
    live.page.dropConnections();
    await page.getByText("Not connected").waitFor();
    await live.send(PAGE_VIEW);
    await expectRows(page, "$pageview", "orderPlaced");
    expect(await page.locator(".status").textContent()).toBe("Live");
  });

  it("shows what the real posthog-js and posthog-node send", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    const site = await startPostHogSite(new URL("../../support/browser/posthog-js.page.ts", import.meta.url));
    onTestFinished(() => site.close());
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const { page: application } = await site.open(context, { api_host: live.url });
    await application.evaluate(`posthog.identify("${ANN}"); posthog.capture("page_read");`);
    await expectRows(page, "page_read", "$identify");

    const client = new PostHog("phc_test", { host: live.url });
    client.capture({
      distinctId: ANN,
      event: "order_placed",
      properties: { tier: "pro" },
      groups: { team: "t1" },
    });
    await client.shutdown();
    await expectRows(page, "order_placed", "page_read", "$identify");
    expect(await page.locator(".row .sdk").allTextContents()).toEqual(["posthog-node", "web", "web"]);
    expect(await page.locator(".row .faults").allTextContents()).toEqual(["", "", ""]);
  });

  it("keeps few rows in the document, and what is read in its place", async () => {
    const live = await startLivePage(html);
    const page = await open(live);
    const many = Array.from({ length: 2000 }, (_, index) => ({ ...UNPLANNED, event: `event_${index}` }));
    await live.send(...many);
    await page.getByText("2,000 events").waitFor();
    expect(await rowsIn(page).count()).toBeLessThan(100);
    await page.getByRole("listbox").evaluate((list: { scrollTop: number }) => {
      list.scrollTop = 32 * 1000;
    });
    const top = (): Promise<string> =>
      page.evaluate(`(() => {
        const { left, top } = document.getElementById("events").getBoundingClientRect();
        return document.elementFromPoint(left + 100, top + 5).closest(".row").querySelector(".name").textContent;
      })()`);
    await expect.poll(top).toBe("event_999");
    await live.send(...many.slice(0, 50));
    await page.getByText("2,050 events").waitFor();
    await expect.poll(top).toBe("event_999");
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

  it("shows an event that nests as deep as JSON can be read, and goes on", async () => {
    const live = await startLivePage(html);
    const page = await open(live, { permissions: ["clipboard-read", "clipboard-write"] });
    for (const depth of [100, 3000, 1_000_000]) {
      const properties = `{"$lib":"web","nested":${deep(depth)},"$anon_distinct_id":${deep(depth)},"$groups":{"team":${deep(depth)}}}`;
      const body = `{"api_key":"phc","batch":[{"event":"$identify","distinct_id":"a${depth}","properties":${properties}}]}`;
      await fetch(`${live.url}/batch/`, { method: "POST", body }).catch(() => undefined);
    }
    await live.send(UNPLANNED);
    await expect.poll(() => page.locator(".row .name").first().textContent()).toBe("orderPlaced");
    for (const row of await rowsIn(page).all()) {
      await row.click();
      await page.getByRole("button", { name: "Copy as JSON" }).click();
      await page.locator(".notice", { hasText: "Cop" }).waitFor();
      await expect.poll(() => row.getAttribute("aria-selected")).toBe("true");
    }
    await page.getByRole("button", { name: "Groups" }).click();
    await page.getByRole("article").first().waitFor();
    await page.getByRole("button", { name: "People" }).click();
    await page.getByRole("heading", { name: ANN }).waitFor();
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
        fetch(${JSON.stringify(live.address.replace("/inspector", "/inspector/call"))}, { method: "POST" }).then(() => "read"),
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
      const live = await startLivePage(html, { functions: FUNCTIONS });
      await live.send(
        orderOf({ tier: "gold", nested: { a: [1, "x".repeat(300)] }, $groups: { team: "t1" } }),
        PAGE_VIEW,
        UNPLANNED,
      );
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
      for (const view of ["People", "Groups", "Plan"]) {
        await page.getByRole("button", { name: view }).click();
        await page.getByRole("article").first().waitFor();
        expect(await findings()).toEqual(none);
      }
    });
  });
});
