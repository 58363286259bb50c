import { expect, test } from "vitest";
import { agentsEmitter } from "../../../src/emit/agents-page.ts";
import { readPlanText } from "../../support/bundle-generated.ts";

/** A plan with as many events, each in one of as many categories. */
function planOf(events: number, categories: number, output: string): string {
  const named = Array.from(
    { length: events },
    (_, index) =>
      `  event_${index}: { description: ${"Something happened. ".repeat(20)}, category: area ${index % categories}, source: ${index % 2 === 0 ? "server" : "client"} }`,
  );
  return `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
output: { ${output} }
events:
${named.join("\n")}
`;
}

const pageOf = (yaml: string): string => agentsEmitter.emit(readPlanText(yaml))[0]?.body ?? "";

test("there is no page unless the plan wants one", () => {
  expect(agentsEmitter.emit(readPlanText(planOf(2, 1, "imports: js")))).toEqual([]);
  expect(agentsEmitter.emit(readPlanText(planOf(2, 1, "agents: false")))).toEqual([]);
  expect(agentsEmitter.emit(readPlanText(planOf(2, 1, "agents: true"))).map(({ path }) => path)).toEqual([
    "AGENTS.md",
  ]);
});

test("the page of 100 events names each with its helper, and stays below 30 kB", () => {
  const page = pageOf(planOf(100, 10, "agents: true"));
  expect(page.match(/`trackEvent\d+`/gu)).toHaveLength(100);
  expect(page.length).toBeLessThan(30_000);
});

test("the page of 1,000 events names categories, and stays below 6 kB", () => {
  const page = pageOf(planOf(1000, 80, "agents: true"));
  expect(page).toContain("- [Area 7](docs/area-7.md): 13 events\n");
  expect(page).toContain("[30 more](docs/README.md).\n");
  expect(page).not.toContain("`trackEvent999`");
  expect(page.length).toBeLessThan(6000);
});

test("the page names only the sides that code is generated for", () => {
  const server = pageOf(planOf(2, 1, "agents: true, only: server"));
  expect(server).toContain("`index.ts`");
  expect(server).not.toContain("browser");
  const browser = pageOf(planOf(2, 1, "agents: true, only: browser"));
  expect(browser).toContain("`browser.ts`");
  expect(browser).not.toContain("server");
});

test("the page of a plan without events says so", () => {
  expect(pageOf(planOf(0, 1, "agents: true").replace("events:", "events: {}"))).toContain(
    "## Events\n\nNone yet.\n",
  );
});
