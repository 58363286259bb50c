import { useState } from "preact/hooks";
import type { Arrived } from "./arrivals.ts";
import { timeOf } from "./event-list.tsx";
import { InPlan } from "./in-plan.tsx";
import type { Model, PlannedEvent } from "./model.ts";
import { clip, Finder } from "./values.tsx";

/** More are found by a search. */
const MAX_SHOWN = 100;

const SENDERS: Readonly<Record<PlannedEvent["source"], string>> = {
  server: "servers",
  client: "browsers and apps",
  both: "both sides",
};

/** The events of the plan, and which of them have not arrived. */
export function PlanView({ model }: { readonly model: Model }) {
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const { planned, arrived } = model;
  if (planned === undefined) return <main class="empty">Loading …</main>;
  if (typeof planned === "string") return <main class="empty">{planned}</main>;
  const live = planned.filter(({ status }) => status === "live");
  const found = planned.filter(
    ({ name, category = "", owners }) =>
      `${name} ${category} ${owners.join(" ")}`.toLowerCase().includes(text.toLowerCase()) &&
      !(isMissing && arrived.has(name)),
  );
  return (
    <main class="cards">
      <div class="toolbar">
        <input
          type="search"
          aria-label="Search the plan"
          placeholder="Search names and owners"
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="button" aria-pressed={isMissing} onClick={() => setMissing(!isMissing)}>
          Never arrived
        </button>
        <span class="count">
          {live.filter(({ name }) => arrived.has(name)).length.toLocaleString("en")} of{" "}
          {live.length.toLocaleString("en")} live events arrived
          {found.length > MAX_SHOWN && `, the first ${MAX_SHOWN} are shown`}
        </span>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Plan">
        {found.slice(0, MAX_SHOWN).map((event) => (
          <PlannedCard key={event.name} event={event} arrived={arrived.get(event.name)} model={model} />
        ))}
        {found.length === 0 && <p class="empty">The plan has no such event.</p>}
      </div>
    </main>
  );
}

function PlannedCard({
  event: { name, status, source, category, owners, description },
  arrived,
  model,
}: {
  readonly event: PlannedEvent;
  readonly arrived: Arrived | undefined;
  readonly model: Model;
}) {
  const facts = [
    status,
    `sent by ${SENDERS[source]}`,
    ...(category === undefined ? [] : [category]),
    ...(owners.length === 0 ? [] : [`owned by ${owners.join(", ")}`]),
  ];
  return (
    <article class="card">
      <h2>{arrived === undefined ? clip(name) : <Finder text={name} model={model} />}</h2>
      <p class="quiet">{clip(facts.join(" · "))}</p>
      {description !== undefined && <p>{clip(description)}</p>}
      {arrived === undefined ? (
        <p class={status === "live" ? "missing" : "quiet"}>Never arrived</p>
      ) : (
        <p>
          {arrived.events.toLocaleString("en")} arrived, the last at {timeOf(arrived.last)}
          {arrived.faulty > 0 && (
            <>
              {", "}
              <span class="missing">{arrived.faulty.toLocaleString("en")} with faults</span>
            </>
          )}
        </p>
      )}
      <InPlan name={name} model={model} />
    </article>
  );
}
