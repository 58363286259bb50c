import { describe, expect, it } from "vitest";
import { explain } from "../../../src/commands/explain/explain.ts";
import { allWords } from "../../../src/commands/explain/word-pages.ts";
import { CATALOGUE } from "../../../src/diagnostics/catalogue.ts";
import { KINDS } from "../../../src/diff/table/kinds.ts";
import { RULES } from "../../../src/rules/rules.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

async function printed(
  code: string | undefined,
  format: "text" | "json" = "text",
  { isTTY = false, cwd = "/" }: { readonly isTTY?: boolean; readonly cwd?: string } = {},
): Promise<string> {
  const io = captureIo({ cwd, isTTY });
  expect(await explain({ name: code, format, plan: "tracking-plan.yaml" }, io)).toBe(0);
  return io.printed.stdout;
}

describe("explain", () => {
  it("prints the page of a code", async () => {
    expect(await printed("unknown-property")).toBe(`unknown-property
  error: nothing is generated, and \`check\` fails

Problem
  A referenced property does not exist.

Why
  Usually a typo, or a property that was renamed or removed.

What to do
  Correct the name, or add the property.
`);
  });

  it("takes a code in capitals", async () => {
    expect(await printed("Unknown-Property")).toBe(await printed("unknown-property"));
  });

  it("has a page of at most 80 columns for every code", async () => {
    for (const [code, { title }] of Object.entries(CATALOGUE)) {
      const lines = (await printed(code)).split("\n");
      expect(lines[0]).toBe(code);
      expect(lines[4]).toContain(title.slice(0, 40));
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it("has a page for every rule, with what breaks it and what keeps it", async () => {
    for (const { name, bad, good } of RULES) {
      const text = await printed(name);
      expect(text.startsWith(`${name}\n  a rule`)).toBe(true);
      for (const line of [...bad.trimEnd().split("\n"), ...good.trimEnd().split("\n")]) {
        expect(text).toContain(`\n${`  ${line}`.trimEnd()}\n`);
      }
    }
  });

  it("lists every word without one, each once, in at most 80 columns", async () => {
    const text = await printed(undefined);
    const codes = [...text.matchAll(/^([a-z][a-z0-9_-]+) {2}/gmu)].map(([, code]) => code!);
    const runtime = allWords()
      .map(({ code }) => code)
      .filter((code) => !code.includes("-"));
    const expected = [
      ...Object.keys(CATALOGUE),
      ...RULES.map(({ name }) => name),
      ...Object.keys(KINDS),
      ...runtime,
    ];
    expect(codes.toSorted()).toEqual(expected.toSorted());
    expect(new Set(codes).size).toBe(codes.length);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("says what a change does to whom", async () => {
    expect(await printed("event-removed:checkout_completed")).toBe(`event-removed
  a change, breaking: reported by \`diff\`

What changed
  The event is removed.

Effect on code, breaking
  Calls of its helper do not compile.

Effect on data, breaking
  No longer sent: reports that count it stop growing.

How to accept it
  \`npx tracking-plan diff --allow event-removed:NAME=REASON\`, with the id that
  \`diff\` shows.
`);
  });

  it("says all that a word of the runtime can mean", async () => {
    expect(await printed("amount_usd: too_long")).toBe(await printed("too_long"));
    expect((await printed("too_long")).split("\n\n").map((block) => block.split("\n")[0])).toEqual([
      "too_long",
      "An invalid id",
      "Where it appears",
      "What to do",
      "A violation",
      "Where it appears",
      "What to do",
    ]);
    expect(await printed("http_307")).toBe(await printed("http_3xx"));
    expect(await printed("http_418")).toBe(await printed("http_4xx"));
    expect(await printed("http_401")).toContain("Check `POSTHOG_API_KEY`");
  });

  it("has colours only at a terminal", async () => {
    expect(await printed("unknown-key", "text", { isTTY: true })).toContain("\u001b[");
    expect(await printed("unknown-key")).not.toContain("\u001b[");
  });

  it("prints JSON", async () => {
    const { severity, title, cause, fix } = CATALOGUE["unknown-group"];
    expect(JSON.parse(await printed("unknown-group", "json"))).toEqual({
      version: 1,
      command: "explain",
      ok: true,
      counts: { errors: 0, warnings: 0, infos: 0 },
      diagnostics: [],
      codes: [
        {
          code: "unknown-group",
          severity,
          title,
          sections: [
            { heading: "Problem", text: title },
            { heading: "Why", text: cause },
            { heading: "What to do", text: fix },
          ],
        },
      ],
    });
  });

  it.each([
    ["unknown-proprty", "Did you mean `unknown-property`?"],
    ["not_finit", "Did you mean `not_finite`?"],
    ["oder_placed", "Did you mean `order_placed`?"],
    ["zzz", "Run `tracking-plan explain` to see all codes."],
  ])("names what is near to %s", async (code, hint) => {
    const io = captureIo({ cwd: shop() });
    await expect(
      explain({ name: code, format: "text", plan: "tracking-plan.yaml" }, io),
    ).rejects.toMatchObject({
      message: `There is no code or event \`${code}\`.`,
      hint,
    });
  });
});

const SHOP = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  order_placed:
    description: "A customer placed an order.\\e[31m"
    trigger: The order form was sent.
    owner: sales
    source: both
    owner_side: server
    idempotency: { key: [order_id], at: the order's time }
    properties:
      order_id: { type: string, description: The order., example: o_1 }
      gift: { type: boolean, optional: true }
`;

function shop(plan = SHOP): string {
  return makeTempFolder({ "tracking-plan.yaml": plan });
}

describe("explain of an event", () => {
  const EVENT = `order_placed
  live event, sent by both sides, owned by sales

What it means
  A customer placed an order.\ufffd[31m

When it is sent
  The order form was sent.

On the server
  // from generated/index.ts
  trackOrderPlaced(user, { order_id: "o_1", gift: true }, { timestamp });

In the browser
  // from generated/browser.ts
  trackOrderPlaced(posthog, { order_id: "o_1", gift: true }, { timestamp });

Types
  export interface OrderPlaced {
    /** The order. Example: \`"o_1"\`. */
    order_id: string;
    gift?: boolean | undefined;
  }

Example, as PostHog receives it
  {
    "event": "order_placed",
    "distinct_id": "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "timestamp": "2026-01-15T09:30:00.000Z",
    "properties": {
      "order_id": "o_1",
      "gift": true
    }
  }

Query, in HogQL
  SELECT
    toDate(timestamp) AS day,
    properties.gift,
    count(DISTINCT uuid) AS times,
    count(DISTINCT person_id) AS people
  FROM events
  WHERE event = 'order_placed' AND timestamp >= now() - INTERVAL 30 DAY
  GROUP BY day, properties.gift
  ORDER BY day
`;

  it("shows its meaning, helpers, types, example and query", async () => {
    expect(await printed("order_placed", "text", { cwd: shop() })).toBe(EVENT);
  });

  it("works where another event has an error", async () => {
    const broken = `${SHOP}  broken: { descripton: It has an error. }\n`;
    expect(await printed("Order_Placed", "text", { cwd: shop(broken) })).toBe(EVENT);
  });

  it("prints JSON without a severity", async () => {
    const { codes } = JSON.parse(await printed("order_placed", "json", { cwd: shop() })) as {
      readonly codes: readonly { readonly sections: readonly { readonly heading: string }[] }[];
    };
    expect(codes).toMatchObject([{ code: "order_placed", title: "A customer placed an order.\u001b[31m" }]);
    expect(codes[0]).not.toHaveProperty("severity");
    expect(codes[0]!.sections.map(({ heading }) => heading)).toEqual(
      [...EVENT.matchAll(/^[A-Z].*$/gmu)].map(([heading]) => heading),
    );
  });
});
