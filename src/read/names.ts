import { NAME_PATTERN } from "../format/text-format.ts";
import type { Pointer } from "../plan/pointer.ts";
import { JAVASCRIPT_NAMES } from "../plan/reserved-names.ts";
import type { Report } from "./report.ts";
import { quote } from "./words.ts";

/** Longest name of an event that PostHog keeps whole. */
const MAX_NAME_LENGTH = 200;

const VALID_NAME = new RegExp(NAME_PATTERN, "u");

/** Names of properties that are taken, and why. */
const TAKEN_PROPERTIES: ReadonlyMap<string, { readonly why: string; readonly hint: string }> = new Map([
  ["plan_violations", { why: "is added to events by the runtime", hint: "Choose another name." }],
  ["idempotency_key", { why: "is added to events by the runtime", hint: "Choose another name." }],
  [
    "distinct_id",
    {
      why: "is whom PostHog takes an event's person for: it would move the event to another one",
      hint: "Name it for what it is, such as `invited_user_id`.",
    },
  ],
]);

export type NamedThing = "event" | "property" | "group" | "actor";

/** Reports a name that is not one, or that is taken. */
export function checkName(thing: NamedThing, at: Pointer, report: Report): void {
  const name = String(at.at(-1));
  const spot = { at, part: "key" } as const;
  const taken = TAKEN_PROPERTIES.get(name);
  if (name.startsWith("$")) {
    report.add({
      code: "name-reserved",
      ...spot,
      message: `${quote(name)}: names that start with \`$\` are PostHog's own.`,
      hint: `Name it ${quote(name.replace(/^\$+/u, "") || thing)}.`,
    });
  } else if (JAVASCRIPT_NAMES.has(name)) {
    report.add({
      code: "name-reserved",
      ...spot,
      message: `${quote(name)} is reserved by JavaScript.`,
      hint: "Choose another name.",
    });
  } else if (thing === "property" && taken !== undefined) {
    report.add({
      code: "name-reserved",
      ...spot,
      message: `${quote(name)} ${taken.why}.`,
      hint: taken.hint,
    });
  } else if (name.length > MAX_NAME_LENGTH) {
    report.add({
      code: "name-too-long",
      ...spot,
      message: `The name has ${name.length} characters; PostHog takes at most ${MAX_NAME_LENGTH}.`,
      hint: "Shorten it.",
    });
  } else if (!VALID_NAME.test(name)) {
    report.add({
      code: "name-invalid",
      ...spot,
      message: `${name === "" ? "Empty text" : quote(name)} is not a valid name of ${thing === "event" || thing === "actor" ? "an" : "a"} ${thing}.`,
      hint: "Names start with a letter A to Z, and go on with letters, digits, `_`, `-` and spaces.",
    });
  }
}
