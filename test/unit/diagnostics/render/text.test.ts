import { describe, expect, it } from "vitest";
import type { Diagnostic, Place } from "../../../../src/diagnostics/diagnostic.ts";
import { renderText } from "../../../../src/diagnostics/render/text.ts";
import { SAMPLES } from "./samples.ts";
import { processorTime } from "../../../support/processor-time.ts";

describe("renderText", () => {
  it("shows place, source, related places, differences, hints and a count", () => {
    expect(renderText(SAMPLES, { color: false })).toBe(
      [
        "plans/a.yaml:112:7  error  yaml-syntax",
        "  `ammount_usd` is not a property of this event.",
        "  112 |       ammount_usd: { min: 0 }",
        "      |       ^^^^^^^^^^^",
        "  The shared properties begin here: plans/a.yaml:9:1",
        "  9 | properties:",
        "    | ^^^^^^^^^^",
        "  hint: Did you mean `amount_usd`?",
        "",
        "generated/events.ts:9:1  warning  file-stale",
        "  `generated/events.ts` is stale: the plan has changed since it was generated.",
        "   9 | - const a = 1;",
        "  10 | -",
        "   9 | + const a = 2;",
        "  10 | +",
        "  11 | + const b = 100%;",
        "",
        "info  yaml-syntax",
        "  `include` has no effect yet.",
        "",
        "1 error, 1 warning, 1 note",
        "",
      ].join("\n"),
    );
  });

  it("says nothing about nothing", () => {
    expect(renderText([], { color: true })).toBe("");
  });

  it("colours only when asked to, and changes no word by it", () => {
    const colored = renderText(SAMPLES, { color: true });
    expect(colored).toContain("\u001b[31merror\u001b[39m");
    // eslint-disable-next-line no-control-regex
    expect(colored.replaceAll(/\u001b\[\d+m/gu, "")).toBe(renderText(SAMPLES, { color: false }));
  });

  it("prints nothing that a terminal would obey", () => {
    const hostile = "\u001b]0;owned\u0007\u202e\r\n";
    const place: Place = { file: `a${hostile}.yaml`, line: 1, column: 1, length: 3, source: `x: ${hostile}` };
    const text = renderText(
      [{ ...at(place), message: hostile, hint: hostile, related: [{ message: hostile, place }] }],
      { color: false },
    );
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/u);
    expect(text.split("\n")).toHaveLength(11);
  });
});

describe("the mark under a source line", () => {
  it.each<[string, Omit<Place, "file" | "line">, string, string]>([
    ["spaces", { column: 3, length: 2, source: "  ab: 1" }, "  ab: 1", "  ^^"],
    ["tabs", { column: 3, length: 2, source: "\t\tab: 1" }, "    ab: 1", "    ^^"],
    ["wide characters", { column: 4, length: 2, source: "日本 名前: 1" }, "日本 名前: 1", "     ^^^^"],
    ["emoji of several code units", { column: 8, length: 1, source: "👩‍💻: 1" }, "👩‍💻: 1", "    ^"],
    ["a combining accent", { column: 3, length: 1, source: "e\u0301x" }, "e\u0301x", " ^"],
    ["a direction mark", { column: 2, length: 2, source: "\u202eab" }, "\u{fffd}ab", " ^^"],
    ["the end of the line", { column: 4, length: 1, source: "ab:" }, "ab:", "   ^"],
    ["a place beyond the line", { column: 40, length: 9, source: "ab:" }, "ab:", "   ^"],
    ["a mark longer than the line", { column: 2, length: 90, source: "ab:" }, "ab:", " ^^"],
    [
      "the start of a long line",
      { column: 1, length: 2, source: "ab".repeat(500) },
      `${"ab".repeat(50)}…`,
      "^^",
    ],
    [
      "the middle of a long line",
      { column: 501, length: 3, source: `${"日".repeat(500)}abc${"x".repeat(500)}` },
      `…${"日".repeat(20)}abc${"x".repeat(56)}…`,
      `${" ".repeat(41)}^^^`,
    ],
    [
      "a mark that is itself long",
      { column: 2, length: 500, source: `a${"b".repeat(500)}c` },
      `a${"b".repeat(99)}…`,
      ` ${"^".repeat(100)}`,
    ],
  ])("stands right after %s", (_, place, source, carets) => {
    const lines = renderText([at({ file: "a.yaml", line: 1, ...place })], { color: false }).split("\n");
    expect(lines.slice(2, 4)).toEqual([`  1 | ${source}`, `    | ${carets}`]);
  });

  it("is fast on a line of 20 megabytes", () => {
    const place = {
      file: "a.yaml",
      line: 1,
      column: 9_000_000,
      length: 5_000_000,
      source: "日".repeat(20_000_000),
    };
    const start = processorTime();
    renderText([at(place)], { color: false });
    expect(processorTime() - start).toBeLessThan(1000);
  });

  it("is left out under an empty line", () => {
    const text = renderText([at({ file: "a.yaml", line: 1, column: 1, length: 1, source: "" })], {
      color: false,
    });
    expect(text).toBe("a.yaml:1:1  error  yaml-syntax\n  Fault.\n\n1 error\n");
  });
});

function at(place: Place): Diagnostic {
  return { code: "yaml-syntax", severity: "error", message: "Fault.", place };
}
