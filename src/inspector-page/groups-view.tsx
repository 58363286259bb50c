import { useState } from "preact/hooks";
import { timeOf } from "./event-list.tsx";
import type { Model } from "./model.ts";
import { clip, Finder, Values } from "./values.tsx";

/** More are found by a search. */
const MAX_SHOWN = 100;

/** The groups that events were sent to, with their properties. */
export function GroupsView({ model }: { readonly model: Model }) {
  const [text, setText] = useState("");
  const all = model.groups.filter(({ type, key }) =>
    `${type} ${key}`.toLowerCase().includes(text.toLowerCase()),
  );
  return (
    <main class="cards">
      <div class="toolbar">
        <input
          type="search"
          aria-label="Search groups"
          placeholder="Search types and keys"
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <span class="count">
          {all.length.toLocaleString("en")} {all.length === 1 ? "group" : "groups"}
          {all.length > MAX_SHOWN && `, the last ${MAX_SHOWN} are shown`}
        </span>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Groups">
        {all.slice(0, MAX_SHOWN).map(({ type, key, properties, events, last }) => (
          <article class="card" key={`${type} ${key}`}>
            <h2>
              {clip(type)} <Finder text={key} model={model} />
            </h2>
            <p class="quiet">
              {events.toLocaleString("en")} {events === 1 ? "event" : "events"}, the last at {timeOf(last)}
            </p>
            {Object.keys(properties).length > 0 && <Values values={properties} />}
          </article>
        ))}
        {all.length === 0 && <p class="empty">No event was sent to a group yet.</p>}
      </div>
    </main>
  );
}
