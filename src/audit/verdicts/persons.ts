import { describeForm, type FormRule, matchForm } from "../../plan/ids/forms.ts";
import type { IdForms } from "../../plan/ids/identity.ts";
import type { Plan } from "../../plan/plan.ts";
import { allOf, quote } from "../../text/words.ts";
import type { Call, IdExpression } from "../facts/facts.ts";
import { type AuditFinding, type Evidence, possibly } from "./finding.ts";

/** Whose id an expression probably is. */
type IdKind = "person" | "email" | "group" | "sentinel" | "foreign" | "untold";

/** Texts that stand for nobody. */
const SENTINELS: ReadonlySet<string> = new Set([
  "",
  "0",
  "admin",
  "anon",
  "anonymous",
  "api",
  "backend",
  "bot",
  "cron",
  "default",
  "guest",
  "n/a",
  "nobody",
  "none",
  "null",
  "server",
  "system",
  "test",
  "undefined",
  "unknown",
  "user",
]);

/** Words for what many people share. */
const SHARED = /^(?:org|organi[sz]ation|team|workspace|company|tenant|customer_?account|project|group)s?$/iu;

/** Ids that are no email, organization or constant, and of the kind that the contract says. */
export function* wrongIds(evidence: Evidence): Iterable<AuditFinding> {
  for (const call of evidence.facts.calls) {
    if (call.id === undefined || call.action === "logout" || call.action === "groupIdentify") continue;
    const forms = formsOf(call, evidence);
    const { alternatives, span } = call.id;
    const kinds = alternatives
      .filter((one) => !isNothing(one))
      .map((one) => ({ one, kind: kindOf(one, forms, evidence.plan) }));
    const told = new Set(kinds.map(({ kind }) => kind).filter((kind) => kind !== "untold"));
    if (told.size > 1 || (kinds.length > 1 && told.size === 1 && !told.has("person"))) {
      yield {
        code: "id-mixes-kinds",
        at: { span },
        message: `${possibly(call)}One person gets ids of several kinds: ${kinds.map(({ one, kind }) => `${quote(one.text)}${NAMES[kind]}`).join(" or ")}.`,
        hint: "Pass the user's id alone, and send nothing where there is none.",
      };
      continue;
    }
    const [only] = kinds;
    if (only !== undefined) yield* judge(only.one, only.kind, call, forms);
  }
}

const NAMES: Readonly<Record<IdKind, string>> = {
  person: "",
  email: " (an email address)",
  group: " (shared by many people)",
  sentinel: " (a constant)",
  foreign: " (not of the contract)",
  untold: "",
};

function* judge(id: IdExpression, kind: IdKind, call: Call, forms: IdForms): Iterable<AuditFinding> {
  const at = { span: call.id?.span ?? call.callee };
  const which = `${possibly(call)}The person's id is`;
  switch (kind) {
    case "email":
      yield {
        code: "id-is-email",
        at,
        message: `${which} an email address: ${quote(id.text)}.`,
        hint: "Pass the user's id. An address changes, and PostHog would count a second person.",
      };
      return;
    case "group":
      yield {
        code: "id-is-group",
        at,
        message: `${which} that of a group: ${quote(id.text)}. All its people would be one person.`,
        hint: "Pass the user's id, and name the group in `groups`.",
      };
      return;
    case "sentinel":
      yield {
        code: "id-is-constant",
        at,
        message: `${which} the constant ${quote(id.literals[0] ?? id.text)}: all such events belong to one person.`,
        hint: "Pass a user's id, or define an actor in `identity.actors`.",
      };
      return;
    case "foreign":
      yield {
        code: "id-outside-contract",
        at,
        message: `${which} ${describe(id)}, which is not in the user-ID contract.`,
        hint: `The plan accepts ${allOf(forms.map(describeForm))}.`,
      };
      return;
    case "person":
    case "untold":
  }
}

function describe({ text, literals, type }: IdExpression): string {
  return literals.length > 0
    ? quote(literals[0])
    : type === "number"
      ? `a number: ${quote(text)}`
      : quote(text);
}

/** The forms of the ids that a call may have: those of its event's actor. */
function formsOf(call: Call, { plan, events }: Evidence): IdForms {
  const names = call.event?.values ?? [];
  const actor = names.length === 1 ? events.get(names[0] ?? "")?.actor : undefined;
  return plan.identity.actors.find(({ name }) => name === actor)?.forms ?? plan.identity.userId.forms;
}

function isNothing({ text }: IdExpression): boolean {
  return text === "undefined" || text === "null";
}

