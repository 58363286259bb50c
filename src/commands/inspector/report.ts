import { CATALOGUE } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, DiagnosticTable, Severity } from "../../diagnostics/diagnostic.ts";
import type { SummaryLine } from "../../diagnostics/render/report.ts";
import type { Coverage, EventCoverage, Share, Shares } from "../../observe/coverage.ts";
import type { Plan, Side } from "../../plan/plan.ts";
import { sidesOf } from "../../plan/sides.ts";
import type { ReadResult } from "../../read/read-plan.ts";
import type { JsonValue } from "../../text/json.ts";
import { quote, someOf } from "../../text/words.ts";
import type { CountedFault, Observed } from "./ledger.ts";

/** What makes the report fail. */
export interface Limits {
  /** Whether events that break the plan do. Otherwise they are warnings. */
  readonly violations: boolean;
  /** The least share of live events that must arrive, in percent. */
  readonly minCoverage?: number | undefined;
}

/** The findings of a run, the worst first; what never arrived stands at its place in the plan. */
export function diagnoseObserved(
  { faults, coverage, counts, sides }: Observed,
  { plan, locate }: { readonly plan: Plan; readonly locate: ReadResult["locate"] },
  limits: Limits,
): readonly Diagnostic[] {
  const unseen = new Set(coverage.events.flatMap(({ name, count }) => (count === 0 ? [name] : [])));
  return [
    ...faults.map((fault) => diagnoseFault(fault, limits)).toSorted(bySeverity),
    ...diagnoseCoverage(coverage, limits),
    ...(counts.size === 0 ? [diagnoseCode("no-event")] : diagnoseBrowsers(plan, sides)),
    ...plan.events.flatMap((event): readonly Diagnostic[] => {
      if (!unseen.has(event.name)) return [];
      return [
        {
          code: "event-never-seen",
          severity: CATALOGUE["event-never-seen"].severity,
          message: `${quote(event.name)} never arrived.`,
          names: [event.name],
          place: locate(event.at),
          isBrief: true,
        },
      ];
    }),
  ];
}

