import { exampleId } from "../../plan/example.ts";
import { namesOfId } from "../../plan/ids/id-names.ts";
import type { Actor, IdForm } from "../../plan/ids/identity.ts";
import { describeForm } from "../../plan/ids/match-form.ts";
import type { Group, Plan } from "../../plan/plan.ts";
import { code, list, prose, table } from "../../text/markdown.ts";
import type { Links } from "./links.ts";

/** Senders that are not people: their ids, and why each kind of job has one. */
export function actorsBlocks({ events, identity }: Plan, links: Links): readonly string[] {
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
export function groupsBlocks({ groups }: Plan, links: Links): readonly string[] {
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
      ...keyNotes(groups),
    ]),
  ];
}

function keyNotes(groups: readonly Group[]): readonly string[] {
  const forms = groups.flatMap(({ keyForm }): readonly IdForm[] => (keyForm === undefined ? [] : [keyForm]));
  if (forms.length === 0) return [];
  return [
    "As for people: the maker throws where a key is none, its `parse…` companion says why, and both give the one spelling that is sent.",
  ];
}
