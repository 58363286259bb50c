import { type IntactPlan, lookUp, namesOf } from "../intact.ts";
import type { Report } from "../report.ts";
import { didYouMean } from "../../text/nearest.ts";
import { quote } from "../words.ts";
import type { Body, ResolvedBody } from "./body.ts";

/** The plan's shared properties, with `use` resolved. */
export interface SharedProperties {
  readonly names: readonly string[];
  /** Whether the plan defines the name, validly or not. */
  defines(name: string): boolean;
  /** The property; nothing when it does not exist or is invalid, which was reported. */
  find(name: string): ResolvedBody | undefined;
}

/** Resolves `use` between shared properties, and reports cycles and unknown names. */
export function resolveShared(intact: IntactPlan, report: Report): SharedProperties {
  const bodies = intact.properties;
  const resolved = new Map<string, ResolvedBody | undefined>();
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

type Bodies = IntactPlan["properties"];
type Resolved = Map<string, ResolvedBody | undefined>;

/** The chain of `use` from a name up to one that is resolved or has none. Empty when it is invalid. */
function chainFrom(start: string, bodies: Bodies, resolved: Resolved, report: Report): readonly string[] {
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
    const body: Body | undefined = lookUp(bodies, name);
    const target: string | undefined = body?.use;
    if (target !== undefined && !Object.hasOwn(bodies ?? {}, target)) {
      reportUnknown(name, target, bodies, report);
      for (const member of chain) resolved.set(member, undefined);
      return [];
    }
    name = target;
  }
  return chain;
}

function resolveOne(
  name: string,
  body: Body | undefined,
  { resolved, report }: { resolved: Resolved; report: Report },
): ResolvedBody | undefined {
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

function reportUnknown(name: string, target: string, bodies: Bodies, report: Report): void {
  // A file that could not be read may define it.
  if (report.isBroken(["properties"])) return;
  report.add({
    code: "unknown-property",
    at: ["properties", name, "use"],
    message: `There is no shared property ${quote(target)}.`,
    hint: didYouMean(target, namesOf(bodies)) ?? "Define it under `properties`.",
  });
}
