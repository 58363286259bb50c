import { exampleId } from "../../plan/example.ts";
import { resolveFormat } from "../../plan/ids/id-formats.ts";
import { namesOfId } from "../../plan/ids/id-names.ts";
import type { IdForm, IdFormat } from "../../plan/ids/identity.ts";
import { describeForm, matchForm } from "../../plan/ids/forms.ts";
import { namesOfEvent } from "../../plan/names.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { BREAK, code, list, prose, table } from "../../text/markdown.ts";
import { inOrderOf } from "../../text/order.ts";
import { brandKeys } from "../typescript/types.ts";
import { hasServerHelper } from "../typescript/server-helper.ts";
import { onceFor, timeOf } from "./event-section.ts";
import { exampleCall } from "./example-event.ts";
import type { Links } from "./links.ts";

/** The forms of ids, the canonical one first, with what each means. */
export function formsTable(forms: readonly IdForm[]): string {
  return table(
    ["Form", "Meaning"],
    forms.map((form) => [
      formCell(form),
      [form.description ?? "", meaningOf(form.format)]
        .filter((part) => part !== "")
        .map((part) => prose(part, "cell"))
        .join(" "),
    ]),
  );
}

function formCell(form: IdForm): string {
  return [code(describeForm(form), "cell"), `such as ${code(exampleId(form), "cell")}`].join(BREAK);
}

/** A format in words, with this plan's own lengths. */
function meaningOf(format: IdFormat): string {
  switch (format.kind) {
    case "cuid2":
      return `A CUID2 of ${format.length} characters.`;
    case "nanoid":
      return `A Nano ID of ${format.length} characters.`;
    case "pattern":
      return `What ${code("pattern")} accepts, ${format.ignoreCase ? "in lower case" : "as it is"}.`;
    default:
      return resolveFormat(format).meaning;
  }
}

/** Spellings of the forms' examples that are not canonical, each with the id that it becomes. */
export function spellings(forms: readonly IdForm[]): readonly (readonly [spelling: string, id: string])[] {
  return forms.flatMap((form) => {
    const id = exampleId(form);
    const body = id.slice(form.prefix.length);
    const isUpper = resolveFormat(form.format).letters === "upper";
    const otherCase = isUpper ? body.toLowerCase() : body.toUpperCase();
    return [...new Set([form.prefix + otherCase, body, otherCase])]
      .filter((text) => text !== id && matchForm(form, text) === id)
      .map((text) => [text, id] as const);
  });
}

/** Forms that ids of other things may have, too, and as Markdown why the author leaves them so. */
export function unmarkedForms(
  forms: readonly IdForm[],
): readonly { readonly shape: string; readonly reason: string }[] {
  return forms
    .filter(({ prefix, acceptUnprefixed }) => prefix === "" || acceptUnprefixed)
    .map(({ format, unprefixedReason }) => ({
      shape: resolveFormat(format).shape,
      reason: prose(unprefixedReason ?? "", "cell"),
    }));
}

/** What no id is, as a list: the reason that the code gives, why, and examples. */
export function refusedList(forms: readonly [IdForm, ...IdForm[]]): string {
  const [first] = forms;
  const id = exampleId(first);
  const isAlwaysPrefixed = forms.every(({ prefix, acceptUnprefixed }) => prefix !== "" && !acceptUnprefixed);
  const rows: readonly (readonly [reason: string, why: string, examples: readonly (string | undefined)[]])[] =
    [
      [
        "email",
        "An address changes and may be shared, so it is not one person. It is also personal data.",
        [refusedBy(forms, ["ada@example.com"])],
      ],
      [
        "missing_prefix",
        "Without its prefix it could be the id of anything.",
        [isAlwaysPrefixed ? refusedBy(forms, [id.slice(first.prefix.length)]) : undefined],
      ],
      [
        "wrong_format",
        "It is the id of something else, or only part of one.",
        [
          refusedBy(
            forms,
            ["123", "007", "abc", "x y"].map((body) => first.prefix + body),
          ),
        ],
      ],
      [
        "illegal_id",
        "A missing id that became text. PostHog would merge everybody who has it, and that cannot be undone.",
        ["null", "undefined", "unknown", "guest"],
      ],
      ["blank", "There is no id.", [""]],
      ["white_space", "To PostHog, the id with a space and without are two people.", [` ${id}`]],
      ["unstable_character", "Control and invisible characters get lost on the way.", ["a\u0000b"]],
    ];
  const shown = rows.flatMap(([reason, why, examples]) => {
    const known = examples.filter((example) => example !== undefined);
    return known.length === 0
      ? []
      : [[reason, why, known.map((example) => code(JSON.stringify(example))).join(", ")]];
  });
  const others = [
    ["too_long", "PostHog cuts it, or refuses the event.", "more than 200 characters"],
    [
      "not_a_string",
      "A missing id is a mistake in the program, not a visitor.",
      "`undefined`, `null`, an object",
    ],
  ];
  return list(
    [...shown, ...others].map(
      ([reason, why, examples]) => `${code(reason!)}: ${why} For example: ${examples}`,
    ),
  );
}

