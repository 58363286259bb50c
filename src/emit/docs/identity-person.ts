import { exampleId } from "../../plan/example.ts";
import { resolveFormat } from "../../plan/ids/id-formats.ts";
import type { IdForm, IdFormat } from "../../plan/ids/identity.ts";
import { describeForm, matchForm } from "../../plan/ids/match-form.ts";
import type { Plan } from "../../plan/plan.ts";
import { code, list, prose, table } from "../../text/markdown.ts";

/** What the id of a person is, and the other spellings that are known for it. */
export function personBlocks({ identity }: Plan): readonly string[] {
  const { description, forms } = identity.userId;
  const [first] = forms;
  return [
    prose(description ?? ""),
    forms.length === 1
      ? `It is ${code(describeForm(first))}, such as ${code(exampleId(first))}: this is how every event has it.`
      : "It has one of these forms; new ids have the first. An id is never changed from one form into another, so a person keeps the id that the account began with.",
    forms.length === 1 ? "" : formsTable(forms),
    ...spellingBlocks(forms),
    ...warnings(forms),
  ];
}

/** Ids that a text may be taken for when it has the form: with what each means. */
export function formsTable(forms: readonly IdForm[]): string {
  return table(
    ["Form", "Example", "Meaning"],
    forms.map((form) => [
      code(describeForm(form), "cell"),
      code(exampleId(form), "cell"),
      [form.description ?? "", meaningOf(form.format)]
        .filter((part) => part !== "")
        .map((part) => prose(part, "cell"))
        .join(" "),
    ]),
  );
}

/** A format in words, with this plan's own lengths. */
function meaningOf(format: IdFormat): string {
  switch (format.kind) {
    case "cuid2":
      return `A CUID2 of ${format.length} characters.`;
    case "nanoid":
      return `A Nano ID of ${format.length} characters.`;
    default:
      return resolveFormat(format).meaning;
  }
}

function spellingBlocks(forms: readonly IdForm[]): readonly string[] {
  const rows = forms.flatMap((form) =>
    spellingsOf(form).map((spelling) => [spelling, exampleId(form)] as const),
  );
  if (rows.length === 0) {
    return [
      "It is sent exactly as it is. Capital and small letters are not the same: ids that differ in them are two people.",
    ];
  }
  return [
    "The same person may be spelled in another way in a database or a token. The generated code knows these spellings, and sends the one form:",
    table(
      ["Spelled", "Sent as"],
      rows.map(([spelling, id]) => [code(spelling, "cell"), code(id, "cell")]),
    ),
  ];
}

/** Spellings of a form's example that are not its canonical one, and become it. */
function spellingsOf(form: IdForm): readonly string[] {
  const id = exampleId(form);
  const body = id.slice(form.prefix.length);
  const otherCase = resolveFormat(form.format).letters === "upper" ? body.toLowerCase() : body.toUpperCase();
  const candidates = [form.prefix + otherCase, body, otherCase];
  return [...new Set(candidates)].filter((text) => text !== id && matchForm(form, text) === id);
}

/** What the form of an id cannot tell, and why the author leaves it so. */
function warnings(forms: readonly IdForm[]): readonly string[] {
  const notes = forms.flatMap((form) => {
    if (form.prefix !== "" && !form.acceptUnprefixed) return [];
    const shape = code(resolveFormat(form.format).shape);
    const why =
      form.unprefixedReason === undefined ? "" : ` Why it is so: ${prose(form.unprefixedReason, "cell")}`;
    return [
      `> Whatever has the form ${shape} is taken for a person's id, also where it is the id of something else: it has no prefix that tells.${why}`,
    ];
  });
  return [...new Set(notes)];
}

/** What no id is, each with an example, the reason that the code gives, and why. */
export function refusedBlocks({ identity }: Plan): readonly string[] {
  const { forms } = identity.userId;
  const reasons = forms.flatMap(({ acceptEmails }) => acceptEmails ?? []);
  const [first] = forms;
  const rows: readonly (readonly [examples: readonly (string | undefined)[], reason: string, why: string])[] =
    [
      [
        [refusedBy(forms, ["ada@example.com"])],
        "email",
        "A person may change the address, and share it; then one is two, or two are one. It is personal data, too.",
      ],
      [
        [
          refusedBy(
            forms,
            [exampleId(first).slice(first.prefix.length)].filter(() => isAlwaysPrefixed(forms)),
          ),
        ],
        "missing_prefix",
        "Without its prefix it could be the id of anything.",
      ],
      [
        [
          refusedBy(
            forms,
            ["123", "007", "abc", "x y"].map((body) => first.prefix + body),
          ),
        ],
        "wrong_format",
        "It is the id of something else, or only a part of one.",
      ],
      [
        ["null", "undefined", "guest"],
        "illegal_id",
        "A missing id that became text. PostHog would make one person of everybody who has it, and cannot undo that.",
      ],
      [[""], "blank", "There is no id."],
      [[` ${exampleId(first)}`], "white_space", "To PostHog, with and without the space are two people."],
      [["a\u0000b"], "unstable_character", "Control and invisible characters get lost on the way."],
    ];
  const shown = rows.flatMap(([examples, reason, why]) => {
    const known = examples.filter((example) => example !== undefined);
    return known.length === 0
      ? []
      : [[known.map((example) => code(JSON.stringify(example), "cell")).join(", "), code(reason), why]];
  });
  return [
    "What is not an id is not sent at all, because PostHog would make a person of it. The reason stands in the log, and in what `parseUserId` returns.",
    table(
      ["Such as", "Reason", "Why"],
      [
        ...shown,
        ["more than 200 characters", code("too_long"), "PostHog cuts it, or refuses the event."],
        [
          `${code("undefined")}, ${code("null")}, an object`,
          code("not_a_string"),
          "A missing id is a mistake in the program, and not a visitor.",
        ],
      ],
    ),
    ...(reasons.length === 0
      ? []
      : [
          "Emails are accepted as ids where their form allows it, for this reason:",
          list(reasons.map((reason) => prose(reason))),
        ]),
  ];
}

function isAlwaysPrefixed(forms: readonly IdForm[]): boolean {
  return forms.every(({ prefix, acceptUnprefixed }) => prefix !== "" && !acceptUnprefixed);
}

/** The first text that no form accepts. */
function refusedBy(forms: readonly IdForm[], texts: readonly string[]): string | undefined {
  return texts.find((text) => forms.every((form) => matchForm(form, text) === undefined));
}