function diagnoseFault(
  { code, event, message, hint, count, tests }: CountedFault,
  limits: Limits,
): Diagnostic {
  const { severity } = CATALOGUE[code];
  const where = tests.length === 0 ? "" : ` In ${tests.map(quote).join(", ")}.`;
  const times = count === 1 ? "" : ` It arrived ${count} times.`;
  // The name is in most messages already.
  const about = message.includes(quote(event)) ? "" : `${quote(event)}: `;
  return {
    code,
    severity: severity === "error" && !limits.violations ? "warning" : severity,
    message: about + message + times + where,
    hint,
    names: [event],
  };
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function bySeverity(a: Diagnostic, b: Diagnostic): number {
  return RANKS[a.severity] - RANKS[b.severity];
}

function diagnoseCoverage({ total }: Coverage, { minCoverage }: Limits): readonly Diagnostic[] {
  if (minCoverage === undefined || percentOf(total) >= minCoverage) return [];
  return [
    {
      code: "coverage-low",
      severity: CATALOGUE["coverage-low"].severity,
      message: `${describeTotal(total)}, less than ${minCoverage}%.`,
    },
  ];
}

function diagnoseBrowsers(plan: Plan, sides: ReadonlyMap<Side, number>): readonly Diagnostic[] {
  const isExpected = plan.events.some(
    (event) => event.status === "live" && sidesOf(event).includes("client"),
  );
  if (!isExpected || sides.has("client")) return [];
  return [diagnoseCode("no-browser-event")];
}

function diagnoseCode(code: "no-event" | "no-browser-event"): Diagnostic {
  const { severity, title, fix } = CATALOGUE[code];
  return { code, severity, message: title, hint: fix };
}

/** An empty plan is covered. */
export function percentOf({ seen, of }: Share): number {
  return of === 0 ? 100 : (seen / of) * 100;
}

/** `3 of 4 (75%)`. Rounded down: what is not all is never 100%. */
function describeShare(share: Share): string {
  return `${share.seen} of ${share.of} (${Math.floor(percentOf(share))}%)`;
}

function describeTotal(share: Share): string {
  return `${share.seen} of ${share.of} live events arrived (${Math.floor(percentOf(share))}%)`;
}

const SIDES: Readonly<Record<string, string>> = { server: "servers", client: "browsers and apps" };

/** The shares of coverage, a row for each. */
export function tabulateShares({ total, bySide, byCategory, byOwner }: Coverage): DiagnosticTable {
  return {
    columns: ["Live events", "", "Arrived", "Coverage"],
    rows: [
      rowOf("All", "", total),
      ...bySide.map((share) => rowOf("Side", SIDES[share.name] ?? share.name, share)),
      ...byCategory.map((share) => rowOf("Category", share.name, share)),
      ...byOwner.map((share) => rowOf("Owner", share.name, share)),
    ],
  };
}

function rowOf(kind: string, name: string, share: Share): readonly string[] {
  return [kind, name, `${share.seen} of ${share.of}`, `${Math.floor(percentOf(share))}%`];
}

/** The coverage and what else arrived, for people; without the shares where they are in a table. */
export function summarizeObserved(
  { coverage, counts }: Observed,
  plan: Plan,
  { hasTable }: { readonly hasTable: boolean },
): readonly SummaryLine[] {
  const { events, total, bySide, byCategory, byOwner } = coverage;
  const values = events.flatMap(({ name, unseenValues }) =>
    unseenValues.map((unseen) => `${name}.${unseen.property}: ${unseen.values.join(", ")}`),
  );
  const properties = events.flatMap(({ name, unseenProperties }) =>
    unseenProperties.map((property) => `${name}.${property}`),
  );
  const planned = new Set(plan.events.flatMap(({ name, alsoSentAs }) => [name, alsoSentAs?.name]));
  const posthogs = [...counts].filter(([name]) => name.startsWith("$") && !planned.has(name));
  return [
    { label: "Coverage: ", text: describeTotal(total) },
    ...(hasTable
      ? []
      : [
          ...sharesLine(
            "By side: ",
            bySide.map(({ name, seen, of }) => ({ name: SIDES[name] ?? name, seen, of })),
          ),
          ...sharesLine("By category: ", byCategory),
          ...sharesLine("By owner: ", byOwner),
        ]),
    ...listLine(
      "Never arrived: ",
      events.filter(({ count }) => count === 0).map(({ name }) => name),
    ),
    ...listLine("Optional properties that never arrived: ", properties),
    ...listLine("Values that never arrived: ", values, "; "),
    ...listLine("PostHog's own events: ", posthogs.map(([name, count]) => `${name} ${count}`).toSorted()),
  ];
}

function sharesLine(label: string, shares: Shares): readonly SummaryLine[] {
  return listLine(
    label,
    shares.map((share) => `${share.name} ${describeShare(share)}`),
  );
}

/** As many things as a line of the summary names. */
const MAX_LISTED = 30;

function listLine(label: string, items: readonly string[], separator = ", "): readonly SummaryLine[] {
  if (items.length === 0) return [];
  return [{ label, text: someOf(items, MAX_LISTED, separator) }];
}

/** The same for programs. */
export function resultOf({ coverage, counts }: Observed): Readonly<Record<string, JsonValue>> {
  const { events, total, bySide, byCategory, byOwner } = coverage;
  return {
    coverage: {
      total: { ...total },
      bySide: toJson(bySide),
      byCategory: toJson(byCategory),
      byOwner: toJson(byOwner),
      events: events.map(
        ({ name, count, sides, unseenProperties, unseenValues }: EventCoverage): JsonValue => ({
          name,
          count,
          sides: { ...sides },
          unseenProperties: [...unseenProperties],
          unseenValues: unseenValues.map(({ property, values }) => ({ property, values: [...values] })),
        }),
      ),
    },
    arrived: sum(counts.values()),
  };
}

function toJson(shares: Shares): JsonValue {
  return shares.map(({ name, seen, of }) => ({ name, seen, of }));
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
