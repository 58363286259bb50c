import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { plural } from "../../text/words.ts";
import type { Inspection } from "../inspect.ts";
import { diagnoseOutput } from "../output-diagnostics.ts";
import type { Finding } from "./findings.ts";

/** The plan, and the files that it makes. */
export function checkPlan({ planFile, diagnostics, output }: Inspection, cwd: string): readonly Finding[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const hint = "Run `npx tracking-plan check`, which shows each with its place.";
  if (output === undefined || errors > 0) {
    return [{ check: "plan", state: "error", message: `${planFile} has ${plural(errors, "error")}.`, hint }];
  }
  const { plan, compared, folders } = output;
  const faults = diagnoseOutput(compared, cwd);
  const named = folders.join(" and ");
  return [
    { check: "plan", state: "ok", message: `${planFile} is sound: ${plural(plan.events.length, "event")}.` },
    faults.length === 0
      ? { check: "generated", state: "ok", message: `${named} is what the plan makes.` }
      : {
          check: "generated",
          state: "error",
          message: `${named} is not what the plan makes: ${plural(faults.length, "file")}.`,
          hint: "Run `npx tracking-plan generate`, and commit what it writes.",
        },
    checkRevenue(plan),
  ];
}

/** Names of events that are likely to be money that came in; a heuristic, and told as one. */
const PAID = /paid|payment|purchase|order|checkout|charge|invoice|renew|sale/u;
const NOT_PAID = /fail|cancel|refund|declin|abandon|start|created|dispute|void|due/u;

/** Whether revenue reaches PostHog. Not every event with an amount is revenue, and one that counts twice is worse. */
function checkRevenue({ events }: Plan): Finding {
  const check = "revenue";
  const sending = events.filter(({ status }) => status !== "planned");
  const counted = sending.filter(({ revenue }) => revenue !== undefined).map(({ name }) => `\`${name}\``);
  if (counted.length > 0) {
    return {
      check,
      state: "ok",
      message: `Revenue comes from ${listed(counted)}.`,
      hint: "In PostHog's revenue settings choose it, the property $revenue, the currency property currency, and leave “in cents” off.",
    };
  }
  const likely = sending.filter(looksPaid).map(({ name }) => `\`${name}\``);
  if (likely.length === 0) return { check, state: "note", message: "No event carries revenue." };
  return {
    check,
    state: "warning",
    message: `No event has \`revenue:\`, and ${listed(likely)} ${likely.length === 1 ? "looks" : "look"} like money.`,
    hint: "Give it to the one event that is the source of truth: `revenue: { amount: PROPERTY, currency: USD }`.",
  };
}

function looksPaid({ name, properties }: PlanEvent): boolean {
  const words = name.toLowerCase();
  const hasAmount = properties.some(
    ({ name: property, unit, type }) =>
      (type.kind === "number" || type.kind === "integer") &&
      (/amount|price|revenue|total|mrr/iu.test(property) || /^[A-Z]{3}$/u.test(unit ?? "")),
  );
  return hasAmount && PAID.test(words) && !NOT_PAID.test(words);
}

/** @example "`a`, `b` and 3 more" */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
