import type { Actor, Identity, IdForm, IdFormat, IdRule } from "../../plan/ids/identity.ts";
import {
  changed,
  changedKey,
  compareKeys,
  type Context,
  type FoundChange,
  isSame,
  propertyOf,
} from "./context.ts";
import type { ChangeKind } from "../table/kinds.ts";
import { comparePatterns } from "../table/type-changes.ts";
import { compareLists } from "./lists.ts";
import type { Group } from "../../plan/plan.ts";
import { compareProperties } from "./properties.ts";

export function compareIdentity(before: Identity, after: Identity): readonly FoundChange[] {
  const people: Context = { subject: { kind: "ids" }, at: ["identity", "user_id"], idle: false };
  return [...compareIds(before.userId, after.userId, people), ...compareActors(before.actors, after.actors)];
}

function compareActors(before: readonly Actor[], after: readonly Actor[]): readonly FoundChange[] {
  const { removed, kept, added } = compareLists(before, after);
  return [
    ...removed.map((value) =>
      changed("actor-removed", { ...place(value), at: ["identity", "actors"] }, { kind: "remove", value }),
    ),
    ...kept.flatMap(([from, to]) => compareActor(from, to)),
    ...added.map((value) => changed("actor-added", place(value), { kind: "add", value, after: null })),
  ];
}

function compareActor(before: Actor, after: Actor): readonly FoundChange[] {
  const ids = compareIds(before, after, { ...place(after), subject: { kind: "ids", actor: after.name } });
  if (before.profile === after.profile) return ids;
  const kind = after.profile ? "actor-profile-added" : "actor-profile-removed";
  const edit = { key: "profile", before: before.profile, after: after.profile };
  return [...ids, changedKey(kind, place(after), edit)];
}

function place({ name, at }: Actor): Context {
  return { subject: { kind: "actor", name }, at, idle: false };
}

function compareIds(before: IdRule, after: IdRule, context: Context): readonly FoundChange[] {
  const [old, now] = [before.forms.map(withoutPlace), after.forms.map(withoutPlace)];
  const edit = { kind: "forms", before: before.forms, after: after.forms } as const;
  const kinds = isSame(old, now) ? [] : [...new Set(kindsOfForms(old, now))];
  return [
    ...kinds.map((kind) => changed(kind, context, edit)),
    ...compareKeys(before, after, { description: "documentation-changed" }, context),
  ];
}

export type Form = Omit<IdForm, "at">;

export function withoutPlace(form: IdForm): Form {
  const { at: _at, ...others } = form;
  return others;
}

/** Forms have no names: they are matched by format and prefix, then by prefix, then by format. */
function kindsOfForms(before: readonly Form[], after: readonly Form[]): readonly ChangeKind[] {
  const open = { before: [...before], after: [...after] };
  const pairs: (readonly [Form, Form])[] = [];
  for (const belongs of [
    (a: Form, b: Form) => a.prefix === b.prefix && isSame(a.format, b.format),
    (a: Form, b: Form) => a.prefix === b.prefix && a.prefix !== "",
    (a: Form, b: Form) => isSame(a.format, b.format),
    () => before.length === 1 && after.length === 1,
  ]) {
    for (const form of before.filter((one) => open.before.includes(one))) {
      const other = open.after.find((candidate) => belongs(form, candidate));
      if (other === undefined) continue;
      open.before.splice(open.before.indexOf(form), 1);
      open.after.splice(open.after.indexOf(other), 1);
      pairs.push([form, other]);
    }
  }
  const kinds = [
    ...pairs.flatMap(([from, to]) => kindsOfForm(from, to)),
    ...open.before.map((): ChangeKind => "id-form-removed"),
    ...open.after.map((): ChangeKind => "id-form-added"),
  ];
  const kept = pairs.toSorted(([a], [b]) => before.indexOf(a) - before.indexOf(b)).map(([, to]) => to);
  const isMoved = !isSame(
    kept,
    after.filter((form) => kept.includes(form)),
  );
  const isNewFirst = after[0] !== undefined && !kept.includes(after[0]);
  return [...kinds, ...(isMoved || (isNewFirst && kept.length > 0) ? ["id-main-form-changed" as const] : [])];
}

