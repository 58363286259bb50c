import type { Plan } from "../../plan/plan.ts";
import { anchor, heading, link } from "../../text/markdown.ts";
import { onceSections } from "./identity-once.ts";
import { actorsBlocks, groupsBlocks } from "./identity-others.ts";
import { personBlocks, refusedBlocks } from "./identity-person.ts";
import { IDENTITY_FILE, IDENTITY_SECTIONS, idOfIdentity } from "./identity-sections.ts";
import type { IdentitySection } from "./identity-sections.ts";
import { browserBlocks, serverBlocks } from "./identity-sides.ts";
import { type DocsLayout, INDEX_FILE } from "./layout.ts";
import { linksFrom } from "./links.ts";

/** The page that says who events are about, how each side gets their ids, and what counts once. */
export function identityPage(plan: Plan, layout: DocsLayout): string {
  const links = linksFrom(IDENTITY_FILE, layout);
  const sections: Readonly<Record<IdentitySection, readonly string[]>> = {
    person: personBlocks(plan),
    browser: browserBlocks(plan),
    server: serverBlocks(plan),
    refused: refusedBlocks(plan),
    actors: actorsBlocks(plan, links),
    groups: groupsBlocks(plan, links),
    ...onceSections(plan, links),
  };
  const shown = (Object.keys(IDENTITY_SECTIONS) as IdentitySection[]).filter(
    (section) => sections[section].length > 0,
  );
  const contents = shown.map((section) => links.toIdentity(section, IDENTITY_SECTIONS[section]));
  return [
    heading(1, "Identity: who it was, and what counts once"),
    `${link("All events", INDEX_FILE)} · On this page: ${contents.join(", ")}`,
    "To PostHog, each id is a person. So a person has one id, written in one way on every side, and a sending that is repeated says that it is the same event. The generated code sees to both, when it is called as this page says.",
    ...shown.flatMap((section) =>
      [anchor(idOfIdentity(section)), heading(2, IDENTITY_SECTIONS[section])].concat(sections[section]),
    ),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}
