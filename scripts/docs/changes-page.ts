import { AUDIENCES, type Audience, type KindEntry, worstOf } from "../../src/diff/table/effect.ts";
import { EVENT_KINDS } from "../../src/diff/table/event-kinds.ts";
import { IDENTITY_KINDS } from "../../src/diff/table/identity-kinds.ts";
import { PROPERTY_KINDS, TYPE_KINDS } from "../../src/diff/table/property-kinds.ts";
import { kindOfTypeChange, TYPE_ORDER } from "../../src/diff/table/type-changes.ts";
import type { PropertyType } from "../../src/plan/property.ts";
import { code, fence, heading, list, prose, table } from "../../src/text/markdown.ts";

/** `docs/breaking-changes.md`: how to compare plans, and the table that `diff` goes by. */
export function changesPage(): string {
  return `${[
    heading(1, "Breaking changes"),
    "`tracking-plan diff` compares the plan with its last commit. `--against` names another version: a commit, a branch, a tag, a plan file or a `plan.json`. For each change it reports who is affected. This page is generated from the table that `diff` uses: run `npm run docs` after a change.",
    list([
      "**Code** is whoever calls the helpers, on the server or in the browser.",
      "**Data** is what dashboards and insights read.",
      "**Frontend** is whoever has a copy of the user-ID contract.",
    ]),
    "A change is **breaking** if something elsewhere must change with it. It is **risky** if somebody should look. Otherwise it is **safe**. Its worst effect decides.",
    fence(
      "text",
      `tracking-plan.yaml:106:3  breaking  event-renamed:checkout_paid
  \`checkout_completed\` ${EVENT_KINDS["event-renamed"].phrase}: \`checkout_paid\`.
  106 |   checkout_paid:
      |   ^^^^^^^^^^^^^
  code  ${prose(EVENT_KINDS["event-renamed"].code[1])}
  data  ${prose(EVENT_KINDS["event-renamed"].data[1])}`,
    ),
    "`diff` exits with 1 on a breaking change, and with `--strict` also on a risky one. [CI](ci.md) shows how to run it on a pull request.",
    heading(2, "Allow a change"),
    "An intended change passes with its reason. The report shows the reason. A change that is not there cannot be allowed.",
    fence(
      "bash",
      'npx tracking-plan diff --allow "event-removed:checkout_completed=Replaced by order_paid in March."',
    ),
    heading(2, "Rename something"),
    "Write `renamed_from` with the old name, and `diff` reports a rename instead of a removal and an addition. Swaps and chains of names work too. A likely rename without `renamed_from` is pointed out.",
    fence(
      "yaml",
      "events:\n  checkout_paid:\n    renamed_from: checkout_completed\n    description: A customer paid at the checkout page.",
    ),
    "`renamed_from` has no effect if",
    list([
      "the other version has it already,",
      "the other version has nothing of that name,",
      "something else still has that name, or",
      "the other version has something of the new name, and nothing says where that went.",
    ]),
    heading(2, "How changes are judged"),
    list([
      "A planned event is not sent yet, so no change of it affects anybody.",
      "Where no caller passes a value (`const`, `computed`), no call can break.",
      "A shared property takes effect where it is used. Its change is reported once, with those places. If nothing uses it, nothing happens.",
    ]),
    ...section("Events, groups and the plan", EVENT_KINDS),
    ...section("Properties", PROPERTY_KINDS),
    ...section("Types", TYPE_KINDS),
    heading(2, "From one type to another"),
    "Rows are the type before, columns the type after. `w` is `type-widened`, `n` is `type-narrowed`, `x` is `type-changed`. A type counts as wider only if its limits accept all old values. A URL may be longer than a string may be. A `Date` is neither a string nor JSON.",
    table(
      ["", ...TYPE_ORDER.map((type) => code(type, "cell"))],
      TYPE_ORDER.map((before) =>
        [code(before, "cell")].concat(TYPE_ORDER.map((after) => letterOf(before, after))),
      ),
    ),
    ...section("Ids and actors", IDENTITY_KINDS),
  ].join("\n\n")}\n`;
}

function letterOf(before: PropertyType["kind"], after: PropertyType["kind"]): string {
  if (before === after) return "·";
  return kindOfTypeChange(before, after).replace("type-changed", "x").replace("type-", "").slice(0, 1);
}

function section(title: string, kinds: Readonly<Record<string, KindEntry>>): readonly string[] {
  const audiences = Object.keys(AUDIENCES) as readonly Audience[];
  return [
    heading(2, title),
    table(
      ["Kind", "It …", "Level", "Code", "Data", "Frontend"],
      Object.entries(kinds).map(([kind, entry]) => {
        const effects = audiences.map((audience) => entry[audience]);
        const level = worstOf(effects.flatMap((effect) => effect?.[0] ?? []));
        const cells = effects.map((effect) => {
          if (effect === undefined) return "";
          return `${effect[0] === level ? "" : `${effect[0]}: `}${prose(effect[1], "cell")}`;
        });
        return [code(kind, "cell"), prose(entry.phrase, "cell"), level].concat(cells);
      }),
    ),
  ];
}
