import { expect, test } from "vitest";
import type { Place } from "../../../src/diagnostics/diagnostic.ts";
import { plainLine } from "../../../src/diagnostics/render/report.ts";
import { locateLosses, type Loss, LOSS_KINDS } from "../../../src/exchange/losses.ts";
import { lossesJson, lossesMarkdown, lossLines } from "../../../src/exchange/render-losses.ts";

const at = (line: number): Place => ({ file: "source.csv", line, column: 3, length: 4, source: "" });

/** One of each kind, in another order than they are reported in. */
const OF_EACH_KIND: readonly Loss[] = [
  { kind: "dropped", of: "order_paid", what: "trigger", why: "the target has no key for it", at: at(9) },
  { kind: "skipped", of: "Viewed", what: "event", why: "page calls are counted only", at: at(8) },
  { kind: "merged", of: "checkout.tier", what: "property", into: "tier", at: at(7) },
  { kind: "renamed", of: "Order", what: "file", to: "order-2", why: "`order` is taken", at: at(6) },
  { kind: "renamed", of: "Item", what: "event", to: "item", at: at(5) },
  { kind: "closed", of: "context", what: "set of properties", from: "any", to: "those listed", at: at(4) },
  { kind: "widened", of: "code", what: "pattern", from: "`^a|b$`", to: "any text", at: at(3) },
  { kind: "kept", of: "order_paid", what: "owner", where: "as `x-owner`", at: at(2), option: "--owners" },
];

const drop = (what: string, line: number): Loss => ({
  kind: "dropped",
  of: `event_${line}`,
  what,
  why: "it has no place",
  at: at(line),
});

test("every kind is said in a sentence of its own", () => {
  expect(lossLines(OF_EACH_KIND).map(plainLine)).toEqual([
    "kept     1 (owner 1)",
    "         source.csv:2: `order_paid`: The owner is kept as `x-owner`.",
    "         `--owners` would keep 1 of them.",
    "widened  1 (pattern 1)",
    "         source.csv:3: `code`: The pattern is widened, from `^a|b$` to any text.",
    "closed   1 (set of properties 1)",
    "         source.csv:4: `context`: The set of properties is closed, from any to those listed.",
    "renamed  2 (file 1, event 1)",
    "         source.csv:6: `Order`: The file is renamed to `order-2`: `order` is taken.",
    "         source.csv:5: `Item`: The event is renamed to `item`.",
    "merged   1 (property 1)",
    "         source.csv:7: `checkout.tier`: The property is merged into `tier`.",
    "skipped  1 (event 1)",
    "         source.csv:8: `Viewed`: The event is skipped: page calls are counted only.",
    "dropped  1 (trigger 1)",
    "         source.csv:9: `order_paid`: The trigger is dropped: the target has no key for it.",
  ]);
});

test("three examples of a kind are shown, of as many parts as there are", () => {
  const losses = [...[1, 2, 3, 4].map((line) => drop("trigger", line)), drop("owner", 5)];
  expect(lossLines(losses).map(plainLine)).toEqual([
    "dropped  5 (trigger 4, owner 1)",
    "         source.csv:1: `event_1`: The trigger is dropped: it has no place.",
    "         source.csv:5: `event_5`: The owner is dropped: it has no place.",
    "         source.csv:2: `event_2`: The trigger is dropped: it has no place.",
  ]);
});

test("an export without losses says nothing", () => {
  expect(lossLines([])).toEqual([]);
  expect(lossesMarkdown([])).toBe("");
});

test("programs get every loss, and the number of each kind", () => {
  const { lossCounts, losses } = lossesJson(OF_EACH_KIND);
  expect(lossCounts).toEqual(
    Object.fromEntries(LOSS_KINDS.map((kind) => [kind, kind === "renamed" ? 2 : 1])),
  );
  expect(losses).toHaveLength(OF_EACH_KIND.length);
  expect((losses as readonly unknown[]).at(-1)).toEqual({
    kind: "kept",
    of: "order_paid",
    what: "owner",
    message: "The owner is kept as `x-owner`.",
    place: { file: "source.csv", line: 2, column: 3, length: 4 },
    option: "--owners",
  });
});

test("Markdown has every loss in tables, and no text of the source makes a table of its own", () => {
  const losses = [...OF_EACH_KIND, ...[10, 11, 12, 13].map((line) => drop("`a|b` <b>", line))];
  const markdown = lossesMarkdown(losses);
  expect(markdown.match(/^\| `/gmu)).toHaveLength(losses.length);
  expect(markdown).toContain("## Renamed: 2");
  expect(markdown).toContain(
    "| `code` | The pattern is widened, from `^a\\|b$` to any text. | `source.csv:3` |",
  );
  expect(markdown).toContain("The `a\\|b` &lt;b&gt; is dropped");
});

test("losses of a plan get their places", () => {
  const found: readonly Loss<number>[] = [{ ...drop("trigger", 1), at: 7 }];
  expect(locateLosses(found, at)).toEqual([{ ...drop("trigger", 1), at: at(7) }]);
});
