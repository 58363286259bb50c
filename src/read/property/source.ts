import type { HolderKind, PropertySource } from "../../plan/property.ts";
import type { JsonValue } from "../../text/json.ts";
import { hintBackticks, readExpression } from "../expression/read-expression.ts";
import type { Reading } from "../reading.ts";
import { allOf, quote } from "../words.ts";
import { blame, has, type ResolvedProperty } from "./property-content.ts";

const SOURCE_KEYS = ["computed", "const", "default"] as const;

type SourceKey = (typeof SOURCE_KEYS)[number];

/** Where values of properties may come from, by their holder. */
const ALLOWED: Readonly<Record<HolderKind, readonly SourceKey[]>> = {
  event: SOURCE_KEYS,
  bundle: SOURCE_KEYS,
  shared: SOURCE_KEYS,
  object: ["const", "default"],
  person: [],
  group: [],
};

/** Reads where a property's value comes from. Nothing when that is invalid, which was reported. */
export function readSource(
  reading: Reading,
  body: ResolvedProperty,
  { holder, siblings }: { readonly holder: HolderKind; readonly siblings: readonly string[] },
): PropertySource | undefined {
  const { keys, own } = body;
  const before = reading.report.errorCount();
  checkAllowed(reading, body, holder);
  checkConflicts(reading, body);
  const optional = own.required_with !== undefined || (keys.optional ?? false);
  const source = ((): PropertySource | undefined => {
    if (keys.computed !== undefined) return readComputed(reading, body, siblings);
    if (has(keys, "const")) return { kind: "const", value: keys.const as JsonValue };
    // Persons and groups have no defaults: an inherited one means that the property is optional.
    if (!ALLOWED[holder].includes("default")) {
      return { kind: "argument", optional: optional || has(keys, "default") };
    }
    return has(keys, "default")
      ? { kind: "argument", optional: false, default: keys.default as JsonValue }
      : { kind: "argument", optional };
  })();
  return reading.report.errorCount() === before ? source : undefined;
}

function readComputed(
  reading: Reading,
  body: ResolvedProperty,
  siblings: readonly string[],
): PropertySource | undefined {
  const { computed: text = "" } = body.keys;
  const read = readExpression(text);
  if (read.ok) {
    return { kind: "computed", optional: body.keys.optional ?? false, expression: read.expression, text };
  }
  const at = blame(body, "computed");
  if (at !== undefined) {
    const hint = hintBackticks(text, siblings);
    for (const fault of read.faults) {
      reading.report.add({ at, part: "value", ...fault, hint: hint ?? fault.hint });
    }
  }
  return undefined;
}

/** Reports `default`, `const` or `computed` where it is not supported. */
function checkAllowed({ report }: Reading, body: ResolvedProperty, holder: HolderKind): void {
  for (const key of SOURCE_KEYS) {
    if (ALLOWED[holder].includes(key) || !has(body.keys, key)) continue;
    const at = blame(body, key);
    if (at === undefined && key === "default") continue;
    const where = holder === "object" ? "a property inside an object" : `a property of a ${holder}`;
    report.add({
      code: "source-not-allowed",
      at: at ?? body.at,
      part: "key",
      message: `${quote(key)} is not supported for ${where}${at ? "" : `, but comes from the shared property ${quote(body.base)}`}.`,
      hint: at ? "Remove it." : "Use a name that is not shared, and give the property its own type.",
    });
  }
}

/** Reports keys that define the value more than once. */
function checkConflicts({ report }: Reading, body: ResolvedProperty): void {
  const { keys, own } = body;
  const given = SOURCE_KEYS.filter((key) => has(keys, key));
  const spot = blame(body, ...given);
  if (given.length > 1 && spot !== undefined) {
    report.add({
      code: "source-conflict",
      at: spot,
      part: "key",
      message: `${allOf(given)} each define the value.`,
      hint: "Keep one of them.",
    });
  }
  if (keys.optional !== true) return;
  const inherited = !Object.hasOwn(own, "optional");
  for (const key of ["default", "const"] as const) {
    const at = blame(body, key, "optional");
    if (!has(keys, key) || at === undefined) continue;
    report.add({
      code: key === "default" ? "optional-with-default" : "source-conflict",
      at,
      part: "key",
      message: `With ${quote(key)} the property is never absent, so it cannot be \`optional\`.`,
      hint: inherited
        ? "The shared property is `optional`: add `optional: false`."
        : "Remove one of the two.",
    });
  }
}
