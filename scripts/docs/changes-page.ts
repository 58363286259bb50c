import { AUDIENCES, type Audience, type KindEntry, worstOf } from "../../src/diff/table/effect.ts";
import { EVENT_KINDS } from "../../src/diff/table/event-kinds.ts";
import { IDENTITY_KINDS } from "../../src/diff/table/identity-kinds.ts";
import { PROPERTY_KINDS, TYPE_KINDS } from "../../src/diff/table/property-kinds.ts";
import { kindOfTypeChange, type SingleKind, TYPE_ORDER } from "../../src/diff/table/type-changes.ts";
import { code, fence, heading, list, prose, table } from "../../src/text/markdown.ts";

/** `docs/breaking-changes.md`: how to compare plans, and the table that `diff` goes by. */
export function changesPage(): string {
  return `${[
    heading(1, "Breaking changes"),
    "`tracking-plan diff` compares the plan with its last commit. `--against` names another version: a commit, a branch, a tag, a plan file or a `plan.json`. For each change it reports who is affected. This page is generated from the table that `diff` uses.",
    list([
      "**Code** is whoever calls the helpers, on the server or in the browser.",
      "**Data** is what dashboards and insights read.",
      "**Frontend** is whoever has a copy of the user-ID contract.",
    ]),
    "A change is **breaking** if something elsewhere must change with it. It is **risky** if somebody should check the consequences. Otherwise it is **safe**. The worst effect determines the level.",
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
    "Use `--allow` with a reason for an intended change. The report shows the reason. Allowing a change that does not exist is an error.",
    fence(
      "bash",
      'npx tracking-plan diff --allow "event-removed:checkout_completed=Replaced by order_paid in March."',
    ),
    heading(2, "Rename something"),
    "Write `renamed_from` with the old name, and `diff` reports a rename instead of a removal and an addition. Swaps and chains of names work too. If `renamed_from` is missing, `diff` points out likely renames.",
    fence(
      "yaml",
      "events:\n  checkout_paid:\n    renamed_from: checkout_completed\n    description: A customer paid at the checkout page.",
    ),
    "`renamed_from` has no effect if",
    list([
      "the other version already has the same `renamed_from`,",
      "the other version has nothing with that name,",
      "something else still has that name, or",
      "the other version already has something with the new name that was not renamed itself.",
    ]),
    heading(2, "How changes are judged"),
    list([
      "A planned event is not sent yet, so its changes affect nobody.",
      "An event with `stability: experimental` in the old plan may change freely: its changes are safe, with the label `experimental`.",
      "Removing a deprecated event or property is breaking until the day after its `remove_after`, and always without one. The old plan's date counts, in UTC. The same holds for `until` of a former name. An earlier date is risky itself. A date that passes only ever makes a change less severe.",
      "Patterns are compared by the strings they match: `[a-z]+` and `^[a-z]+$` are the same. Look-arounds, `\\b` and back references cannot be compared, so such a change is breaking.",
      "More than five safe changes of one kind are one line. `--all` shows each.",
      "If callers do not pass a value (`const`, `computed`), no call can break.",
      "A change of a shared property is reported once, with the places that use it. If nothing uses it, it is not reported.",
    ]),
    ...section("Events, groups and the plan", EVENT_KINDS),
    ...section("Properties", PROPERTY_KINDS),
    ...section("Types", TYPE_KINDS),
    heading(2, "From one type to another"),
    "The rows are the old type, the columns the new type. `w` is `type-widened`, `n` is `type-narrowed`, `x` is `type-changed`. A type counts as wider only if it accepts all old values. For example, a URL can be longer than a string, and a `Date` is neither a string nor JSON. A list of types is wider if a new type accepts each old one, and narrower if an old type accepted each new one.",
    table(
      ["", ...TYPE_ORDER.map((type) => code(type, "cell"))],
      TYPE_ORDER.map((before) =>
        [code(before, "cell")].concat(TYPE_ORDER.map((after) => letterOf(before, after))),
      ),
    ),
    ...section("Ids and actors", IDENTITY_KINDS),
  ].join("\n\n")}\n`;
}

function letterOf(before: SingleKind, after: SingleKind): string {
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
