import { channel, subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { build } from "esbuild";
import { afterEach, describe, expect, test } from "vitest";
import { createTracker } from "../../../../src/runtime/create-tracker.ts";
import type { TrackerOptions } from "../../../../src/runtime/options.ts";
import type { ChannelMessages } from "../../../../src/runtime/report/channels.ts";
import type { Tracker } from "../../../../src/runtime/tracker.ts";
import { ANN, plan } from "../../../support/shop-plan.ts";

const answer =
  (status: number): typeof fetch =>
  () =>
    Promise.resolve(new Response('{"status":"Ok"}', { status }));
const OPTIONS: TrackerOptions = {
  apiKey: "phc_x",
  host: "http://127.0.0.1:9",
  log: () => {},
  fetch: answer(200),
};

const identify = (tracker: Tracker, user = ANN): boolean => tracker.identify(plan, user, { plan: "pro" });

const NAMES = ["tracking-plan:delivered", "tracking-plan:lost", "tracking-plan:refused"] as const;
const listeners: (() => void)[] = [];

function listen<Name extends keyof ChannelMessages>(
  name: Name,
  listener: (message: ChannelMessages[Name]) => void,
): void {
  const untyped = (message: unknown): void => listener(message as ChannelMessages[Name]);
  subscribe(name, untyped);
  listeners.push(() => unsubscribe(name, untyped));
}

afterEach(() => {
  for (const end of listeners.splice(0)) end();
});

describe("subscribers of the channels", () => {
  test("hear of delivered, lost and refused messages, with the plan's name, where no callback is set", async () => {
    const heard: unknown[] = [];
    for (const name of NAMES) listen(name, (message) => heard.push([name, message]));
    const delivering = createTracker(plan, OPTIONS);
    const losing = createTracker(plan, { ...OPTIONS, fetch: answer(401) });
    identify(delivering);
    identify(delivering, "ann@example.com");
    await delivering.shutdown();
    identify(losing);
    await losing.shutdown();
    const message = { event: "$set", distinctId: ANN, properties: { $set: { plan: "pro" } } };
    expect(heard).toMatchObject([
      ["tracking-plan:refused", { plan: "shop", reason: "invalid_user_id", event: "$set" }],
      ["tracking-plan:delivered", { plan: "shop", message, attempts: 1 }],
      [
        "tracking-plan:lost",
        { plan: "shop", message, attempts: 1, reason: "http_401", mayHaveArrived: false },
      ],
    ]);
  });

  test("hear nothing of calls that are checked only because tracking is off", () => {
    const heard: unknown[] = [];
    listen("tracking-plan:refused", (message) => heard.push(message));
    identify(createTracker(plan, { ...OPTIONS, disabled: true }));
    expect(heard).toEqual([]);
  });

  test("do no harm by throwing: the call, the counts and the callbacks go on, and Node raises the error", async () => {
    const vitest = process.rawListeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    try {
      const uncaught = once(process, "uncaughtException");
      const delivered: string[] = [];
      listen("tracking-plan:delivered", () => {
        throw new Error("thrown by the subscriber");
      });
      const tracker = createTracker(plan, {
        ...OPTIONS,
        onDelivery: ({ message }) => delivered.push(message.event),
      });
      expect(identify(tracker)).toBe(true);
      expect(await tracker.shutdown()).toMatchObject({ accepted: 1, delivered: 1 });
      expect(await uncaught).toMatchObject([{ message: "thrown by the subscriber" }, "uncaughtException"]);
      expect(delivered).toEqual(["$set"]);
    } finally {
      process.removeAllListeners("uncaughtException");
      for (const listener of vitest) process.on("uncaughtException", listener as () => void);
    }
  });
});

test("nothing is made for a channel without subscribers", async () => {
  let published = 0;
  const lost = channel("tracking-plan:delivered");
  const publish = lost.publish.bind(lost);
  lost.publish = (message) => {
    published += 1;
    publish(message);
  };
  try {
    const tracker = createTracker(plan, OPTIONS);
    identify(tracker);
    await tracker.shutdown();
    expect(published).toBe(0);
  } finally {
    Reflect.deleteProperty(lost, "publish");
  }
});

test("a bundle for any host imports nothing but posthog-node", async () => {
  const { metafile } = await build({
    entryPoints: ["src/runtime/index.ts"],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    external: ["posthog-node"],
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  expect(output?.imports.map(({ path }) => path)).toEqual(["posthog-node"]);
});
