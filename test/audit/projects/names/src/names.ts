import posthog from "posthog-js";

const LITERAL = "constant";
let changing = "changing";
enum Event {
  One = "enum_one",
}
const FROZEN = Object.freeze({ OPENED: "frozen" });
const CONST = { nested: { deep: "as_const" } } as const;
const SATISFIES = { A: "satisfies" } satisfies Record<string, string>;
class Names {
  static readonly READONLY = "static_readonly";
}
const byKind = { card: "paid_by_card", invoice: "paid_by_invoice" } as const;

export function send(kind: "card" | "invoice", step: number, isNew: boolean, given?: string): void {
  posthog.capture("literal");
  posthog.capture(`template`);
  posthog.capture(LITERAL);
  posthog.capture(changing);
  posthog.capture(Event.One);
  posthog.capture(FROZEN.OPENED);
  posthog.capture(CONST.nested.deep);
  posthog.capture(SATISFIES.A);
  posthog.capture(Names.READONLY);
  posthog.capture(byKind[kind]);
  posthog.capture(`pay_${kind}`);
  posthog.capture(`step_${step}`);
  posthog.capture(isNew ? "created" : "opened");
  posthog.capture("a" + "_" + LITERAL);
  posthog.capture(given ?? "fallback");
  posthog.capture(["x", "y"].join("_"));
}
changing = "changed";