function kindOf(id: IdExpression, forms: IdForms, plan: Plan): IdKind {
  const takesEmails = forms.some(({ acceptEmails }) => acceptEmails !== undefined);
  if (id.literals.length > 0) {
    if (id.literals.every((literal) => matches(forms, String(literal)))) return "person";
    const [literal] = id.literals.map(String);
    if (literal?.includes("@")) return takesEmails ? "person" : "email";
    return SENTINELS.has(literal?.toLowerCase() ?? "") ? "sentinel" : "foreign";
  }
  const last = wordsBehind(id.names);
  if (/e_?mail/iu.test(last.at(-1) ?? "") || /email/iu.test(id.typeName ?? ""))
    return takesEmails ? "person" : "email";
  if (id.type === "number" && !forms.some(({ format }) => format.kind === "integer")) return "foreign";
  const holder = last.findLast((word) => !/^(?:id|ids|uuid|key|current|get|my|the|this)$/iu.test(word)) ?? "";
  if (SHARED.test(holder) || plan.groups.some(({ name }) => name.toLowerCase() === holder.toLowerCase())) {
    return "group";
  }
  return /user|person|member|customer|profile|account|sub|distinct|author|owner/iu.test(holder)
    ? "person"
    : "untold";
}

/** The words of the last names of an expression: `org.id` gives `org`, `id`, and `user.orgId` gives `user`, `org`, `Id`. */
function wordsBehind(names: readonly string[]): readonly string[] {
  return names
    .slice(-2)
    .flatMap((name) => name.split(/_|(?<=\p{Ll})(?=\p{Lu})/u).filter((word) => word !== ""));
}

function matches(forms: readonly FormRule[], text: string): boolean {
  return forms.some((form) => matchForm(form, text) !== undefined);
}

/** Ids of different kinds for one event, at different places. */
export function* differingIds({ sent, plan, events }: Evidence): Iterable<AuditFinding> {
  for (const [name, calls] of sent) {
    const event = events.get(name);
    const forms =
      plan.identity.actors.find((actor) => actor.name === event?.actor)?.forms ?? plan.identity.userId.forms;
    const kinds = new Map<IdKind, Call>();
    for (const call of calls) {
      const { alternatives = [] } = call.id ?? {};
      const [only] = alternatives;
      const kind = alternatives.length === 1 && only ? kindOf(only, forms, plan) : "untold";
      if (kind !== "untold" && !kinds.has(kind)) kinds.set(kind, call);
    }
    const [first, ...others] = kinds.values();
    for (const call of first ? others : []) {
      yield {
        code: "ids-differ",
        at: { span: call.id?.span ?? call.callee },
        message: `${possibly(call)}${quote(name)} is sent with ids of different kinds: one person becomes two.`,
        hint: "Pass the same kind of id everywhere.",
        related: [
          { message: "Another kind:", at: { span: (first as Call).id?.span ?? (first as Call).callee } },
        ],
      };
    }
  }
}

/** A product that names people in browsers and never forgets them: the next person at the same browser gets their events. */
export function* missingReset({ facts }: Evidence): Iterable<AuditFinding> {
  const named = facts.calls.some(({ action, side }) => action === "identify" && side === "client");
  const resets = facts.calls.some(({ action }) => action === "reset");
  const logout = facts.calls.find(({ action }) => action === "logout");
  if (!named || resets || logout === undefined) return;
  yield {
    code: "no-reset-at-logout",
    at: { span: logout.callee },
    message:
      "Nobody calls `reset` at logout: what the next person does in this browser counts for the one before.",
    hint: "Call `logOut(posthog)` of the generated browser code, or `posthog.reset()`.",
  };
}

/** An event that is sent before the person is named, although the same function names them. */
export function* capturesBeforeIdentify({ facts }: Evidence): Iterable<AuditFinding> {
  const earlier = new Map<string, Call>();
  for (const call of facts.calls) {
    if (call.side !== "client") continue;
    if (call.action === "capture" && !earlier.has(call.scope)) earlier.set(call.scope, call);
    const capture = call.action === "identify" ? earlier.get(call.scope) : undefined;
    if (capture === undefined) continue;
    earlier.delete(call.scope);
    yield {
      code: "capture-before-identify",
      at: { span: capture.callee },
      message: `${possibly(capture)}The event is sent before the person is identified.`,
      hint: "Identify the person first: server events of the same person may come earlier.",
      related: [{ message: "Identified here:", at: { span: call.callee } }],
    };
  }
}

/** PostHog's own calls that name people, beside the helpers that check ids. */
export function* bypassingIdentity({ facts }: Evidence): Iterable<AuditFinding> {
  for (const call of facts.calls) {
    if (call.via.kind === "helper" || (call.action !== "identify" && call.action !== "alias")) continue;
    const isAlias = call.action === "alias";
    yield {
      code: isAlias ? "alias-call" : "bypassing-identify",
      at: { span: call.callee },
      message: isAlias
        ? `${possibly(call)}\`alias\` joins two people for good, and no contract checks their ids.`
        : `${possibly(call)}\`identify\` is called beside \`identifyUser\`: nothing checks the id.`,
      hint: isAlias
        ? "Identify people by one id on both sides: then nothing has to be joined."
        : "Call `identifyUser` of the generated code.",
    };
  }
}
