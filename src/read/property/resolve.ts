import type { Pointer } from "../../plan/pointer.ts";
import { didYouMean, nearest } from "../../text/nearest.ts";
import type { Reading } from "../reading.ts";
import { quote } from "../words.ts";
import type { Body, ResolvedBody } from "./body.ts";

/** A property or item as written in the file. Items have no name. */
interface Unresolved {
  readonly name: string | undefined;
  readonly body: Body | null;
  readonly at: Pointer;
}

/**
 * Merges a property's own keys over those of its shared property: the one that `use` names, or without a `type` the one of
 * its own name. Nothing when that does not exist or is invalid, which is reported.
 */
export function resolveBody(reading: Reading, { name, body, at }: Unresolved): ResolvedBody | undefined {
  const own: Body = body ?? {};
  const { shared, report } = reading;
  if (own.type !== undefined && name !== undefined && shared.defines(name)) {
    report.add({
      code: "type-on-shared",
      at: [...at, "type"],
      message: `${quote(name)} is a shared property, which already has a type.`,
      hint: "Remove `type`, or rename this property.",
      related: [{ at: ["properties", name], part: "key", message: "The shared property is defined here." }],
    });
  }
  if (own.use !== undefined) return inherit(reading, { target: own.use, own, at, spot: [...at, "use"] });
  if (Object.hasOwn(own, "use")) return undefined;
  // An invalid `type` was reported.
  if (Object.hasOwn(own, "type")) return { at, own, keys: own };
  if (name !== undefined && shared.defines(name))
    return inherit(reading, { target: name, own, at, spot: at });
  // An unreadable file or section may define the name.
  if (isMisspelt(reading, own, at) || (name !== undefined && report.isBroken(["properties"])))
    return undefined;
  report.add({
    code: "type-missing",
    at,
    part: "key",
    message:
      name === undefined
        ? "The items have no `type`."
        : `${quote(name)} has no \`type\`, and there is no shared property of that name.`,
    hint:
      (name === undefined ? undefined : didYouMean(name, shared.names)) ??
      (name === undefined ? "Give them a `type`." : "Give it a `type`, or define it under `properties`."),
  });
  return undefined;
}

/** Whether the type is there under a misspelt key, which was reported. */
function isMisspelt({ report }: Reading, own: Body, at: Pointer): boolean {
  return Object.keys(own).some(
    (key) => report.isBroken([...at, key]) && nearest(key, ["type", "use"]) !== undefined,
  );
}

function inherit(
  { shared, report }: Reading,
  { target, own, at, spot }: { target: string; own: Body; at: Pointer; spot: Pointer },
): ResolvedBody | undefined {
  const base = shared.find(target);
  if (base !== undefined) return { at, own, keys: { ...base.keys, ...own }, base: target };
  if (!shared.defines(target) && !report.isBroken(["properties"])) {
    report.add({
      code: "unknown-property",
      at: spot,
      message: `There is no shared property ${quote(target)}.`,
      hint: didYouMean(target, shared.names) ?? "Define it under `properties`.",
    });
  }
  return undefined;
}
