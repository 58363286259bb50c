import { ADDITIONAL_DEFAULTS } from "../../format/facts.ts";
import type { Additional } from "../../plan/plan.ts";
import type { Pointer } from "../../plan/property.ts";
import type { EventContent } from "../content.ts";
import type { Report } from "../report.ts";

/** Reads what an event accepts beside its properties. Reports a length where no text is accepted. */
export function readAdditional(
  { additional }: EventContent,
  at: Pointer,
  report: Report,
): Additional | undefined {
  const { type, max_keys: maxKeys, max_length: maxLength } = additional ?? {};
  if (type === undefined) return undefined;
  const types = [
    ...new Set(Array.isArray(type) ? (type as Additional["types"]) : [type as Additional["types"][0]]),
  ];
  if (maxLength !== undefined && !types.includes("string")) {
    report.add({
      code: "key-not-for-type",
      at: [...at, "additional", "max_length"],
      part: "key",
      message: "`max_length` has no effect: the additional properties are no strings.",
      hint: "Remove it, or accept the type `string`.",
    });
  }
  return {
    types,
    maxKeys: maxKeys ?? ADDITIONAL_DEFAULTS.maxKeys,
    maxLength: maxLength ?? ADDITIONAL_DEFAULTS.maxLength,
  };
}
