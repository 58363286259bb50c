import { quote } from "../../text/words.ts";
import type { Call } from "../facts/facts.ts";
import { type AuditFinding, type Evidence, possibly } from "./finding.ts";

/** A product that names people in browsers and never forgets them: the next person at the same browser gets their events. */
export function* missingReset({ facts, isWhole }: Evidence): Iterable<AuditFinding> {
  if (!isWhole) return;
  const named = facts.calls.some(({ action, side }) => action === "identify" && side === "client");
  const resets = facts.calls.some(({ action }) => action === "reset");
  const logout = facts.calls.find(({ action }) => action === "logout");
  if (!named || resets || logout === undefined) return;
  yield {
    code: "no-reset-at-logout",
    at: { span: logout.callee },
    message:
      "Nobody calls `reset` at logout: what the next person does in this browser counts for the one before.",
    hint: "Call `logOut(posthog)` of the generated browser code, or `posthog.reset()`.",
  };
}

/** An event that is sent before the person is named, although the same function names them. */
export function* capturesBeforeIdentify({ facts }: Evidence): Iterable<AuditFinding> {
  const earlier = new Map<string, Call[]>();
  for (const call of facts.calls) {
    if (call.side !== "client") continue;
    const captures = earlier.get(call.scope) ?? [];
    if (call.action === "capture") earlier.set(call.scope, [...captures, call]);
    const capture = call.action === "identify" ? captures.find((one) => mayFollow(call, one)) : undefined;
    if (capture === undefined) continue;
    earlier.delete(call.scope);
    yield {
      code: "capture-before-identify",
      at: { span: capture.callee },
      names: capture.event?.values,
      message: `${possibly(capture)}${capture.event?.values[0] === undefined ? "An event" : quote(capture.event.values[0])} is sent before the person is identified.`,
      hint: "Identify the person first: server events of the same person may come earlier.",
      related: [{ message: "Identified here:", at: { span: call.callee } }],
    };
  }
}

/** Whether a call can happen after one that stands before it in the same function: not if only one of two branches runs. */
function mayFollow(later: Call, earlier: Call): boolean {
  return earlier.branches.every(({ of, arm, leaves }) => {
    const same = later.branches.find((branch) => branch.of === of);
    return same === undefined ? !leaves : same.arm === arm;
  });
}

/** PostHog's own calls that name people, beside the helpers that check ids. */
export function* bypassingIdentity({ facts }: Evidence): Iterable<AuditFinding> {
  for (const call of facts.calls) {
    // Callers of a wrapper have nothing to correct: it does.
    if (call.via.kind !== "sdk" || (call.action !== "identify" && call.action !== "alias")) continue;
    const isAlias = call.action === "alias";
    yield {
      code: isAlias ? "alias-call" : "bypassing-identify",
      at: { span: call.callee },
      message: isAlias
        ? `${possibly(call)}\`alias\` joins two people for good, and no contract checks their ids.`
        : `${possibly(call)}\`identify\` is called beside \`identifyUser\`: nothing checks the id.`,
      hint: isAlias
        ? "Identify people by one id on both sides: then nothing has to be joined."
        : "Call `identifyUser` of the generated code.",
    };
  }
}
