import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import type { PageFunctions } from "../../../../../src/commands/inspector/live/live-page.ts";
import { readShown } from "../../../../../src/observe/shown-event.ts";
import type { MessageHead } from "../../../../../src/observe/session.ts";
import { readPlanText } from "../../../../support/bundle-generated.ts";
import {
  LIVE_PLAN,
  type LiveEndpoint,
  listenAsPage,
  orderOf,
  startLivePage,
} from "../../../../support/live-page.ts";

const HTML = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:" /><script id="session" type="application/json"></script>`;

const eventsIn = (messages: readonly (readonly string[])[]): readonly string[] =>
  messages.flatMap(([head = "", ...lines]) => (head.includes('"events"') ? lines : []));

/** The answer to a request, with headers that `fetch` does not let one set. */
async function askWith(
  { address }: LiveEndpoint,
  { path = "", query = "", method = "GET", headers = {}, body = "" },
): Promise<{ readonly status: number | undefined; readonly text: string; readonly headers: object }> {
  const { origin, pathname, search } = new URL(address);
  const sent = request(`${origin}${pathname}${path}${search}${query}`, { method, headers });
  sent.end(body);
  const [response] = await once(sent, "response");
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, text, headers: response.headers };
}

test("serves the page with a policy, and to nobody's frame", async () => {
  const live = await startLivePage(HTML);
  const { status, text, headers } = await askWith(live, {});
  expect({ status, text }).toEqual({ status: 200, text: HTML });
  expect(headers).toMatchObject({
    "content-security-policy": "default-src 'none'; img-src data:; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
  expect(headers).not.toHaveProperty("access-control-allow-origin");
});

test.each([
  ["a foreign host", { headers: { host: "evil.example" } }],
  ["another page", { headers: { origin: "http://evil.example" } }],
  ["a preflight of another page", { method: "OPTIONS", headers: { origin: "http://evil.example" } }],
  ["what changes something, without an origin", { method: "POST", path: "/call" }],
])("refuses %s", async (_, asked) => {
  const { status, headers } = await askWith(await startLivePage(HTML), asked);
  expect(status).toBe(403);
  expect(headers).not.toHaveProperty("access-control-allow-origin");
});

test.each([
  ["without a token", "/inspector/events", ""],
  ["with the token of another", "/inspector/events?token=AAAAAAAAAAAAAAAAAAAAAA", ""],
  ["of a foreign host", undefined, "Host: evil.example\r\nOrigin: http://evil.example\r\n"],
  ["of another page", undefined, "Origin: http://evil.example\r\n"],
  ["of nobody", undefined, "Host: 127.0.0.1\r\n"],
  ["to the page itself", "/inspector", ""],
  ["to a path of PostHog", "/batch/", ""],
])("refuses a WebSocket %s", async (_, path, headers) => {
  const { address } = await startLivePage(HTML);
  const { port, host, origin, search } = new URL(address);
  const socket = connect(Number(port), "127.0.0.1");
  const own = headers.includes("Host") ? headers : `Host: ${host}\r\n${headers || `Origin: ${origin}\r\n`}`;
  socket.write(
    `GET ${path ?? `/inspector/events${search}`} HTTP/1.1\r\n${own}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  let text = "";
  socket.on("data", (chunk) => (text += String(chunk)));
  await once(socket, "close");
  expect(text).not.toContain("101");
});

test("tells a page what arrived before and after it came, and other pages that it was cleared", async () => {
  const live = await startLivePage(HTML);
  await live.send(orderOf(), orderOf({ tier: "gold" }));
  const first = await listenAsPage(live);
  await first.until((messages) => eventsIn(messages).length === 2);
  expect(JSON.parse(first.messages[0]![0]!)).toMatchObject({
    kind: "session",
    session: { plan: "shop", definitions: { order_placed: { definition: "orderPlacedEvent" } } },
  });
  await live.send(orderOf());
  await first.until((messages) => eventsIn(messages).length === 3);
  expect(eventsIn(first.messages).map(readShown)).toMatchObject([
    { number: 1, event: "order_placed", side: "server", faults: [] },
    { number: 2, faults: [{ code: "event-breaks-plan", path: ["tier"] }] },
    { number: 3, faults: [] },
  ]);

  // One that was away gets the rest.
  const second = await listenAsPage(live, 2);
  await second.until((messages) => eventsIn(messages).length === 1);
  first.send("clear");
  await second.until((messages) => messages.at(-1)?.[0] === '{"kind":"cleared"}');
  await live.send(orderOf());
  await second.until((messages) => eventsIn(messages).length === 2);
  expect(eventsIn(second.messages).map((line) => readShown(line).number)).toEqual([3, 4]);
});

test("tells pages of a changed plan", async () => {
  const live = await startLivePage(HTML);
  const listening = await listenAsPage(live);
  await listening.until((messages) => messages.length === 1);
  live.page.follow(readPlanText(`${LIVE_PLAN}  trial_ended: { description: A trial ended. }\n`));
  await listening.until((messages) => messages.length === 2);
  const [before, after] = listening.messages.map(
    ([head = ""]) => (JSON.parse(head) as MessageHead & { kind: "session" }).session,
  );
  const definition = { definition: "trialEndedEvent", properties: [] };
  expect(after).toEqual({ ...before, definitions: { ...before?.definitions, trial_ended: definition } });
  const late = await listenAsPage(live);
  await late.until((messages) => messages.length === 1);
  expect(late.messages[0]).toEqual(listening.messages[1]);
  live.page.warn("It has 1 error.");
  await listening.until((messages) => messages.length === 3);
  expect(JSON.parse(listening.messages[2]![0]!)).toEqual({
    kind: "session",
    session: { ...after, warning: "It has 1 error." },
  });
  live.page.follow(readPlanText(LIVE_PLAN));
  await listening.until((messages) => messages.length === 4);
  expect(listening.messages[3]).toEqual(listening.messages[0]);
});

test("sends a page that reads slowly all of a large session, and no more than it reads at once", async () => {
  const live = await startLivePage(HTML);
  const padding = "x".repeat(1000);
  for (let batch = 0; batch < 20; batch += 1) {
    await live.send(
      ...Array.from({ length: 1000 }, (_, index) => orderOf({ index: batch * 1000 + index, padding })),
    );
  }
  const page = await listenAsPage(live);
  await page.until((messages) => eventsIn(messages).length === 20_000);
  const numbers = eventsIn(page.messages).map((line) => readShown(line).number);
  expect(numbers).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 1));
  expect(Math.max(...page.messages.map((lines) => lines.join("\n").length))).toBeLessThan(300_000);
});

test("compares a recording with the plan", async () => {
  const live = await startLivePage(HTML);
  const { origin } = new URL(live.address);
  const message = { event: "order_placed", distinctId: "user_1", uuid: "u", properties: { tier: "gold" } };
  const body = JSON.stringify({
    format: 1,
    plan: "shop",
    events: [message, { ...message, timestamp: "no time" }],
  });
  const asked = { method: "POST", path: "/recording", headers: { origin } };
  const { status, text } = await askWith(live, { ...asked, body });
  expect(status).toBe(200);
  expect(text.trimEnd().split("\n").map(readShown)).toMatchObject([
    { number: 1, receivedAt: 0, faults: [{ code: "event-breaks-plan" }, { code: "id-not-in-contract" }] },
    { number: 2, receivedAt: 0 },
  ]);
  expect(await askWith(live, { ...asked, body: "{}" })).toMatchObject({
    status: 400,
    text: "is not a recording: it has no `events`",
  });
});

test.each(["/call", "/answers", "/recording"])("%s is for those who have the token", async (path) => {
  const live = await startLivePage(HTML);
  const { origin } = new URL(live.address);
  const stranger = { ...live, address: `${origin}/inspector` };
  expect(await askWith(stranger, { method: "POST", path, headers: { origin } })).toMatchObject({
    status: 403,
    text: "Open the address that `tracking-plan inspect` printed: it has the token.",
  });
});

test("has functions answer, and says what they do not take", async () => {
  const asked: unknown[] = [];
  const functions: PageFunctions = {
    ask: async (name, input) => {
      asked.push([name, input]);
      return { ok: name === "explain", text: `About ${name}` };
    },
    saved: async () => ({ "list {}": "all" }),
  };
  const live = await startLivePage(HTML, { functions });
  const { origin } = new URL(live.address);
  const call = (name: string, body: string) =>
    askWith(live, { method: "POST", path: "/call", query: `&function=${name}`, headers: { origin }, body });
  expect(await call("explain", '{"name":"a"}')).toMatchObject({ status: 200, text: "About explain" });
  expect(await call("rm", "{}")).toMatchObject({ status: 400, text: "About rm" });
  await call("explain", "{");
  await call("explain", JSON.stringify("x".repeat(100_001)));
  expect(asked).toEqual([
    ["explain", { name: "a" }],
    ["rm", {}],
    ["explain", null],
    ["explain", null],
  ]);
  const { text } = await askWith(live, { method: "POST", path: "/answers", headers: { origin } });
  expect(JSON.parse(text)).toEqual({ "list {}": "all" });
});

test("writes the session as a file that no event can leave", async () => {
  const live = await startLivePage(HTML);
  await live.send(orderOf({ note: "</script><script>alert(1)</script><!-- $& $1" }));
  const file = await live.page.writeFile();
  expect(file.match(/<\/?script|<!--/gu)).toEqual(["<script", "</script"]);
  const [session = "", line = ""] = /application\/json">(?<data>[^<]*)</u
    .exec(file)!
    .groups!["data"]!.split("\n");
  expect(JSON.parse(session)).toMatchObject({ plan: "shop" });
  expect(readShown(line).properties["note"]).toBe("</script><script>alert(1)</script><!-- $& $1");
});
