import type { Pointer } from "../plan/pointer.ts";
import type { IdForm, Identity } from "../plan/ids/identity.ts";
import { type DraftPlan, entriesOf } from "./draft.ts";
import { checkName } from "./names.ts";
import { findPatternFault } from "./property/pattern.ts";
import type { Report } from "./report.ts";

type DraftForm = NonNullable<NonNullable<DraftPlan["identity"]>["user_id"]>;

/** Reads the contract of ids. Nothing when it is broken, which was told. */
export function readIdentity(draft: DraftPlan, report: Report): Identity | undefined {
  const { user_id: form, actors } = draft.identity ?? {};
  for (const [name, actor] of entriesOf(actors)) {
    checkName("actor", ["identity", "actors", name], report);
    if (actor !== undefined) readForm(actor, ["identity", "actors", name], report);
  }
  for (const [index, other] of (form?.forms ?? []).entries()) {
    readForm(other, ["identity", "user_id", "forms", index], report);
  }
  const userId = form && readForm(form, ["identity", "user_id"], report);
  return userId && { userId: { description: form?.description, forms: [userId] }, actors: [] };
}

function readForm(form: Omit<DraftForm, "forms">, at: Pointer, report: Report): IdForm | undefined {
  const { description, format, pattern, pattern_unsafe: unsafe, prefix = "", accept_unprefixed: bare } = form;
  if (bare === true && prefix === "" && !report.isBroken([...at, "prefix"])) {
    refuseAlone(report, [...at, "accept_unprefixed"], "`accept_unprefixed` says nothing without a `prefix`.");
  }
  if (/[\s\p{C}]/u.test(prefix)) {
    report.add({
      code: "wrong-value",
      at: [...at, "prefix"],
      message: "The prefix has white space or control characters in it, which no id may have.",
      hint: "Take them out.",
    });
  }
  if (format === undefined) return undefined;
  if (format === "uuid") {
    if (pattern !== undefined) {
      refuseAlone(report, [...at, "pattern"], "`pattern` says nothing without `format: pattern`.");
    }
    return { at, description, format: { kind: "uuid" }, prefix, acceptUnprefixed: bare ?? false };
  }
  if (pattern === undefined) {
    if (Object.hasOwn(form, "pattern")) return undefined;
    report.add({
      code: "missing-key",
      at: [...at, "pattern"],
      message: "`format: pattern` needs the `pattern`.",
      hint: "Add `pattern:`.",
    });
    return undefined;
  }
  const fault = findPatternFault(pattern, unsafe);
  if (fault !== undefined) report.add({ at: [...at, "pattern"], part: "value", ...fault });
  return { at, description, format: { kind: "pattern", pattern }, prefix, acceptUnprefixed: bare ?? false };
}

function refuseAlone(report: Report, at: Pointer, message: string): void {
  report.add({
    code: "key-without-partner",
    at,
    part: "key",
    message,
    hint: "Remove it, or add the other key.",
  });
}
