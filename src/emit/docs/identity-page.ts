import { exampleId } from "../../plan/example.ts";
import { namesOfId } from "../../plan/ids/id-names.ts";
import type { Actor, IdForm } from "../../plan/ids/identity.ts";
import { describeForm } from "../../plan/ids/match-form.ts";
import { namesOfEvent } from "../../plan/names.ts";
import type { Group, Plan, PlanEvent } from "../../plan/plan.ts";
import { anchor, code, fence, heading, link, list, prose, table } from "../../text/markdown.ts";
import { brandKeys } from "../typescript/key-brands.ts";
import { hasOptionalKey, hasServerHelper } from "../typescript/server-helper.ts";
import { serverCall } from "./example-call.ts";
import { personBlocks, refusedBlocks } from "./identity-person.ts";
import {
  IDENTITY_FILE,
  IDENTITY_SECTIONS,
  type IdentitySection,
  idOfIdentity,
  type Links,
  linksFrom,
} from "./links.ts";
import { type DocsLayout, INDEX_FILE } from "./layout.ts";
import { onceFor, timeOf } from "./event-section.ts";

/** The page that says who events are about, how each side gets their ids, and what counts once. */
export function identityPage(plan: Plan, layout: DocsLayout): string {
  const links = linksFrom(IDENTITY_FILE, layout);
  const { events } = plan;
  const sections: Readonly<Record<IdentitySection, readonly string[]>> = {
    person: personBlocks(plan),
    browser: browserBlocks(plan),
    server: serverBlocks(plan),
    refused: refusedBlocks(plan),
    actors: actorsBlocks(plan, links),
    groups: groupsBlocks(plan, links),
    once: onceBlocks(events, links),
    both: bothBlocks(
      events.filter(({ source }) => source === "both"),
      links,
    ),
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

/** How frontend code says who the person is. */
function browserBlocks(plan: Plan): readonly string[] {
  const { browser, browserImports, dir, imports } = plan.output;
  const from = importOf(browser ?? dir, "browser", browser === undefined ? imports : browserImports);
  return [
    fence(
      "ts",
      [
        'import { posthog } from "posthog-js";',
        `import { identifyUser, logOut } from ${from};`,
        "",
        "// At login, and whenever a page loads for somebody who is logged in.",
        "identifyUser(posthog, session.userId);",
        "",
        "// At logout.",
        "logOut(posthog);",
      ].join("\n"),
    ),
    list([
      `${code("identifyUser")} holds the id against the same rules as the backend does. An invalid id returns ${code("false")}; nothing is sent.`,
      `Call it once posthog-js has started: from its option ${code("loaded")}, or later.`,
      "What the visitor did before the login in this browser becomes the person's.",
      "If the browser still belongs to another person, that person is forgotten first, so that two people do not become one.",
      `Without ${code("logOut")}, what the next visitor does counts for the person who left.`,
      `Do not call ${code("posthog.identify()")} yourself: it takes almost any text for a person, and cannot undo it.`,
    ]),
  ];
}

/** How backend code says who the person is. */
function serverBlocks(plan: Plan): readonly string[] {
  const { dir, imports } = plan.output;
  const example = shortestCall(plan);
  const names = ["parseUserId", ...(example === undefined ? [] : [example.helper])];
  return [
    fence(
      "ts",
      [
        `import { ${names.join(", ")} } from ${importOf(dir, "index", imports)};`,
        "",
        example === undefined
          ? "const user = parseUserId(row.user_id); // what each helper of a person's event takes first"
          : example.call,
      ].join("\n"),
    ),
    list([
      "The id is that of your own record: a row, or the session that the server keeps. What a request says of itself, in its body or in PostHog's headers and cookies, is only a claim.",
      `A call with something else in its place sends nothing and returns ${code("false")}. It is counted in ${code("stats()")}, told to ${code("onRefused")}, and logged once a cause; nothing is thrown.`,
      `${code("userId(raw)")} throws instead: for the code of logins, where going on would be wrong. ${code("isUserId(raw)")} only asks.`,
      `${code("fromRequest(request)")}, spread into a call's options, links its event to the session in the browser. If the browser says that it belongs to another person, the authenticated id counts, and ${code("stats().mismatched")} says how often that was.`,
    ]),
  ];
}

/** The call of a person's event that takes the least to read. */
function shortestCall(plan: Plan): { readonly helper: string; readonly call: string } | undefined {
  const calls = plan.events
    .filter((event) => event.actor === "user" && event.status === "live" && hasServerHelper(event))
    .filter((event) => event.idempotency === undefined && !takesKeys(plan, event))
    .map((event) => ({
      helper: namesOfEvent(event.name).helper,
      call: serverCall(plan, event, "parseUserId(row.user_id)"),
    }));
  return calls.toSorted((a, b) => a.call.length - b.call.length)[0];
}

function takesKeys({ groups }: Plan, event: PlanEvent): boolean {
  return brandKeys(event.properties, groups, event.groups).some(({ brand }) => brand !== undefined);
}

/** A generated file, as code beside its folder imports it. */
function importOf(dir: string, file: string, imports: Plan["output"]["imports"]): string {
  const folder = dir.split("/").findLast((part) => part !== "" && part !== "." && part !== "..");
  const end = imports === "none" ? "" : `.${imports}`;
  return JSON.stringify(`./${folder === undefined ? "" : `${folder}/`}${file}${end}`);
}

/** Senders that are not people: their ids, and why each kind of job has one. */
function actorsBlocks({ events, identity }: Plan, links: Links): readonly string[] {
  const { actors } = identity;
  if (actors.length === 0) return [];
  const withoutProfile = actors.filter(({ profile }) => !profile);
  const sent = (actor: Actor): string =>
    events.flatMap((event) => (event.actor === actor.name ? [links.toEvent(event.name)] : [])).join(", ");
  return [
    "A job, a schedule or a service is not a person. It has an id of its own, which its events take and no others:",
    table(
      ["Sender", "Id", "Such as", "In code", "Sends", "Meaning"],
      actors.map((actor) => [
        code(actor.name, "cell"),
        actor.forms.map((form) => code(describeForm(form), "cell")).join(" or "),
        code(exampleId(actor.forms[0]), "cell"),
        code(`${namesOfId(actor.name, "id").make}(raw)`),
        sent(actor),
        prose(actor.description ?? "", "cell"),
      ]),
    ),
    list([
      "**One id for each kind of job**, such as the name of the job. Not one for all of them: PostHog takes at most 100 events a second for one id, and 1,000 at once, in its usual lane; the rest arrives late. And not one for each run: every run would be somebody new.",
      ...(withoutProfile.length === 0
        ? []
        : [
            `PostHog keeps no profile of ${withoutProfile.map(({ name }) => code(name)).join(" and ")}: it is not among your people, and PostHog ignores groups on its events.`,
          ]),
    ]),
  ];
}

/** What names a group, and what a key looks like. */
function groupsBlocks({ groups }: Plan, links: Links): readonly string[] {
  if (groups.length === 0) return [];
  return [
    "A group, such as a customer's company, has a key. It is never the id of a person, and where it has a form it is a type of its own in code, so that the two cannot be confused.",
    table(
      ["Group", "Property", "Key", "Such as", "In code"],
      groups.map((group) => [
        links.toGroup(group.name),
        code(group.key, "cell"),
        group.keyForm === undefined ? "any text" : code(describeForm(group.keyForm), "cell"),
        group.keyForm === undefined ? "" : code(exampleId(group.keyForm), "cell"),
        group.keyForm === undefined ? "" : code(`${namesOfId(group.name, "key").make}(raw)`),
      ]),
    ),
    list([
      "An event that has the property counts for the group. A key that is absent, or not of the form, sends none.",
      ...groupKeyNotes(groups),
    ]),
  ];
}

function groupKeyNotes(groups: readonly Group[]): readonly string[] {
  const forms = groups.flatMap(({ keyForm }): readonly IdForm[] => (keyForm === undefined ? [] : [keyForm]));
  if (forms.length === 0) return [];
  return [
    "As for people: the maker throws where a key is none, its `parse…` companion says why, and both give the one spelling that is sent.",
  ];
}

/** Which events count once however often they are sent. */
function onceBlocks(events: readonly PlanEvent[], links: Links): readonly string[] {
  const keyed = events.filter(({ idempotency }) => idempotency !== undefined);
  const [first] = keyed;
  if (first === undefined) return ["No event has a key: each counts every time that it is sent."];
  return [
    "A webhook is delivered again, a job is run again, a page is loaded again. These events count once all the same, for each of what stands beside them:",
    table(
      ["Event", "Counts once for each", "Its time is"],
      keyed.map((event) => [
        links.toEvent(event.name),
        onceFor(event),
        event.idempotency === undefined ? "" : timeOf(event.idempotency),
      ]),
    ),
    keyed.length === events.length ? "" : "All other events count every time that they are sent.",
    list([
      `**The time comes from the record**, never from the clock. PostHog takes two sendings for one event only if their day, in UTC, is the same: with the present time, a repeat after midnight would count again.`,
      `**A repeat** is what it was the first time: the helper returns ${code("true")}. If the same server process sent it before, it is not sent again, and ${code("stats().duplicate")} counts it; if another process or the other side did, PostHog makes the two one.`,
      ...repeatNotes(keyed),
      ...browserNotes(keyed),
      `**Until PostHog has made them one**, which it does in the background and does not promise, both rows are there. Count uuids, and not rows. ${code("uniq(uuid)")} estimates large numbers; this is exact:`,
    ]),
    fence("sql", `SELECT count(DISTINCT uuid) FROM events WHERE event = '${first.name}'`),
    ...sumBlocks(keyed.find(({ revenue }) => revenue !== undefined)),
  ];
}

/** How to sum the money of an event, each uuid once. */
function sumBlocks(event: PlanEvent | undefined): readonly string[] {
  if (event === undefined) return [];
  const inner = [
    `  SELECT any(toFloat(properties.$revenue)) AS revenue, any(properties.currency) AS currency`,
    `  FROM events WHERE event = '${event.name}' GROUP BY uuid`,
  ];
  return [
    "Sum money the same way, for each currency by itself:",
    fence(
      "sql",
      ["SELECT currency, sum(revenue) FROM (", ...inner, ") GROUP BY currency ORDER BY currency"].join("\n"),
    ),
  ];
}

function repeatNotes(keyed: readonly PlanEvent[]): readonly string[] {
  const isCaller = keyed.some(({ idempotency }) => idempotency?.key.kind === "caller");
  const isOptional = keyed.some(
    ({ idempotency, properties }) =>
      idempotency?.key.kind === "properties" && hasOptionalKey(properties, idempotency.key.properties),
  );
  return [
    ...(isCaller
      ? [
          `**A key that the caller passes**, ${code("idempotencyKey")}, names what happened and not the attempt to say so: the id of the webhook's event or of the request, never a random text.`,
        ]
      : []),
    ...(isOptional
      ? [
          `**Where a property of the key is absent**, pass ${code("idempotencyKey")} in its place. Without either, the event counts every time that it is sent, and ${code("stats().unkeyed")} says how often that was.`,
        ]
      : []),
  ];
}

function browserNotes(keyed: readonly PlanEvent[]): readonly string[] {
  if (keyed.every(({ source }) => source === "server")) return [];
  return [
    `**In the browser**, somebody must be identified, because the key is the person's: else nothing is sent, the helper returns ${code("false")} and ${code("onRefused")} is called. And posthog-js begins a new session at an event whose time is more than 30 minutes away from the present, so send it when it happens.`,
  ];
}

/** Which side must send the events that both do. */
function bothBlocks(events: readonly PlanEvent[], links: Links): readonly string[] {
  if (events.length === 0) return [];
  return [
    "These must not be missed, so that both sides send them. One side answers for each; the other is the safety net, for when the first could not.",
    table(
      ["Event", "Must send it", "Safety net"],
      events.map(({ name, ownerSide }) => [
        links.toEvent(name),
        ownerSide === "client" ? "frontend" : "backend",
        ownerSide === "client" ? "backend" : "frontend",
      ]),
    ),
    "Both pass the same time, key and properties, from the same record: hand them from the backend to the frontend. PostHog keeps one of the two, and does not say which.",
  ];
}
