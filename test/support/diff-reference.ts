import { AUDIENCES, type Audience, type KindEntry, worstOf } from "../../src/diff/table/effect.ts";
import { EVENT_KINDS } from "../../src/diff/table/event-kinds.ts";
import { IDENTITY_KINDS } from "../../src/diff/table/identity-kinds.ts";
import { PROPERTY_KINDS, TYPE_KINDS } from "../../src/diff/table/property-kinds.ts";
import { kindOfTypeChange, TYPE_ORDER } from "../../src/diff/table/type-changes.ts";
import type { PropertyType } from "../../src/plan/property.ts";
import { code, heading, prose, table } from "../../src/text/markdown.ts";

/** `src/diff/README.md`: the table of changes as a page, made from the table that `diff` goes by. */
export function diffReference(): string {
  return `${[
    heading(1, "What a change does to whom"),
    "`tracking-plan diff` compares two versions of a plan. This page is made from the table that it goes by: change `table/`, and run `npm run golden:update`.",
    "A change is **breaking** if something elsewhere has to change with it, **risky** if somebody should look, and **safe** otherwise. It is what its worst effect is. The code is whoever calls the helpers, on the server or in the browser; the data is what dashboards and insights read; the frontend is whoever has a copy of the contract of ids.",
    `Three rules stand above the table:

- Nothing sends an event that is only planned: no change of it does anything to anybody.
- Where no caller passes a value, before or after (\`const\`, \`computed\`), no call can break.
- A shared property does what it does where it is taken. Its change is told once, with the places; where nothing takes it, nothing happens.`,
    "A thing that says `renamed_from` is the old one of that name, unless it said so before, there is no such old thing, one of that name is still there in its own right, or the old thing of its own name is not accounted for. Names that are swapped, and chains of names, are renames.",
    ...section("Events, groups and the plan", EVENT_KINDS),
    ...section("Properties", PROPERTY_KINDS),
    ...section("Types", TYPE_KINDS),
    heading(2, "From one type to another"),
    "A row is the type before, a column the type after: `w` is `type-widened`, `n` is `type-narrowed`, `x` is `type-changed`. A type is only wider if its limits let in all that was accepted. A URL may be longer than text may be, and a `Date` is neither text nor JSON.",
    table(
      ["", ...TYPE_ORDER.map((type) => code(type, "cell"))],
      TYPE_ORDER.map((before) =>
        [code(before, "cell")].concat(TYPE_ORDER.map((after) => letterOf(before, after))),
      ),
    ),
    ...section("Ids and senders", IDENTITY_KINDS),
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
