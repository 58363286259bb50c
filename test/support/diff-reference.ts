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
    heading(1, "Kinds of change"),
    "`tracking-plan diff` compares two versions of a plan. This page is generated from its table: edit `table/` and run `npm run golden:update`.",
    "A change is **breaking** if something else must change with it, **risky** if somebody should check, and **safe** otherwise. Its level is that of its worst effect. *Code* calls the helpers, on the server or in the browser. *Data* is what dashboards and insights read. *Frontend* is everybody with a copy of the user-ID contract.",
    `Three rules override the table:

- Changes of an event that is only planned affect nobody, because nothing sends it.
- If no caller passes a value before or after (\`const\`, \`computed\`), no call can break.
- A change of a shared property has the effects of its uses. It is reported once, with its uses; without uses it has no effect.`,
    "`renamed_from` matches an entry with the old one of that name. It is ignored if it was there before, if there is no such old entry or it still exists under its own name, or if the old entry of the new name would be unmatched. Swapped names and chains of names are renames.",
    ...section("Events, groups and the plan", EVENT_KINDS),
    ...section("Properties", PROPERTY_KINDS),
    ...section("Types", TYPE_KINDS),
    heading(2, "From one type to another"),
    "A row is the type before, a column the type after: `w` is `type-widened`, `n` is `type-narrowed`, `x` is `type-changed`. A type is only wider if its limits accept everything accepted before. A URL may be longer than a string, and a `Date` is neither a string nor JSON.",
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
