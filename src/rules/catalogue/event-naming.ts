import type { PlanEvent } from "../../plan/plan.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type FindingCause, type RuleFinding } from "../rule.ts";
import {
  findCommonStyle,
  hintCommonStyle,
  hintName,
  inStyle,
  isNamedIn,
  joinWords,
  type NameStyle,
  splitCategory,
  splitNames,
  STYLE_OPTION,
} from "../../naming/name-style.ts";
import { isPastTense } from "../../naming/word-forms.ts";

/** Verbs in the base form, each with its past tense. */
const COMMANDS: ReadonlyMap<string, string> = new Map(
  (
    "accept:accepted add:added approve:approved archive:archived assign:assigned book:booked buy:bought cancel:canceled " +
    "change:changed click:clicked close:closed complete:completed confirm:confirmed connect:connected create:created " +
    "delete:deleted deploy:deployed disable:disabled download:downloaded edit:edited enable:enabled expire:expired " +
    "export:exported fail:failed finish:finished generate:generated import:imported install:installed invite:invited " +
    "join:joined load:loaded open:opened pause:paused publish:published purchase:purchased receive:received " +
    "refund:refunded register:registered reject:rejected remove:removed rename:renamed renew:renewed resume:resumed " +
    "save:saved search:searched select:selected send:sent share:shared start:started stop:stopped submit:submitted " +
    "subscribe:subscribed succeed:succeeded switch:switched unsubscribe:unsubscribed update:updated " +
    "upgrade:upgraded upload:uploaded use:used view:viewed visit:visited"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

/** Words after a verb that belong to it. */
const PARTICLES: ReadonlySet<string> = new Set(["up", "in", "out", "off", "on", "back", "down", "over"]);

interface Naming {
  readonly style: NameStyle;
  readonly isPast: (word: string) => boolean;
  /** What to do about a name: the proposed one if it can be one and no event has it. */
  readonly hint: (name: string, proposed: string) => string;
}

export const eventNaming = defineRule({
  name: "event-naming",
  severity: "warning",
  title: "Event names have one style: the object, then what happened to it.",
  options: {
    style: STYLE_OPTION,
    order: {
      kind: "choice",
      description: "The position of the verb in the past tense.",
      choices: ["object-verb", "verb-object", "any"],
      meanings: [
        "After the object: `order_completed`.",
        "Before the object: `completed_order`.",
        "Anywhere: only the style is checked.",
      ],
      default: "object-verb",
    },
    verbs: {
      kind: "words",
      description: "Additional words that say what happened, for verbs without `-ed`.",
      examples: [["onboard", "opt"]],
    },
  },
  why: "People find events by name in lists of hundreds. If all names start with the object and end with what happened to it, related events are sorted together, and nobody has to guess between `created_order`, `order_create` and `Order Created`.",
  bad: `events:
  OrderCreated: { description: A customer placed an order. }
  canceled_order: { description: The customer changed their mind. }
  order_refund: { description: The money went back. }
`,
  good: `events:
  order_created: { description: A customer placed an order. }
  order_canceled: { description: The customer changed their mind. }
  order_refunded: { description: The money went back. }
`,
  notes:
    "If most events are written in one other style it is reported once. Words may follow the verb: `item_added_to_cart`. `signed_up` is about the person and needs no object. Deprecated events keep their names. For a live event a new name is a new event in PostHog: rename it in one release with the dashboards, or make an exception that says why it stays.",
  *check({ plan, options: { style, order, verbs } }) {
    const further = new Set(verbs);
    const taken = new Set(plan.events.map(({ name }) => name));
    const naming: Naming = {
      style,
      isPast: (word) => isPastTense(word) || further.has(word),
      hint: (name, proposed) => hintName(name, taken.has(proposed) ? name : proposed, style),
    };
    // Renaming a deprecated event is not worth it.
    const events = plan.events.filter(({ status }) => status !== "deprecated");
    const common = findCommonStyle(
      events.map(({ name }) => name),
      style,
    );
    const cause: FindingCause | undefined = common && {
      at: ["events"],
      part: "key",
      message: `${common.count} of ${events.length} events are written in ${common.style}, not in ${style}.`,
      hint: hintCommonStyle("event-naming", common.style),
    };
    for (const event of events) {
      if (!isNamedIn(event.name, style)) {
        const message = `${quote(event.name)} is not written in ${style}.`;
        yield {
          ...at(event, message, naming.hint(event.name, inStyle(event.name, style))),
          cause: common && isNamedIn(event.name, common.style) ? cause : undefined,
        };
      } else if (!/[a-z]/iu.test(event.name)) {
        // The tense of other scripts is not known.
        continue;
      } else if (order === "object-verb") {
        yield* checkVerbLast(event, naming);
      } else if (order === "verb-object") {
        yield* checkVerbFirst(event, naming);
      }
    }
  },
});

function* checkVerbLast(event: PlanEvent, naming: Naming): Iterable<RuleFinding> {
  const { style, isPast, hint } = naming;
  const [category, rest] = splitCategory(event.name);
  const words = splitNames(rest);
  const verb = words.findLastIndex((word) => isPast(word.toLowerCase()));
  if (verb > 0) return;
  if (verb === 0) {
    const end = words.findIndex((word, index) => index > 0 && !PARTICLES.has(word.toLowerCase()));
    // `signed_up` is about the person, and `order:completed` about the order.
    if (end === -1 && (words.length > 1 || category !== "")) return;
    if (end === -1) {
      const example = joinWords(["order", ...words], style);
      yield at(
        event,
        `${quote(event.name)} does not say what it happened to.`,
        `Put the object first, as in ${quote(example)}.`,
      );
      return;
    }
    const better = category + joinWords([...words.slice(end), ...words.slice(0, end)], style);
    yield at(event, `${quote(event.name)} has the verb before the object.`, hint(event.name, better));
    return;
  }
  yield at(event, `${quote(event.name)} has no verb in the past tense.`, hintForPast(event.name, naming));
}

function* checkVerbFirst(event: PlanEvent, { style, isPast, hint }: Naming): Iterable<RuleFinding> {
  const [category, rest] = splitCategory(event.name);
  const words = splitNames(rest);
  const verb = words.findLastIndex((word) => isPast(word.toLowerCase()));
  if (verb === 0) return;
  if (verb === -1) {
    const advice = `Start with what happened, as in ${quote(joinWords(["completed", "order"], style))}.`;
    yield at(event, `${quote(event.name)} has no verb in the past tense.`, advice);
    return;
  }
  const better = category + joinWords([...words.slice(verb), ...words.slice(0, verb)], style);
  yield at(event, `${quote(event.name)} has the object before the verb.`, hint(event.name, better));
}

function pastOf(word: string | undefined): string | undefined {
  return COMMANDS.get(word?.toLowerCase() ?? "");
}

/** The name with its verb in the past tense at the end, if it has one. */
function hintForPast(name: string, { style, hint }: Naming): string {
  const [category, rest] = splitCategory(name);
  const words = splitNames(rest);
  const verb = [words.length - 1, 0].find((index) => pastOf(words[index]) !== undefined);
  if (verb === undefined || words.length + category.length < 2) {
    return `Name the object, then what happened to it, as in ${quote(joinWords(["order", "completed"], style))}.`;
  }
  const object = words.filter((_, index) => index !== verb);
  return hint(name, category + joinWords([...object, pastOf(words[verb]) ?? ""], style));
}

function at(event: PlanEvent, message: string, hint: string): RuleFinding {
  return { at: event.at, part: "key", message, hint };
}
