import type { PlanEvent } from "../../plan/plan.ts";
import { namesOfEvent } from "../../plan/names.ts";
import { quote } from "../../text/words.ts";
import type { Call } from "../facts/facts.ts";
import {
  type AuditFinding,
  bypasses,
  type Evidence,
  isOwn,
  possibly,
  type RelatedFinding,
} from "./finding.ts";
import { type SimilarEvent, similarEventFinder } from "../../naming/similar-events.ts";

/** Live events of the plan that no code sends. */
export function* unsentEvents({ plan, facts, sent, isWhole }: Evidence): Iterable<AuditFinding> {
  if (!isWhole) return;
  const dynamic = facts.calls.filter(({ event }) => event?.dynamic !== undefined);
  for (const event of plan.events) {
    if (event.status === "planned" || isDeprecated(event) || sent.has(event.name)) continue;
    const related = dynamic.filter((call) => mayBe(call, event.name)).map(relatedDynamic);
    yield {
      code: "event-not-sent",
      names: [event.name],
      at: { pointer: event.at },
      message: `${related.length > 0 ? "Possibly: " : ""}No code sends ${quote(event.name)}.`,
      hint:
        related.length > 0
          ? "A call with a name made at run time may send it. If none does, remove the event or set `status: planned`."
          : `Call \`${namesOfEvent(event).helper}\`, or set \`status: planned\`, or remove the event.`,
      related,
    };
  }
}

/** Whether the name of a call, as far as it is known, can be this one. */
function mayBe({ event }: Call, name: string): boolean {
  const patterns = event?.dynamic?.split(" or ") ?? [];
  return patterns.some((pattern) => {
    if (!pattern.includes("*")) return true;
    const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`));
    return new RegExp(`^${parts.join(".*")}$`, "u").test(name);
  });
}

function relatedDynamic({ event, callee }: Call): RelatedFinding {
  return { message: `Sends ${quote(event?.dynamic)}:`, at: { span: callee } };
}

/** Events that should not be sent: deprecated ones, and those that are only planned. */
export function* staleEvents({ plan, sent }: Evidence): Iterable<AuditFinding> {
  for (const event of plan.events) {
    const calls = sent.get(event.name) ?? [];
    for (const call of calls) {
      const at = { span: call.event?.span ?? call.callee };
      if (isDeprecated(event)) {
        yield {
          code: "deprecated-event-sent",
          names: [event.name],
          at,
          message: `${possibly(call)}${quote(event.name)} is deprecated${reasonOf(event)}.`,
          hint: event.deprecated?.use
            ? `Send ${quote(event.deprecated.use)} in its place.`
            : "Remove the call, or the deprecation.",
        };
      } else if (event.status === "planned") {
        yield {
          code: "planned-event-sent",
          names: [event.name],
          at,
          message: `${possibly(call)}${quote(event.name)} is sent, but has \`status: planned\`.`,
          hint: "Remove `status: planned` from the event and use its helper.",
        };
      }
    }
  }
}

/** Whether an event is on its way out: its status says so, or a note does. */
function isDeprecated({ status, deprecated }: PlanEvent): boolean {
  return status === "deprecated" || deprecated !== undefined;
}

function reasonOf({ deprecated }: PlanEvent): string {
  const since = deprecated?.since === undefined ? "" : ` since ${deprecated.since}`;
  return deprecated?.reason === undefined ? since : `${since}: ${deprecated.reason.replace(/\.$/u, "")}`;
}

/** Events that the other side sends. */
export function* wrongSides({ events, sent }: Evidence): Iterable<AuditFinding> {
  for (const [name, calls] of sent) {
    const event = events.get(name);
    if (event === undefined || event.source === "both") continue;
    for (const call of calls) {
      if (call.side === undefined || call.side === event.source) continue;
      const [side, other] =
        call.side === "server" ? ["a server", "client"] : ["a browser or an app", "server"];
      yield {
        code: "wrong-side",
        names: [name],
        at: { span: call.event?.span ?? call.callee },
        message: `${possibly(call)}${quote(name)} is sent from ${side}, but the plan has \`source: ${other}\`.`,
        hint: `Send it from the other side, or set \`source: ${call.side}\` or \`source: both\`.`,
      };
    }
  }
}

/** Calls of PostHog beside the helpers: of planned events, of others, and of names that cannot be told. */
export function* bypassingCalls({ plan, facts, events }: Evidence): Iterable<AuditFinding> {
  const findSimilar = similarEventFinder(plan.events);
  for (const call of facts.calls) {
    if (!bypasses(call)) {
      yield* unknownHelper(call, events);
      continue;
    }
    if (call.action !== "capture" || call.event === undefined) continue;
    const { span, values, dynamic } = call.event;
    if (dynamic !== undefined) {
      yield {
        code: "dynamic-event-name",
        at: { span },
        message: `${possibly(call)}${values.length > 0 ? "Another name of the event" : "The event's name"} is made at run time: ${quote(dynamic)}.`,
        hint: "Call one helper per event, so that the plan covers it.",
        related:
          call.via.kind === "wrapper" ? [{ message: "It is sent here:", at: { span: call.via.target } }] : [],
      };
    }
    for (const name of values) {
      if (isOwn(name)) continue;
      const event = events.get(name);
      if (event === undefined) yield unplanned(name, call, findSimilar(name));
      // What should not be sent at all needs no helper.
      else if (event.status !== "planned" && !isDeprecated(event)) yield bypassing(event, call);
    }
  }
}

function bypassing(event: PlanEvent, call: Call): AuditFinding {
  const { via } = call;
  const how =
    via.kind === "wrapper" ? `through \`${via.wrapper}\`` : via.kind === "sdk" ? `by \`${via.method}\`` : "";
  return {
    code: "bypassing-call",
    names: [event.name],
    at: { span: call.event?.span ?? call.callee },
    message: `${possibly(call)}${quote(event.name)} is sent ${how}, not by its helper: nothing checks its properties or id.`,
    hint: `Call \`${namesOfEvent(event).helper}\`${via.kind === "sdk" && via.sure && via.method === "capture" ? ", or run `npx tracking-plan audit --fix`" : ""}.`,
  };
}

function unplanned(name: string, call: Call, similar: SimilarEvent | undefined): AuditFinding {
  const add = "Add the event: `npx tracking-plan add event`.";
  const [end, hint] =
    similar === undefined
      ? ["", add]
      : similar.why === undefined
        ? [`; the nearest planned name is ${quote(similar.name)}`, add]
        : [
            `; it looks like ${quote(similar.name)} (${similar.why})`,
            `Send ${quote(similar.name)}, or add the event: \`npx tracking-plan add event\`.`,
          ];
  return {
    code: "unplanned-event",
    names: [name],
    at: { span: call.event?.span ?? call.callee },
    message: `${possibly(call)}${quote(name)} is not in the plan${end}.`,
    hint,
  };
}

/** `trackEvent` with a name that the plan does not have: code that does not compile, or an old generated folder. */
function* unknownHelper(call: Call, events: ReadonlyMap<string, PlanEvent>): Iterable<AuditFinding> {
  for (const name of call.event?.values ?? []) {
    if (!events.has(name)) yield unplanned(name, call, undefined);
  }
}
