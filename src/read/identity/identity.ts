import { FORM_KEYS } from "../../format/facts.ts";
import type { Actor, IdForm, IdForms, Identity, IdRule } from "../../plan/ids/identity.ts";
import type { Pointer } from "../../plan/property.ts";
import { byName } from "../../text/order.ts";
import { type PlanContent, entriesOf } from "../content.ts";
import { checkName } from "../names.ts";
import type { Report } from "../report.ts";
import { allOf } from "../words.ts";
import { type FormContent, readForm } from "./id-form.ts";

type IntactIdentity = NonNullable<PlanContent["identity"]>;

/** The keys that say what an id is: one form, or a list of them. */
type IntactRule = NonNullable<IntactIdentity["user_id"]>;

type IntactActor = NonNullable<NonNullable<IntactIdentity["actors"]>[string]>;

/** Reads the contract of ids. Reports what is invalid, and returns nothing then. */
export function readIdentity(content: PlanContent, report: Report): Identity | undefined {
  const { user_id: user, actors } = content.identity ?? {};
  const userId = user && readRule(user, ["identity", "user_id"], report);
  const read = entriesOf(actors).flatMap(([name, actor]) => readActor(name, actor, report));
  return userId && { userId, actors: read.toSorted(byName) };
}

function readActor(name: string, actor: IntactActor | undefined, report: Report): readonly Actor[] {
  const at = ["identity", "actors", name];
  checkName("actor", at, report);
  if (name === "user") {
    report.add({
      code: "name-reserved",
      at,
      part: "key",
      message: "`user` is reserved for the person, whose id is `identity.user_id`.",
      hint: "Choose another name.",
    });
  }
  const rule = actor && readRule(actor, at, report);
  return rule === undefined ? [] : [{ name, at, ...rule, profile: actor?.profile ?? false }];
}

function readRule(rule: IntactRule, at: Pointer, report: Report): IdRule | undefined {
  const { description, forms, ...inline } = rule;
  if (!Object.hasOwn(rule, "forms")) return readInline(rule, at, report);
  const beside = FORM_KEYS.filter((key) => Object.hasOwn(inline, key));
  if (beside.length > 0) {
    report.add({
      code: "form-beside-forms",
      at: [...at, ...beside.slice(0, 1)],
      part: "key",
      message: `${allOf(beside)} cannot be combined with \`forms\`: both define the id.`,
      hint: "Move it into an item of `forms`: the first item is the form of new ids.",
      related: [{ at: [...at, "forms"], part: "key", message: "The forms are here." }],
    });
  }
  // Items of a list may have lost broken keys, though they are there.
  const read = ((forms ?? []) as readonly FormContent[]).map((form, index) =>
    readForm(form, [...at, "forms", index], report),
  );
  return isWhole(read) ? { description, forms: read } : undefined;
}

function isWhole(forms: readonly (IdForm | undefined)[]): forms is IdForms {
  return forms.length > 0 && forms.every((form) => form !== undefined);
}

function readInline(rule: IntactRule, at: Pointer, report: Report): IdRule | undefined {
  const { description, ...inline } = rule;
  // A misspelt key was reported, and may be this one.
  if (!Object.hasOwn(rule, "format") && !report.hasErrorIn(at)) {
    report.add({
      code: "missing-key",
      at: [...at, "format"],
      message: "The id has neither a `format` nor a list of `forms`.",
      hint: "Add `format:`, such as `format: uuid`.",
    });
  }
  const form = readForm(inline, at, report);
  return form && { description, forms: [form] };
}
