import { plural, quote } from "../../text/words.ts";
import type { Call } from "../facts/facts.ts";
import { type AuditFinding, bypasses, type Evidence, isOwn } from "./finding.ts";

/** An event that is sent with other properties at other places. */
export function* differingProperties({ facts }: Evidence): Iterable<AuditFinding> {
  const byName = new Map<string, Call[]>();
  for (const call of facts.calls) {
    if (call.action !== "capture" || !bypasses(call)) continue;
    for (const name of call.event?.values ?? []) {
      if (!isOwn(name)) byName.set(name, [...(byName.get(name) ?? []), call]);
    }
  }
  for (const [name, calls] of byName) {
    const sets = new Map<string, Call[]>();
    for (const call of calls) sets.set(listOf(call), [...(sets.get(listOf(call)) ?? []), call]);
    const [[, [first] = []] = [], ...others] = sets;
    if (first === undefined || others.length === 0) continue;
    yield {
      code: "differing-properties",
      at: { span: first.event?.span ?? first.callee },
      message: `${quote(name)} is sent with ${plural(sets.size, "different set")} of properties; here: ${listOf(first)}.`,
      hint: "One helper for the event asks for the same properties everywhere.",
      related: others.flatMap(([list, [call]]) =>
        call ? [{ message: `Here: ${list}:`, at: { span: call.event?.span ?? call.callee } }] : [],
      ),
    };
  }
}

function listOf({ properties }: Call): string {
  const names = (properties?.properties ?? []).map(
    ({ name, optional }) => `\`${name}${optional ? "?" : ""}\``,
  );
  const unknown = (properties?.unknown ?? []).map((text) => `\`…${text}\``);
  return [...names.toSorted(), ...unknown].join(", ") || "none";
}
