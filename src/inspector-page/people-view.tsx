import { useState } from "preact/hooks";
import type { Join } from "../endpoint/persons.ts";
import { timeOf } from "./event-list.tsx";
import type { Model } from "./model.ts";
import type { ShownPerson } from "./people.ts";
import { clip, Finder, Values } from "./values.tsx";

/** More are found by a search. */
const MAX_SHOWN = 100;

const KINDS: Readonly<Record<ShownPerson["kind"], string>> = {
  identified: "Identified",
  person: "Not identified",
  visitor: "Visitor without a profile",
};

const WARNINGS = {
  cannot_merge_with_illegal_distinct_id: "was not merged: PostHog never merges one of its ids.",
  cannot_merge_already_identified: "was not merged: the other id is already another identified person.",
  dropped_without_profile: "was dropped: it is about a person, but asks for no profile.",
} as const;

/** Which ids are one person, and why. */
export function PeopleView({ model }: { readonly model: Model }) {
  const [text, setText] = useState("");
  const { people, warnings } = model;
  const all = people.filter(({ ids }) => ids.some((id) => id.toLowerCase().includes(text.toLowerCase())));
  return (
    <main class="cards">
      <div class="toolbar">
        <input
          type="search"
          aria-label="Search people"
          placeholder="Search ids"
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <span class="count">
          {all.length.toLocaleString("en")} {all.length === 1 ? "person" : "people"}
          {all.length > MAX_SHOWN && `, the last ${MAX_SHOWN} are shown`}
        </span>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="People">
        {warnings.length > 0 && (
          <ul class="fault-list" aria-label="Warnings">
            {warnings.slice(-MAX_SHOWN).map(({ code, event }, index) => (
              <li key={index}>
                <code>{clip(event.event)}</code> of <code>{clip(event.distinctId)}</code> {WARNINGS[code]}
              </li>
            ))}
          </ul>
        )}
        {all.slice(0, MAX_SHOWN).map((person) => (
          <PersonCard key={person.ids[0]} person={person} model={model} />
        ))}
        {all.length === 0 && <p class="empty">Nobody yet.</p>}
      </div>
    </main>
  );
}

function PersonCard({ person, model }: { readonly person: ShownPerson; readonly model: Model }) {
  const { ids, kind, properties, joins, events, last, alike } = person;
  // The id that others were joined to is the one that people know.
  const [name = ids[0]] = joins.at(-1)?.ids ?? [];
  return (
    <article class="card">
      <h2>{clip(name ?? "")}</h2>
      <p class="quiet">
        {KINDS[kind]} · {events.toLocaleString("en")} {events === 1 ? "event" : "events"}
        {events > 0 && `, the last at ${timeOf(last)}`}
      </p>
      <ul class="ids" aria-label="Ids">
        {ids.slice(0, MAX_SHOWN).map((id) => (
          <li key={id}>
            <Finder text={id} model={model} />
          </li>
        ))}
      </ul>
      {joins.slice(0, MAX_SHOWN).map((join, index) => (
        <p key={index}>
          <Why join={join} />
        </p>
      ))}
      {alike.map(({ id, by }) => (
        <p key={id} class="alike">
          Probably one person with <Finder text={id} model={model} />: both were seen in one {by}.
        </p>
      ))}
      {Object.keys(properties).length > 0 && (
        <details>
          <summary>Properties</summary>
          <Values values={properties} />
        </details>
      )}
    </article>
  );
}

function Why({ join: { ids, by } }: { readonly join: Join }) {
  return (
    <>
      <code>{clip(ids[1])}</code> became the same person by <code>{clip(by.event)}</code> at{" "}
      {timeOf(by.receivedAt.getTime())}.
    </>
  );
}
