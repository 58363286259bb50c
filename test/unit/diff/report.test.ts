import { describe, expect, it } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { type DiffReport, shownChanges, summarizeDiff } from "../../../src/diff/report.ts";
import { type Format, RENDERERS } from "../../../src/diagnostics/render/renderers.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { makeEvent, makePlan } from "../../support/make-plan.ts";
import { nodesOfType, parseMarkdown } from "../../support/parse-markdown.ts";

const PLACE = { file: "tracking-plan.yaml", line: 1, column: 1, length: 1, source: "" };

function reportOf(before: Plan, after: Plan): DiffReport {
  const changes = diff(before, after).map((change) => ({ change, place: PLACE }));
  return { planFile: "tracking-plan.yaml", against: "HEAD", uncompared: [], strict: false, changes };
}

function render(format: Format, report: DiffReport, { all } = { all: false }): string {
  const [changes, summary] = [shownChanges(report, { all }), summarizeDiff(report, { all })];
  return RENDERERS[format](
    { command: "diff", ok: true, diagnostics: [], changes, summary, result: {} },
    { color: false, workingDirectory: "" },
  );
}

/** Text that would be more than text, if it could. */
const HOSTILE =
  "` @everyone </details> | [x](http://x.example) ![y](z) <img src=x> \n\n# big \u001b[2J \u202e ::error::";

describe("text of a plan", () => {
  const report = reportOf(
    makePlan({ events: [makeEvent("paid", { owner: ["billing"], trigger: HOSTILE })] }),
    makePlan({ events: [makeEvent("paid", { owner: [HOSTILE], trigger: "x" })] }),
  );

  it("is code in Markdown, whatever it says", () => {
    const tree = parseMarkdown(render("markdown", report));
    for (const type of ["link", "image"] as const) expect(nodesOfType(tree, type)).toEqual([]);
    expect(nodesOfType(tree, "heading")).toHaveLength(1);
    expect(nodesOfType(tree, "html").map(({ value }) => value)).toEqual([
      "<details>\n<summary>Safe: 2</summary>",
      "</details>",
    ]);
    const outside = nodesOfType(tree, "text").map(({ value }) => value);
    expect(outside.filter((value) => value.includes("@") || value.includes("big"))).toEqual([]);
  });

  it("moves no cursor and starts no command", () => {
    const printed = render("text", report) + render("github", report);
    // oxlint-disable-next-line no-control-regex
    expect(printed).not.toMatch(/[\u001b\u202e]|^::error/mu);
  });
});

describe("a comment", () => {
  it("is never longer than GitHub takes, and counts what is left out", () => {
    const events = Array.from({ length: 2000 }, (_, index) =>
      makeEvent(`an_event_with_a_long_name_${index}`),
    );
    const markdown = render("markdown", reportOf(makePlan({ events }), makePlan()));
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown.length).toBeGreaterThan(50_000);
    const rows = nodesOfType(parseMarkdown(markdown), "tableRow").length - 1;
    expect(markdown).toContain(`${2000 - rows} more changes of this kind left out`);
    expect(markdown).toContain("<summary>Breaking: 2000</summary>");
  });
});

describe("hundreds of safe changes", () => {
  const events = Array.from({ length: 300 }, (_, index) =>
    makeEvent(`event_${String(index).padStart(3, "0")}`),
  );
  const report = reportOf(
    makePlan({ events: [makeEvent("paid"), makeEvent("left", { trigger: "a" })] }),
    makePlan({ events: [...events, makeEvent("left", { trigger: "b" })] }),
  );

  it("are one line, below the breaking one and the few of other kinds", () => {
    expect(render("text", report)).toBe(`tracking-plan.yaml:1:1  breaking  event-removed:paid
  \`paid\` is removed.
  code  Calls of its helper do not compile.
  data  No longer sent: reports that count it stop growing.

safe  \`left\` has different documentation: \`trigger\` \`"a"\` → \`"b"\`.
safe  300 changes of the kind \`event-added\`: \`event_000\`, \`event_001\`, \`event_002\` and 297 more.

\`tracking-plan.yaml\` against \`HEAD\`: 1 breaking change, 301 safe changes.
\`--all\` shows every safe change.
`);
  });

  it("are one row of a comment", () => {
    const rows = nodesOfType(parseMarkdown(render("markdown", report)), "tableRow");
    expect(rows).toHaveLength(2 + 3);
  });

  it("are all shown with `--all`", () => {
    const printed = render("text", report, { all: true });
    expect(printed.match(/^safe /gmu)).toHaveLength(301);
    expect(printed).not.toContain("--all");
  });
});