/** The first text that no form accepts. */
function refusedBy(forms: readonly IdForm[], texts: readonly string[]): string | undefined {
  return texts.find((text) => forms.every((form) => matchForm(form, text) === undefined));
}

/** Senders that are not people, with their ids and their events. */
export function actorsTable({ events, identity }: Plan, links: Links): string {
  return table(
    ["Sender", "Meaning"],
    identity.actors.map((actor) => {
      const sent = events
        .filter((event) => event.actor === actor.name)
        .map(({ name }) => links.toEvent(name));
      return [
        [
          code(actor.name, "cell"),
          ...actor.forms.map(formCell),
          code(`${namesOfId(actor.name, "id").make}(raw)`, "cell"),
        ].join(BREAK),
        [prose(actor.description ?? "", "cell"), sent.length === 0 ? "" : `Sends: ${sent.join(", ")}`]
          .filter((part) => part !== "")
          .join(BREAK),
      ];
    }),
  );
}

/** Groups, with what names one and what its keys look like. */
export function groupsTable({ groups, order }: Plan, links: Links): string {
  return table(
    ["Group", "Key"],
    inOrderOf(groups, order?.groups).map(({ name, key, keyForm }) => [
      links.toGroup(name),
      [
        code(key, "cell"),
        ...(keyForm === undefined
          ? ["any text"]
          : [formCell(keyForm), code(`${namesOfId(name, "key").make}(raw)`, "cell")]),
      ].join(BREAK),
    ]),
  );
}

/** Events with an idempotency key, as a list: what each counts once per, and whose time it has. */
export function onceList(keyed: readonly PlanEvent[], links: Links): string {
  return list(
    keyed.map((event) => {
      const time = event.idempotency === undefined ? "" : timeOf(event.idempotency);
      return `${links.toEvent(event.name)}: per ${onceFor(event)}${time === "" ? "" : `, at ${time}`}`;
    }),
  );
}

/** Events of both sides, with the one that must send them. */
export function backupTable(events: readonly PlanEvent[], links: Links): string {
  return table(
    ["Event", "Must send it", "Backup"],
    events.map(({ name, ownerSide }) => [
      links.toEvent(name),
      ownerSide === "client" ? "browser" : "server",
      ownerSide === "client" ? "server" : "browser",
    ]),
  );
}

/** The path of the browser's generated file, as code beside its folder imports it. */
export function browserImport({ output }: Plan): string {
  const { browser, browserImports, dir, imports } = output;
  return importOf(browser ?? dir, "browser", browser === undefined ? imports : browserImports);
}

/** Server code that sends the event with the shortest call. */
export function serverExample(plan: Plan): string {
  const { dir, imports } = plan.output;
  const [shortest] = plan.events
    .filter((event) => event.actor === "user" && event.status === "live" && hasServerHelper(event))
    .filter(
      (event) =>
        event.idempotency === undefined &&
        brandKeys(event.properties, plan.groups, event.groups).every(({ brand }) => brand === undefined),
    )
    .map((event) => ({
      helper: namesOfEvent(event).helper,
      call: exampleCall(plan, event, { side: "server", sender: "parseUserId(row.user_id)" }).code,
    }))
    .toSorted((a, b) => a.call.length - b.call.length);
  const names = shortest === undefined ? "parseUserId" : `parseUserId, ${shortest.helper}`;
  return `import { ${names} } from ${importOf(dir, "index", imports)};

${shortest?.call ?? "const user = parseUserId(row.user_id); // the first argument of each helper"}`;
}

/** A generated file, as code beside its folder imports it. */
function importOf(dir: string, file: string, imports: Plan["output"]["imports"]): string {
  const folder = dir.split("/").findLast((part) => part !== "" && part !== "." && part !== "..");
  const end = imports === "none" ? "" : `.${imports}`;
  return JSON.stringify(`./${folder === undefined ? "" : `${folder}/`}${file}${end}`);
}