function kindsOfForm(before: Form, after: Form): readonly ChangeKind[] {
  const [wasFolded, isFolded] = [ignoresCase(before), ignoresCase(after)];
  const format = kindOfFormat(before.format, after.format);
  const isSameBody = format === undefined || format === "id-format-restated";
  const kinds: readonly (readonly [ChangeKind, boolean])[] = [
    ...(format === undefined ? [] : [[format, true] as const]),
    ["id-case-ignored", isSameBody && !wasFolded && isFolded],
    ["id-case-kept", isSameBody && wasFolded && !isFolded],
    ["id-prefix-changed", before.prefix !== after.prefix],
    ["id-unprefixed-accepted", !before.acceptUnprefixed && after.acceptUnprefixed],
    ["id-unprefixed-refused", before.acceptUnprefixed && !after.acceptUnprefixed],
    ["id-emails-accepted", before.acceptEmails === undefined && after.acceptEmails !== undefined],
    ["id-emails-refused", before.acceptEmails !== undefined && after.acceptEmails === undefined],
    ["id-phones-accepted", before.acceptPhones === undefined && after.acceptPhones !== undefined],
    ["id-phones-refused", before.acceptPhones !== undefined && after.acceptPhones === undefined],
  ];
  const found = kinds.flatMap(([kind, isThere]) => (isThere ? [kind] : []));
  return found.length > 0 || isSame(before, after) ? found : ["documentation-changed"];
}

/** How the format of an id changed, apart from whether case counts in it. */
function kindOfFormat(before: IdFormat, after: IdFormat): ChangeKind | undefined {
  if (isSame(withCase(before), withCase(after))) return undefined;
  if (before.kind !== "pattern" || after.kind !== "pattern") return "id-format-changed";
  switch (comparePatterns(before.pattern, after.pattern)) {
    case "same":
      return "id-format-restated";
    case "wider":
      return "id-format-widened";
    case "narrower":
      return "id-format-narrowed";
    default:
      return "id-format-changed";
  }
}

export function compareGroups(before: readonly Group[], after: readonly Group[]): readonly FoundChange[] {
  const { removed, kept, added } = compareLists(before, after);
  return [
    ...removed.map((value) =>
      changed("group-removed", { ...contextOf(value), at: ["groups"] }, { kind: "remove", value }),
    ),
    ...kept.flatMap(([from, to]) => compareGroup(from, to, contextOf(to))),
    ...added.map((value) => changed("group-added", contextOf(value), { kind: "add", value, after: null })),
  ];
}

function contextOf({ name, at }: Group): Context {
  return { subject: { kind: "group", name }, at, idle: false };
}

function compareGroup(before: Group, after: Group, context: Context): readonly FoundChange[] {
  const [old, now] = [before, after].map(({ keyForm }) => keyForm && withoutPlace(keyForm));
  const kinds = {
    key: "group-key-changed",
    keyForm:
      old && now && isSame(kindsOfForm(old, now), ["id-format-restated"])
        ? "id-format-restated"
        : "group-key-form-changed",
    description: "documentation-changed",
  } as const;
  return [
    ...compareKeys({ ...before, keyForm: old }, { ...after, keyForm: now }, kinds, context),
    ...compareProperties(before.properties, after.properties, {
      ...context,
      subject: propertyOf({ kind: "group", name: after.name }, []),
      at: [...after.at, "properties"],
    }),
  ];
}

function ignoresCase({ format }: Form): boolean {
  return format.kind === "pattern" && format.ignoreCase === true;
}

function withCase(format: IdFormat): IdFormat {
  return format.kind === "pattern" ? { kind: "pattern", pattern: format.pattern } : format;
}
