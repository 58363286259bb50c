import { describeForm } from "../../plan/ids/forms.ts";
import type { IdForm } from "../../plan/ids/identity.ts";
import { allOf, quote } from "../../text/words.ts";
import type { Call, IdExpression, Span } from "../facts/facts.ts";
import { type AuditFinding, type Evidence, possibly } from "./finding.ts";
import { type IdKind, kindOfId } from "./id-kinds.ts";

/**
 * Ids that are an email, a group's or a constant, or not of the kind that the contract says. Callers of a wrapper that asks for an
 * email have nothing to correct: the wrapper does, and is told of for all of them.
 */
export function* wrongIds(evidence: Evidence): Iterable<AuditFinding> {
  for (const call of evidence.facts.calls) yield* judgeCall(call, evidence);
}

function* judgeCall(call: Call, evidence: Evidence): Iterable<AuditFinding> {
  if (call.id === undefined || call.action === "groupIdentify") return;
  const forms = formsOf(call, evidence);
  const kindOf = (one: IdExpression): IdKind => kindOfId(one, forms, evidence.plan);
  const kinds = call.id.alternatives
    .filter((one) => !isNothing(one))
    .map((one) => ({ one, kind: kindOf(one) }));
  const known = kinds.filter(({ kind }) => kind !== "untold");
  const [first] = known;
  if (first === undefined) return;
  if (known.some(({ kind }) => kind !== first.kind)) {
    const list = kinds.map(({ one, kind }) => `${quote(textOf(one))}${NAMES[kind]}`).join(" or ");
    // What a wrapper adds to what its callers pass is to be corrected there.
    const added = known.find(({ one }) => !isWithin(one.span, call.span));
    yield {
      code: "id-mixes-kinds",
      at: { span: added?.one.span ?? call.id.span },
      message: `${possibly(call)}One person gets ids of several kinds: ${list}.`,
      hint: "Pass only the user's id. Without one, send nothing.",
    };
  } else if (first.kind !== "person") yield* judge(innermost(first.one, kindOf), first.kind, call, forms);
}

function isWithin({ file, start }: Span, outer: Span): boolean {
  return file === outer.file && start >= outer.start && start < outer.end;
}

/** The expression of the same kind that is nearest to PostHog, of those that stand for an id inside of wrappers. */
function innermost(id: IdExpression, kindOf: (one: IdExpression) => IdKind): IdExpression {
  let found = id;
  for (let at = id.passedTo; at; at = at.passedTo) if (kindOf(at) === kindOf(id)) found = at;
  return found;
}

const NAMES: Readonly<Record<IdKind, string>> = {
  person: "",
  email: " (an email address)",
  group: " (shared by many people)",
  sentinel: " (a constant)",
  foreign: " (not of the contract)",
  untold: "",
};

function* judge(
  id: IdExpression,
  kind: IdKind,
  call: Call,
  forms: readonly IdForm[],
): Iterable<AuditFinding> {
  const at = { span: id.span };
  const which = `${possibly(call)}The person's id is`;
  switch (kind) {
    case "email":
      yield {
        code: "id-is-email",
        at,
        message: `${which} an email address: ${quote(textOf(id))}.`,
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
        message: `${which} the constant ${quote(textOf(id))}: all such events belong to one person.`,
        hint: "Pass a user's id, or define an actor in `identity.actors`.",
      };
      return;
    case "foreign":
      yield {
        code: "id-outside-contract",
        at,
        message: `${which} ${id.literals.length === 0 && id.type === "number" ? "a number: " : ""}${quote(textOf(id))}, which is not in the user-ID contract.`,
        hint: `The plan accepts ${allOf(forms.map(describeForm))}.`,
      };
      return;
    case "person":
    case "untold":
  }
}

function textOf({ text, literals }: IdExpression): string {
  return literals.length > 0 ? literals.map((one) => (one === "" ? '""' : String(one))).join(" | ") : text;
}

function isNothing({ text }: IdExpression): boolean {
  return text === "undefined" || text === "null";
}

/** The forms of the ids that a call may have: those of its event's actor, and of all actors where the event is not known. */
function formsOf({ action, event }: Call, { plan, events }: Evidence): readonly IdForm[] {
  const { userId, actors } = plan.identity;
  if (action !== "capture") return userId.forms;
  const [name = "", ...others] = event?.values ?? [];
  const planned = others.length === 0 ? events.get(name) : undefined;
  if (planned === undefined) return [userId, ...actors].flatMap(({ forms }) => forms);
  return actors.find((actor) => actor.name === planned.actor)?.forms ?? userId.forms;
}

/** The kind of id that a call has, where it has one that people could be told apart by. */
function comparableKind(call: Call, evidence: Evidence): IdKind | undefined {
  const [only, ...others] = call.id?.alternatives ?? [];
  if (only === undefined || others.length > 0) return undefined;
  const kind = kindOfId(only, formsOf(call, evidence), evidence.plan);
  return kind === "untold" || kind === "sentinel" ? undefined : kind;
}

/** Ids of different kinds for one event, at different places. */
export function* differingIds(evidence: Evidence): Iterable<AuditFinding> {
  for (const [name, calls] of evidence.sent) {
    const [first, ...others] = firstOfKinds(calls, evidence);
    for (const call of first ? others : []) {
      yield {
        code: "ids-differ",
        names: [name],
        at: idPlace(call),
        message: `${possibly(call)}${quote(name)} is sent with ids of different kinds: one person becomes two.`,
        hint: "Pass the same kind of id everywhere.",
        related: first ? [{ message: "Another kind:", at: idPlace(first) }] : [],
      };
    }
  }
}

/** People who have ids of one kind in browsers and of another on servers. */
export function* differingSides(evidence: Evidence): Iterable<AuditFinding> {
  const { calls } = evidence.facts;
  const named = calls.filter(({ action, side }) => action === "identify" && side === "client");
  const inBrowsers = firstOfKinds(named, evidence);
  const onServers = firstOfKinds(
    calls.filter(({ action, side }) => action === "capture" && side === "server"),
    evidence,
  );
  const known = new Set(inBrowsers.map((call) => comparableKind(call, evidence)));
  const [first] = inBrowsers;
  for (const call of first ? onServers : []) {
    if (first === undefined || known.has(comparableKind(call, evidence))) continue;
    yield {
      code: "ids-differ",
      at: idPlace(call),
      message: `${possibly(call)}Servers send ${describe(call)}, and browsers identify people by ${describe(first)}: one person becomes two.`,
      hint: "Pass the same id on both sides.",
      related: [{ message: "In browsers:", at: idPlace(first) }],
    };
  }
}

function describe({ id }: Call): string {
  return id?.alternatives.map((one) => quote(textOf(one))).join(" or ") ?? "";
}

/** The first call of each kind of id. */
function firstOfKinds(calls: readonly Call[], evidence: Evidence): readonly Call[] {
  const kinds = new Map<IdKind, Call>();
  for (const call of calls) {
    const kind = comparableKind(call, evidence);
    if (kind !== undefined && !kinds.has(kind)) kinds.set(kind, call);
  }
  return [...kinds.values()];
}

function idPlace({ id, callee }: Call): AuditFinding["at"] {
  return { span: id?.span ?? callee };
}
