import { exampleId } from "../../plan/example.ts";
import { describeForm } from "../../plan/ids/forms.ts";
import type { Plan } from "../../plan/plan.ts";
import { anchor, code, fence, heading, link, list, prose } from "../../text/markdown.ts";
import { inOrderOf } from "../../text/order.ts";
import {
  actorsTable,
  backupTable,
  browserImport,
  formsTable,
  groupsTable,
  onceList,
  refusedList,
  serverExample,
  spellings,
  unmarkedForms,
} from "./identity-facts.ts";
import { isFor } from "../emitter.ts";
import { type DocsLayout, INDEX_FILE } from "./layout.ts";
import { IDENTITY_FILE, IDENTITY_SECTIONS, type IdentitySection, idOfIdentity, linksFrom } from "./links.ts";
import { hasOptionalKey } from "../typescript/server-helper.ts";
import { queryOf } from "./queries.ts";

/** A longer list is no overview. */
const MAX_ROWS = 200;

/**
 * The page that says who events are about, how each side gets their ids, and what counts once. One template: the words stand here,
 * in the order of the page, and what they say of a plan comes from `identity-facts.ts`. A section whose facts are none is left out.
 */
export function identityPage(plan: Plan, layout: DocsLayout): string {
  const links = linksFrom(IDENTITY_FILE, layout);
  const { identity, groups } = plan;
  const { description, forms } = identity.userId;
  const events = inOrderOf(plan.events, plan.order?.events);
  const keyed = events.filter(({ idempotency }) => idempotency !== undefined);
  const shared = events.filter(({ source }) => source === "both");
  const spelled = spellings(forms);
  const emailReasons = forms.flatMap(({ acceptEmails }) => acceptEmails ?? []);
  const phoneReasons = forms.flatMap(({ acceptPhones }) => acceptPhones ?? []);
  const withoutProfile = identity.actors.filter(({ profile }) => !profile).map(({ name }) => code(name));
  const example = keyed.find(({ revenue }) => revenue !== undefined) ?? keyed[0];

  const sections: Readonly<Record<IdentitySection, readonly string[]>> = {
    person: [
      prose(description ?? ""),
      forms.length === 1
        ? `An id is ${code(describeForm(forms[0]))}, such as ${code(exampleId(forms[0]))}. Every event carries it in this form.`
        : "An id has one of these forms, and new ids have the first. An id never moves from one form to another: a person keeps the first id.",
      ...when(forms.length > 1, formsTable(forms)),
      ...(spelled.length === 0
        ? ["It is sent unchanged. Case matters: `A` and `a` are two people."]
        : [
            "A database or a token may spell the same id differently. The generated code accepts these spellings and sends one:",
            list(spelled.map(([spelling, id]) => `${code(spelling)} is sent as ${code(id)}`)),
          ]),
      ...unmarkedForms(forms).map(
        ({ shape, reason }) =>
          `> Any ${code(shape)} is accepted as a person's id, even if it identifies something else. No prefix tells them apart.${reason === "" ? "" : ` Reason: ${reason}`}`,
      ),
    ],

    browser: when(
      isFor(plan.output, "browser"),
      fence(
        "ts",
        `import { posthog } from "posthog-js";
import { identifyUser, logOut } from ${browserImport(plan)};

// At login, and whenever a page loads for a user who is logged in.
identifyUser(posthog, session.userId);

// At logout.
logOut(posthog);`,
      ),
      list([
        "`identifyUser` checks the id by the same rules as the server. An invalid id returns `false`, and nothing is sent.",
        "Call it once posthog-js has started: in its option `loaded`, or later.",
        "Events from before the login are attributed to the person who logs in.",
        "If the browser still belongs to another person, it is reset first, so two people never merge.",
        "Without `logOut`, the next visitor's events count for the person who left.",
        "Do not call `posthog.identify()` directly. It accepts almost any text as a person, and that cannot be undone.",
      ]),
    ),

    server: when(
      isFor(plan.output, "server"),
      fence("ts", serverExample(plan)),
      list([
        "Take the id from your own record: a database row or the server's session. A request body, header or cookie only claims an id.",
        "An invalid id sends nothing and returns `false`. It is counted in `stats()`, reported to `onRefused` and logged once per cause.",
        "`userId(raw)` throws instead, for login code. `isUserId(raw)` only checks.",
        "Spread `fromRequest(request)` into a call's options to link the event to the browser session. If the browser claims another person, the server's id is used. `stats().mismatched` counts those calls.",
      ]),
    ),

    refused: [
      "An invalid id is never sent, because PostHog would create a person for it. The log names the reason, and so does `parseUserId`.",
      refusedList(forms),
      ...when(
        emailReasons.length > 0,
        "Emails are accepted where their form allows it. The reason:",
        list(emailReasons.map((reason) => prose(reason))),
      ),
      ...when(
        phoneReasons.length > 0,
        "Phone numbers are accepted where their form allows it. The reason:",
        list(phoneReasons.map((reason) => prose(reason))),
      ),
    ],

    actors: when(
      identity.actors.length > 0,
      "A job, a schedule or a service is not a person. Each has its own ids, and only its events use them:",
      actorsTable(plan, links),
      list([
        "Use one id per kind of job, such as the job's name. With a new id per run, every run is a new sender.",
        "Do not share one id between all jobs: PostHog delays a sender above 100 events a second.",
        ...when(
          withoutProfile.length > 0,
          `PostHog keeps no person profile for ${withoutProfile.join(" and ")}, and ignores groups on those events.`,
        ),
      ]),
    ),

    groups: when(
      groups.length > 0,
      "A group, such as a customer's company, has a key. A key is never a person's id. Keys that have a format have their own TypeScript type.",
      groupsTable(plan, links),
      list([
        "An event with the property counts for the group. Without a valid key it counts for no group.",
        ...when(
          groups.some(({ keyForm }) => keyForm !== undefined),
          "The maker of a key throws for an invalid key, and its `parse…` function returns the reason.",
        ),
      ]),
    ),

    once:
      example === undefined
        ? ["No event has an idempotency key, so every call counts."]
        : [
            "Webhooks are redelivered, jobs are retried and pages are reloaded. These events still count once:",
            keyed.length > MAX_ROWS
              ? `They are ${keyed.length} of ${events.length} events. *Counts once* at an event says per what.`
              : onceList(keyed, links),
            ...when(keyed.length < events.length, "Every call of any other event counts."),
            list([
              "**Pass the record's time**, never the current time. PostHog merges two events only if they share a day in UTC.",
              "**A repeat** returns `true`, like the first call. The same process does not send it again and counts it in `stats().duplicate`. PostHog merges what other processes or the other side send.",
              ...when(
                keyed.some(({ idempotency }) => idempotency?.key.kind === "caller"),
                "**`idempotencyKey`** is a key that the caller passes. It must be the same in every repeat, such as the id of the webhook event. Never use a random value.",
              ),
              ...when(
                keyed.some(
                  ({ idempotency, properties }) =>
                    idempotency?.key.kind === "properties" &&
                    hasOptionalKey(properties, idempotency.key.properties),
                ),
                "**If a property of the key is absent**, pass `idempotencyKey` instead. Without either, every call counts, and `stats().unkeyed` says how often.",
              ),
              ...when(
                keyed.some(({ source }) => source !== "server"),
                "**In the browser**, a person must be identified first. Otherwise nothing is sent, and the helper returns `false`.",
                "**Send browser events as they happen.** posthog-js starts a new session at an event that is over 30 minutes old.",
              ),
              "**Until PostHog merges them**, which happens in the background, both rows exist. Count distinct uuids, as the query of each event does. `uniq(uuid)` is only an estimate for large numbers.",
            ]),
            fence("sql", queryOf(example)),
          ],

    both: when(
      shared.length > 0,
      "Both sides send these events, so that none is missed. One side must send each; the other is a backup.",
      backupTable(shared, links),
      "Both sides pass the same time, key and properties: hand them from the server to the browser. PostHog keeps one of the two, and which one is not defined.",
    ),
  };

  const shown = (Object.keys(IDENTITY_SECTIONS) as IdentitySection[]).filter((id) => sections[id].length > 0);
  const contents = shown.map((id) => links.toIdentity(id, IDENTITY_SECTIONS[id]));
  return [
    heading(1, "Identity: who did it, and what counts once"),
    `${link("All events", INDEX_FILE)} · On this page: ${contents.join(", ")}`,
    "To PostHog, each id is a person. So both sides must send the same id for a person, and a repeat must be recognized as the same event. The generated code ensures both if you call it as shown here.",
    ...shown.flatMap((id) =>
      [anchor(idOfIdentity(id)), heading(2, IDENTITY_SECTIONS[id])].concat(sections[id]),
    ),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

/** Blocks that only some plans have. */
function when(isSo: boolean, ...blocks: readonly string[]): readonly string[] {
  return isSo ? blocks : [];
}
