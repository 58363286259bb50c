import type { Pointer } from "../../plan/property.ts";
import { didYouMean, nearest } from "../../text/words.ts";
import type { Reading, SharedProperties } from "../reading.ts";
import { quote } from "../words.ts";
import type { PropertyContent, ResolvedProperty } from "./property-content.ts";
import { type PlanContent, lookUp, namesOf } from "../content.ts";
import type { Report } from "../report.ts";

/** A property or item as written in the file. Items have no name. */
interface Unresolved {
  readonly name: string | undefined;
  readonly body: PropertyContent | null;
  readonly at: Pointer;
  /** Inside an object, a name that is shared may have another type: PostHog compares properties of events only. */
  readonly inObject?: boolean;
}

/**
 * Merges a property's own keys over those of its shared property: the one that `use` names, or without a `type` the one of
 * its own name. Nothing when that does not exist or is invalid, which is reported.
 */
export function resolveProperty(
  reading: Reading,
  { name, body, at, inObject }: Unresolved,
): ResolvedProperty | undefined {
  const own: PropertyContent = body ?? {};
  const { shared, report } = reading;
  if (own.type !== undefined && name !== undefined && inObject !== true && shared.defines(name)) {
    report.add({
      code: "type-on-shared",
      at: [...at, "type"],
      message: `${quote(name)} is a shared property, which already has a type.`,
      hint: "Remove `type`. If it has to be another type, define that under another name in `properties`, and write `use:` with that name.",
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
function isMisspelt({ report }: Reading, own: PropertyContent, at: Pointer): boolean {
  return Object.keys(own).some(
    (key) => report.isBroken([...at, key]) && nearest(key, ["type", "use"]) !== undefined,
  );
}

function inherit(
  { shared, report }: Reading,
  { target, own, at, spot }: { target: string; own: PropertyContent; at: Pointer; spot: Pointer },
): ResolvedProperty | undefined {
  const base = shared.find(target);
  if (base !== undefined) return { at, own, keys: { ...base.keys, ...own }, base: target };
  if (!shared.defines(target)) reportUnknown(report, { target, names: shared.names, at: spot });
  return undefined;
}

/** Resolves `use` between shared properties, and reports cycles and unknown names. */
export function resolveShared(content: PlanContent, report: Report): SharedProperties {
  const bodies = content.properties;
  const resolved = new Map<string, ResolvedProperty | undefined>();
  for (const name of namesOf(bodies)) {
    for (const step of chainFrom(name, bodies, resolved, report).toReversed()) {
      resolved.set(step, resolveOne(step, lookUp(bodies, step), { resolved, report }));
    }
  }
  return {
    names: namesOf(bodies),
    defines: (name) => resolved.has(name),
    find: (name) => resolved.get(name),
  };
}

type PropertyContents = PlanContent["properties"];
type Resolved = Map<string, ResolvedProperty | undefined>;

/** The chain of `use` from a name up to one that is resolved or has none. Empty when it is invalid. */
function chainFrom(
  start: string,
  bodies: PropertyContents,
  resolved: Resolved,
  report: Report,
): readonly string[] {
  const chain: string[] = [];
  const seen = new Set<string>();
  for (let name: string | undefined = start; name !== undefined && !resolved.has(name);) {
    if (seen.has(name)) {
      reportCycle(chain.slice(chain.indexOf(name)), report);
      for (const member of chain) resolved.set(member, undefined);
      return [];
    }
    chain.push(name);
    seen.add(name);
    const body: PropertyContent | undefined = lookUp(bodies, name);
    const target: string | undefined = body?.use;
    if (target !== undefined && !Object.hasOwn(bodies ?? {}, target)) {
      reportUnknown(report, { target, names: namesOf(bodies), at: ["properties", name, "use"] });
      for (const member of chain) resolved.set(member, undefined);
      return [];
    }
    name = target;
  }
  return chain;
}

function resolveOne(
  name: string,
  body: PropertyContent | undefined,
  { resolved, report }: { resolved: Resolved; report: Report },
): ResolvedProperty | undefined {
  if (body === undefined) return undefined;
  const at = ["properties", name];
  if (body.use === undefined) {
    if (Object.hasOwn(body, "type") || Object.hasOwn(body, "use")) return { at, own: body, keys: body };
    report.add({
      code: "type-missing",
      at,
      part: "key",
      message: `The shared property ${quote(name)} has no \`type\`.`,
      hint: "Give it a `type`, or name another shared property with `use`.",
    });
    return undefined;
  }
  const base = resolved.get(body.use);
  return base && { at, own: body, keys: { ...base.keys, ...body }, base: body.use };
}

function reportCycle(names: readonly string[], report: Report): void {
  const [first = ""] = names;
  report.add({
    code: "use-cycle",
    at: ["properties", first, "use"],
    message: `Shared properties use one another in a cycle: ${[...names, first].map(quote).join(" → ")}.`,
    hint: "Give one of them a `type`.",
  });
}

function reportUnknown(
  report: Report,
  { target, names, at }: { target: string; names: readonly string[]; at: Pointer },
): void {
  // An unreadable file or section may define it.
  if (report.isBroken(["properties"])) return;
  report.add({
    code: "unknown-property",
    at,
    message: `There is no shared property ${quote(target)}.`,
    hint: didYouMean(target, names) ?? "Define it under `properties`.",
  });
}
