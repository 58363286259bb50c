import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { createTracker } from "../../src/runtime/create-tracker.ts";
import { ROOT } from "../support/command-line.ts";
import { nodesOfType, parseMarkdown, shownText } from "../support/parse-markdown.ts";
import { ANN, orderShipped, plan } from "../support/shop-plan.ts";

/**
 * Values that break what is sent, each among good events, by way of the real posthog-node. What becomes of them is a written rule: the
 * table of the documentation has the same rows.
 */

const throwing = {
  get secret(): never {
    throw new Error("a getter throws");
  },
};

class Point {
  x = 1;
  get y(): number {
    return 2;
  }
}

function cycle(): object {
  const value: Record<string, unknown> = { a: 1 };
  value["self"] = value;
  return value;
}

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = { in: value };
  return value;
}

/** What arrives as the property, or why it does not. */
interface Fate {
  readonly arrives?: unknown;
  readonly code?: string;
}

const VALUES: readonly (readonly [row: string, value: unknown, fate: Fate])[] = [
  ["A circular structure", cycle(), { code: "extra.*: cyclic" }],
  ["A getter that throws", throwing, { code: "extra.*: unreadable" }],
  [
    "A `toJSON` that throws",
    {
      toJSON() {
        throw new Error("toJSON throws");
      },
    },
    { code: "extra: unreadable" },
  ],
  ["An object with `toJSON`", { toJSON: () => ({ a: 1 }) }, { arrives: { a: 1 } }],
  ["A bigint, a function or a symbol", 1n, { code: "extra: not_json" }],
  ["A `Map`, a `Set` or bytes", new Map([[1, 2]]), { code: "extra: not_json" }],
  ["A `Date` outside of `datetime`", { at: new Date(0) }, { code: "extra.*: wrong_type" }],
  ["`NaN` or `Infinity`", [Infinity], { code: "extra.0: not_finite" }],
  ["Half a surrogate pair", "a\ud800b", { arrives: "a\ufffdb" }],
  ["A string of 10 MB", "x".repeat(10_000_000), { code: "extra: too_large" }],
  ["100,000 values", Array.from({ length: 100_000 }, () => 0), { code: "extra.50000: too_large" }],
  [
    "Objects 40 deep",
    nest(40),
    { code: `extra.${Array.from({ length: 31 }, () => "*").join(".")}: too_deep` },
  ],
  ["An instance of a class", new Point(), { arrives: { x: 1 } }],
  ["Inherited properties", Object.create({ inherited: 1 }), { arrives: {} }],
  ["The key `__proto__`", JSON.parse('{"__proto__": {"a": 1}}'), { code: "extra.*: not_json" }],
  [
    "A proxy that throws",
    new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("a proxy throws");
        },
      },
    ),
    { code: "extra: unreadable" },
  ],
];

test.each(["v0", "v1"])("no value harms its neighbours, over posthog-node's transport %s", async (mode) => {
  vi.stubEnv("POSTHOG_CAPTURE_MODE", mode);
  const endpoint = await startPostHogEndpoint();
  const lines: string[] = [];
  const tracker = createTracker(plan, {
    apiKey: "phc_x",
    host: endpoint.url,
    log: (line) => lines.push(line),
  });
  for (const [, extra] of VALUES) {
    expect(tracker.track(orderShipped, ANN, { note: "bad", extra })).toBe(true);
    expect(tracker.track(orderShipped, ANN, { note: "good" })).toBe(true);
  }
  const late = { nested: { value: "at the call" } };
  tracker.track(orderShipped, ANN, { note: "late", extra: late });
  late.nested.value = "changed later";
  await tracker.shutdown();
  await endpoint.close();
  vi.unstubAllEnvs();

  const arrived = endpoint.events.filter(({ accepted }) => accepted);
  const notes = arrived.map(({ properties }) => properties["note"]);
  expect(notes).toEqual([...VALUES.flatMap(() => ["bad", "good"]), "late"]);
  const fates = arrived
    .filter(({ properties }) => properties["note"] === "bad")
    .map(({ properties: { extra, plan_violations: violations } }) => ({ extra, violations }));
  expect(fates).toEqual(
    VALUES.map(([, , { arrives, code }]) => ({
      extra: arrives,
      violations: code === undefined ? undefined : [code],
    })),
  );
  expect(arrived.at(-1)?.properties["extra"]).toEqual({ nested: { value: "at the call" } });
  expect(lines.filter((line) => !line.includes("breaks the plan"))).toEqual([]);
});

test("the documentation has a rule for each, and for nothing else", () => {
  const page = parseMarkdown(readFileSync(join(ROOT, "docs/delivery.md"), "utf8"));
  const rows = nodesOfType(page, "table")
    .map((table) => table.children.map((row) => row.children.map((cell) => shownText(cell))))
    .find(([head]) => head?.[0] === "Value")
    ?.slice(1)
    .map(([name]) => name);
  expect(rows).toEqual([
    ...VALUES.map(([row]) => row.replaceAll("`", "")),
    "Properties changed after the call",
  ]);
});
