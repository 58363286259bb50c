import { describe, expect, it, test } from "vitest";
import { allPages } from "../../../../src/commands/pages.ts";
import type { Diagnostic } from "../../../../src/diagnostics/diagnostic.ts";
import type { Report } from "../../../../src/diagnostics/render/report.ts";
import { renderSarif } from "../../../../src/diagnostics/render/sarif.ts";
import type { PageSection } from "../../../../src/diagnostics/render/page.ts";
import { RULES } from "../../../../src/rules/rules.ts";
import { faultsOfSarif } from "../../../support/validate-sarif.ts";
import { REPORT, SAMPLES } from "./samples.ts";

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region?: object;
  };
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly invocations: readonly [object];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly [Location];
        readonly relatedLocations?: readonly Location[];
        readonly partialFingerprints: { readonly "trackingPlan/v1": string };
      }[];
    },
  ];
}

/** The log of a report, which is held against the schema. */
function logOf(report: Report): Log["runs"][0] {
  const log = JSON.parse(renderSarif(report)) as Log;
  expect(faultsOfSarif(log)).toEqual([]);
  return log.runs[0];
}

const logOfDiagnostics = (diagnostics: readonly Diagnostic[]): Log["runs"][0] =>
  logOf({ ...REPORT, pages: allPages, diagnostics });

const [SAMPLE] = SAMPLES as readonly [Diagnostic, ...Diagnostic[]];

const at = (uri: string, startLine: number, startColumn: number, endColumn: number): object => ({
  physicalLocation: {
    artifactLocation: { uri, uriBaseId: "%SRCROOT%" },
    region: { startLine, startColumn, endColumn },
  },
});

const inRoot = (uri: string): object => ({ uri, uriBaseId: "%SRCROOT%" });

const uriOf = (file: string, workingDirectory: string): object => {
  const diagnostics = [{ ...SAMPLE, place: { ...SAMPLE.place!, file } }];
  const log = logOf({ ...REPORT, plan: { file, workingDirectory }, diagnostics });
  return log.results[0]!.locations[0].physicalLocation.artifactLocation;
};

const fingerprintsOf = (...diagnostics: readonly Diagnostic[]): readonly string[] =>
  logOfDiagnostics(diagnostics).results.map((result) => result.partialFingerprints["trackingPlan/v1"]);

test("the schema refuses what is no SARIF", () => {
  expect(faultsOfSarif({ version: "2.1.0", runs: [{ results: [{ message: "text" }] }] })).toEqual([
    "/runs/0 must have required property 'tool'",
    "/runs/0/results/0/message must be object",
  ]);
});

describe("renderSarif", () => {
  it("tells each result with its rule, its place from the repository's root and a fingerprint", () => {
    const log = JSON.parse(renderSarif({ ...REPORT, pages: allPages })) as unknown;
    expect(faultsOfSarif(log)).toEqual([]);
    expect(log).toEqual({
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: { name: "tracking-plan", rules: [ruleOf("yaml-syntax"), ruleOf("file-stale")] },
          },
          invocations: [{ executionSuccessful: true }],
          columnKind: "utf16CodeUnits",
          originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
          results: [
            {
              ruleId: "yaml-syntax",
              ruleIndex: 0,
              level: "error",
              message: { text: "`ammount_usd` is not a property of this event. Did you mean `amount_usd`?" },
              locations: [at("plans/a.yaml", 112, 7, 18)],
              relatedLocations: [
                {
                  id: 1,
                  message: { text: "The shared properties begin here." },
                  ...at("plans/a.yaml", 9, 1, 11),
                },
              ],
              partialFingerprints: { "trackingPlan/v1": expect.stringMatching(/^[0-9a-f]{16}:1$/u) },
            },
            {
              ruleId: "file-stale",
              ruleIndex: 1,
              level: "warning",
              message: {
                text: "`generated/events.ts` is stale: the plan has changed since it was generated.",
              },
              locations: [at("generated/events.ts", 9, 1, 2)],
              partialFingerprints: { "trackingPlan/v1": expect.stringMatching(/^[0-9a-f]{16}:1$/u) },
            },
            {
              ruleId: "yaml-syntax",
              ruleIndex: 0,
              level: "note",
              message: { text: "`include` has no effect yet." },
              // What has no place is said of the plan.
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "plans/a.yaml", uriBaseId: "%SRCROOT%" },
                  },
                },
              ],
              partialFingerprints: { "trackingPlan/v1": expect.stringMatching(/^[0-9a-f]{16}:1$/u) },
            },
          ],
        },
      ],
    });
  });

  it("is a run without results where all is well: then GitHub closes what was open", () => {
    expect(logOfDiagnostics([]).results).toEqual([]);
  });

  it("describes every code and every rule that there is", () => {
    const codes = allPages().map(({ code }) => code);
    const { tool } = logOfDiagnostics(codes.map((code) => ({ ...SAMPLE, code })));
    expect(tool.driver.rules).toEqual(codes.map((code) => ruleOf(code)));
  });

  it("shows of a rule a bad and a good plan, as code", () => {
    const [rule] = logOfDiagnostics([{ ...SAMPLE, code: "missing-owner" }]).tool.driver.rules;
    const { bad, good } = RULES.find(({ name }) => name === "missing-owner")!;
    expect(rule).toMatchObject({
      help: {
        markdown: expect.stringContaining(`**Bad**\n\n\`\`\`yaml\n${bad.trimEnd()}\n\`\`\`\n\n**Good**`),
      },
      defaultConfiguration: { level: "warning" },
    });
    expect(rule).toMatchObject({ help: { text: expect.stringContaining(`Good\n${good.trimEnd()}\n\n`) } });
  });

  it("names files from the root of the repository, encoded as URIs", () => {
    expect(uriOf("plan.yaml", "packages/api")).toEqual(inRoot("packages/api/plan.yaml"));
    expect(uriOf("../plan.yaml", "packages/api")).toEqual(inRoot("packages/plan.yaml"));
    expect(uriOf("javascript:a b#c?.yaml", "")).toEqual(inRoot("javascript%3Aa%20b%23c%3F.yaml"));
    expect(uriOf("日本\ud800.yaml", "")).toEqual(inRoot("%E6%97%A5%E6%9C%AC%EF%BF%BD.yaml"));
    expect(uriOf("../../elsewhere.yaml", "api")).toEqual({ uri: "../elsewhere.yaml" });
    expect(uriOf("/tmp/plan.yaml", "api")).toEqual({ uri: "/tmp/plan.yaml" });
  });

  it("lets no text of a plan be a link, a control character or another key", () => {
    const hostile = '[click](https://evil.example) \u001b]8;;x\u0007 \u202e"},{"ruleId":"x';
    const shown = '[click\\](https://evil.example) \u{fffd}]8;;x\u{fffd} \u{fffd}"},{"ruleId":"x';
    const related = [{ message: `${hostile}:`, place: SAMPLE.place! }];
    const text = renderSarif({
      ...REPORT,
      diagnostics: [{ ...SAMPLE, message: hostile, hint: hostile, related }],
    });
    const [result, ...others] = (JSON.parse(text) as Log).runs[0].results;
    expect(others).toEqual([]);
    expect(result!.message.text).toBe(`${shown} ${shown}`);
    expect(result!.relatedLocations).toMatchObject([{ message: { text: `${shown}.` } }]);
  });
});

