import type { Pointer } from "../plan/pointer.ts";
import { type IntactPlan, entriesOf } from "./intact.ts";
import type { Report } from "./report.ts";
import { quote } from "./words.ts";

type Note = (key: string, at: Pointer, value: unknown) => void;

/** Says of each key that is part of the format and does nothing yet so, once, where it first stands. */
export function tellNoEffect(intact: IntactPlan, report: Report): void {
  const first = new Map<string, Pointer>();
  const note: Note = (key, at, value) => {
    if (value !== undefined && !first.has(key)) first.set(key, at);
  };
  for (const [name, event] of entriesOf(intact.events)) {
    const at = ["events", name];
    note("delivery", [...at, "delivery"], event?.delivery);
  }
  for (const [key, at] of first) {
    report.add({
      code: "no-effect-yet",
      at,
      part: "key",
      message: `${quote(key)} is checked, and has no effect yet.`,
    });
  }
}
