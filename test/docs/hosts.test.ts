import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fillTables, HOSTS_DOCUMENT } from "../../scripts/test-world/hosts-document.ts";
import { readMeasured } from "../../scripts/test-world/measured.ts";
import { ROOT } from "../support/command-line.ts";

const document = readFileSync(HOSTS_DOCUMENT, "utf8");
const measured = readMeasured();

/** The parts of `test/world` that measure hosts. */
function measuringParts(): readonly string[] {
  const world = join(ROOT, "test/world");
  return readdirSync(world)
    .toSorted()
    .filter((part) => {
      const file = join(world, part, `${part}.world.ts`);
      return existsSync(file) && readFileSync(file, "utf8").includes("measureHosts({");
    });
}

test("each part that measures hosts has measured, and stands in the documentation", () => {
  const marked = [...document.matchAll(/<!-- measured: (.+) -->/gu)].map(([, part]) => part);
  expect([...measured.keys()]).toEqual(measuringParts());
  expect(marked.toSorted()).toEqual(measuringParts());
});

test("the tables of the documentation are what was measured", () => {
  expect(fillTables(document, measured)).toBe(document);
});

test("on no measured host do the helpers lose what posthog-node with a handler delivers", () => {
  const rows = [...measured.values()].flatMap((part) => part.rows);
  const worse = rows.filter(
    ({ clients }) => clients["generated helpers"].lost > clients["posthog-node and a handler"].lost,
  );
  expect(worse).toEqual([]);
  // posthog-node alone does lose events: else nothing was tried.
  expect(rows.filter(({ clients }) => clients["posthog-node"].lost > 0).length).toBeGreaterThan(50);
});