const moved = (lines: number): Diagnostic => ({
  ...SAMPLE,
  place: { ...SAMPLE.place!, line: SAMPLE.place!.line + lines },
});

describe("fingerprints", () => {
  it("stay when lines above come and go, and when the plan is checked from another folder", () => {
    const [here] = fingerprintsOf(SAMPLE);
    expect(fingerprintsOf(moved(40))).toEqual([here]);
    const file = "a.yaml";
    const inFolder = { ...SAMPLE, place: { ...SAMPLE.place!, file } };
    const log = logOf({ ...REPORT, plan: { file, workingDirectory: "plans" }, diagnostics: [inFolder] });
    expect(log.results[0]!.partialFingerprints).toEqual({ "trackingPlan/v1": here });
  });

  it("tell apart what is alike: the fault, the line, the file, and which of several", () => {
    const place = SAMPLE.place!;
    const all = fingerprintsOf(
      SAMPLE,
      moved(1),
      { ...SAMPLE, message: "`b` is not a property of this event." },
      { ...SAMPLE, code: "yaml-tab" },
      { ...SAMPLE, place: { ...place, source: "      b: 1" } },
      { ...SAMPLE, place: { ...place, file: "plans/b.yaml" } },
    );
    expect(new Set(all).size).toBe(6);
    expect(all[1]).toBe(all[0]!.replace(":1", ":2"));
  });
});

describe("GitHub's limits", () => {
  it("are kept: of too many results the worst stay, and the rest are counted", () => {
    const { results, invocations } = logOfDiagnostics([
      ...Array.from({ length: 25_001 }, () => ({ ...SAMPLE, severity: "warning" as const, related: [] })),
      SAMPLE,
    ]);
    expect(results.map(({ level }) => level)).toEqual([
      "error",
      ...Array.from({ length: 24_999 }, () => "warning"),
    ]);
    expect(invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            level: "warning",
            message: {
              text: "2 results omitted: GitHub accepts at most 25000 and shows the 5000 most severe.",
            },
          },
        ],
      },
    ]);
  });

  it("are kept: no result has more than a hundred other places", () => {
    const related = Array.from({ length: 1_200 }, () => SAMPLE.related![0]!);
    const [result] = logOfDiagnostics([{ ...SAMPLE, related }]).results;
    expect(result!.relatedLocations).toHaveLength(100);
  });
});

/** What the page of a code becomes. */
function ruleOf(code: string): object {
  const sections = allPages().find((page) => page.code === code)!.sections;
  return {
    id: code,
    shortDescription: { text: expect.stringMatching(/\.$/u) },
    help: {
      text: sections.map((section) => `${section.heading}\n${textOf(section)}`).join("\n\n"),
      markdown: expect.stringContaining(`npx tracking-plan explain ${code}`),
    },
    defaultConfiguration: expect.anything(),
  };
}

function textOf(section: PageSection): string {
  return "text" in section ? section.text : section.lines.join("\n");
}
