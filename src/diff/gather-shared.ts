import { nameOfSubject, type RawChange } from "./change.ts";
import type { FoundChange, Via } from "./compare/context.ts";
import { isSame } from "./same.ts";

/** A change of a shared property, and the same one where that is taken. */
interface Host {
  readonly change: FoundChange;
  readonly users: RawChange[];
}

/**
 * Tells the change of a shared property once, with what takes it, in place of once for each: a property that takes a shared
 * one and changed as that did has changed because of it.
 */
export function gatherShared(found: readonly FoundChange[]): readonly RawChange[] {
  const hosts = new Map<string, Host>();
  for (const change of found) {
    const own = change.via === undefined ? sharedPartOf(change) : undefined;
    if (own !== undefined) hosts.set(keyOf(change, own), { change, users: [] });
  }
  const others = found.filter((change) => {
    const host = change.via && hosts.get(keyOf(change, change.via));
    if (host === undefined || !isSame(host.change.edit, change.edit)) return true;
    host.users.push(change);
    return false;
  });
  const users = new Map([...hosts.values()].map((host) => [host.change, host.users]));
  return others.map((change): RawChange => {
    const own = users.get(change);
    return own === undefined ? change : Object.assign({}, change, { users: own });
  });
}

/** What a change of a shared property is a change of. */
function sharedPartOf({ subject }: FoundChange): Via | undefined {
  if (subject.kind !== "property" || subject.holder.kind !== "shared") return undefined;
  const [shared, ...path] = subject.path;
  return shared === undefined ? undefined : { shared, path };
}

/** What changed of which part of a shared property. */
function keyOf({ kind, edit }: FoundChange, { shared, path }: Via): string {
  const name = nameOfSubject({ kind: "property", holder: { kind: "shared" }, path: [shared, ...path] });
  const part =
    edit.kind === "set" ? edit.key : edit.kind === "add" || edit.kind === "remove" ? edit.value.name : "";
  return `${kind} ${name} ${edit.kind} ${edit.kind === "rename" ? edit.to : part}`;
}
