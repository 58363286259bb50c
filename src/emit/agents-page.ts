import { posix } from "node:path";
import { namesOfId } from "../plan/ids/id-names.ts";
import { namesOfEvent } from "../plan/names.ts";
import type { Output, Plan, PlanEvent } from "../plan/plan.ts";
import { code, fence, heading, link, list, prose, table, text } from "../text/markdown.ts";
import { plural } from "../text/words.ts";
import { hasBrowserHelper, exampleCall } from "./docs/example-event.ts";
import { type Category, INDEX_FILE, layOutDocs } from "./docs/layout.ts";
import { IDENTITY_FILE } from "./docs/links.ts";
import { type Emitter, isFor } from "./emitter.ts";
import { hasServerHelper } from "./typescript/server-helper.ts";

/** `AGENTS.md`: what a coding agent needs to know to send events, where the plan wants it. Short, however many events there are. */
export const agentsEmitter: Emitter = {
  name: "agents",
  emit: (plan) => (plan.output.agents === true ? [{ path: "AGENTS.md", body: `${agentsPage(plan)}\n` }] : []),
};

/** Agents read the page before each task, so it names categories where there are many events, and at most as many. */
const MAX_CATEGORIES = 50;

/** As much of a description tells events apart. */
const MAX_CHARACTERS = 120;

function agentsPage(plan: Plan): string {
  // Files of categories do not depend on how long sections are.
  const { categories, isLarge } = layOutDocs(plan, () => 0);
  return [
    heading(1, `${text(plan.name)}: how to send events`),
    "The tracking plan has every event of this product. This folder has a typed helper for each event.",
    heading(2, "Rules"),
    list([
      "Send an event by its helper. Never call `capture` of a PostHog SDK: such a call bypasses the plan.",
      ...sideRules(plan),
      "Never edit files in this folder. Edit the plan and run `npx tracking-plan generate`.",
      `Types and properties: ${code("npx tracking-plan explain EVENT")} or ${link("the docs", `docs/${INDEX_FILE}`)}.`,
      `Ids of people: ${link("identity", `docs/${IDENTITY_FILE}`)}. Never use an email address as an id.`,
    ]),
    ...exampleBlocks(plan),
    heading(2, "If no event fits"),
    "Use an event that means the same, even if its name differs. If no event means it, propose one:",
    fence(
      "bash",
      `npx tracking-plan add event order_placed --description "A customer placed an order." \\
  --trigger "The order is in the database." --property "items:integer:How many things were ordered."
npx tracking-plan generate`,
    ),
    "The owners of the plan review the change. Before you finish, run `npx tracking-plan check`.",
    heading(2, "Events"),
    ...(plan.events.length === 0
      ? ["None yet."]
      : isLarge
        ? categoryBlocks(categories)
        : categories.flatMap((category) => eventBlocks(category, plan.output))),
  ].join("\n\n");
}

/** Where the helpers of each side are. */
function sideRules({ output }: Plan): readonly string[] {
  const { parse } = namesOfId("user", "id");
  return [
    ...(isFor(output, "server")
      ? [
          `Server: import from ${code("index.ts")}. The first argument is what ${code(parse)} returns, or an actor's id.`,
        ]
      : []),
    ...(isFor(output, "browser")
      ? [
          `Browser: import from ${code(fileIn(output.browser, "browser.ts", output))}. The first argument is posthog-js.`,
        ]
      : []),
    ...(isFor(output, "browser") && output.native !== undefined
      ? [`React Native: import from ${code(fileIn(output.native, "react-native.ts", output))}.`]
      : []),
  ];
}

/** A file as this folder reaches it. */
function fileIn(folder: string | undefined, file: string, { dir }: Output): string {
  return folder === undefined ? file : posix.join(posix.relative(dir, folder), file);
}

function exampleBlocks(plan: Plan): readonly string[] {
  const event = plan.events.find((one) => hasServerHelper(one) && one.actor === "user");
  if (event === undefined || !isFor(plan.output, "server")) return [];
  return [
    `On the server, ${code(event.name)} is sent like this:`,
    fence("ts", exampleCall(plan, event, { side: "server" }).code),
  ];
}

function eventBlocks({ title, file, events }: Category, output: Output): readonly string[] {
  return [
    heading(3, link(text(title), `docs/${file}`)),
    table(
      ["Event", "Helper", "From", "Meaning"],
      events.map((event) => [
        code(event.name, "cell"),
        event.status === "planned" ? "" : code(namesOfEvent(event).helper, "cell"),
        sidesOf(event, output).join(", "),
        prose(meaningOf(event), "cell"),
      ]),
    ),
  ];
}

function sidesOf(event: PlanEvent, output: Output): readonly string[] {
  return [
    ...(hasServerHelper(event) && isFor(output, "server") ? ["server"] : []),
    ...(hasBrowserHelper(event) && isFor(output, "browser") ? ["browser"] : []),
  ];
}

function meaningOf({ description = "", status, deprecated }: PlanEvent): string {
  const use = deprecated?.use === undefined ? "" : `, use \`${deprecated.use}\``;
  const note = status === "live" ? "" : `(${status}${use}) `;
  const short = [...description].slice(0, MAX_CHARACTERS).join("");
  return `${note}${short}${short === description ? "" : "…"}`;
}

function categoryBlocks(categories: readonly Category[]): readonly string[] {
  const more = categories.length - MAX_CATEGORIES;
  return [
    "Each page has the events of a category, with the calls of their helpers.",
    list(
      categories
        .slice(0, MAX_CATEGORIES)
        .map(
          ({ title, file, events }) =>
            `${link(text(title), `docs/${file}`)}: ${plural(events.length, "event")}`,
        ),
    ),
    ...(more > 0 ? [`${link(`${more} more`, `docs/${INDEX_FILE}`)}.`] : []),
  ];
}
