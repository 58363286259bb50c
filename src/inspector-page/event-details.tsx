import { useLayoutEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { groupsOf, type ShownEvent } from "../observe/shown-event.ts";
import { type JsonValue, readableJson } from "../text/json.ts";
import { InPlan } from "./in-plan.tsx";
import type { Model } from "./model.ts";
import { testCodeOf } from "./test-code.ts";
import { clip, Finder, Values, Words } from "./values.tsx";

const SIDES = { server: "Server", client: "Browser or app" } as const;

const KINDS: Readonly<Record<ShownEvent["kind"], string>> = {
  planned: "In the plan",
  unplanned: "Not in the plan",
  posthog: "PostHog’s own",
};

/** Everything about the selected event. */
export function EventDetails({ model }: { readonly model: Model }) {
  const { event, session, isOpen } = model;
  const section = useRef<HTMLElement>(null);
  const wasOpen = useRef(false);
  // Keys go on where somebody went into the details, and where they came from.
  useLayoutEffect(() => {
    if (isOpen) section.current?.focus();
    else if (wasOpen.current) document.getElementById("events")?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (event === undefined) {
    return (
      <section class="details none" aria-label="Details">
        <p>Select an event to see what is in it.</p>
      </section>
    );
  }
  const definitions = session?.definitions ?? {};
  const hasTest = event.planned !== undefined && Object.hasOwn(definitions, event.planned);
  return (
    <section
      ref={section}
      class="details"
      aria-label={`Details of ${clip(event.event)}`}
      tabIndex={-1}
      onKeyDown={({ key }) => {
        if (key === "Escape") model.set({ isOpen: false });
      }}
    >
      <div class="title">
        <h2>{clip(event.event)}</h2>
        <button type="button" class="close" onClick={() => model.set({ isOpen: false, selected: undefined })}>
          Close
        </button>
      </div>
      <div class="actions">
        <button type="button" onClick={() => void model.copy(() => jsonOf(event), "the event as JSON")}>
          Copy as JSON
        </button>
        <button
          type="button"
          disabled={!hasTest}
          title={hasTest ? undefined : "Test trackers record only planned events of servers."}
          onClick={() => void model.copy(() => testCodeOf(event, definitions) ?? "", "the event as a test")}
        >
          Copy as a test
        </button>
      </div>
      <Faults event={event} />
      <Facts event={event} model={model} />
      <Properties event={event} />
      {event.planned !== undefined && <InPlan key={event.planned} name={event.planned} model={model} />}
    </section>
  );
}

function Faults({ event: { faults } }: { readonly event: ShownEvent }) {
  if (faults.length === 0) return null;
  return (
    <ul class="fault-list" aria-label="Faults">
      {faults.map(({ code, message, hint }, index) => (
        <li key={index}>
          <code>{code}</code>
          <p>
            <Words text={message} />
          </p>
          {hint !== undefined && (
            <p class="hint">
              <Words text={hint} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Facts({ event, model }: { readonly event: ShownEvent; readonly model: Model }) {
  const groups = groupsOf(event);
  return (
    <dl class="facts">
      <Fact name="Person">
        <Finder text={event.distinctId} model={model} />
      </Fact>
      {groups.map(([type, key]) => (
        <Fact key={type} name={`Group: ${clip(type)}`}>
          <Finder text={key} model={model} />
        </Fact>
      ))}
      <Fact name="Plan">{KINDS[event.kind]}</Fact>
      <Fact name="Sent by">
        {clip(event.sdk ?? "an unknown SDK")}
        {event.side !== undefined && ` (${SIDES[event.side]})`}
      </Fact>
      <Fact name="Time">{clip(event.timestamp ?? "none")}</Fact>
      <Fact name="Received">{new Date(event.receivedAt).toISOString()}</Fact>
      <Fact name="uuid">{clip(event.uuid)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The plan's properties, and apart from them what the SDK added. */
function Properties({ event: { properties, faults } }: { readonly event: ShownEvent }) {
  const names = Object.keys(properties);
  const own = names.filter((name) => !name.startsWith("$"));
  const added = names.filter((name) => name.startsWith("$"));
  const faulty = new Set(faults.map(({ path }) => path?.[0]));
  return (
    <>
      <h3>Properties</h3>
      {own.length === 0 ? (
        <p class="none">None of its own.</p>
      ) : (
        <Values values={properties} names={own} marked={faulty} />
      )}
      {added.length > 0 && (
        <details>
          <summary>{added.length} of PostHog</summary>
          <Values values={properties} names={added} marked={faulty} />
        </details>
      )}
    </>
  );
}

function jsonOf({ event, distinctId, uuid, timestamp, properties }: ShownEvent): string {
  const message = { event, distinct_id: distinctId, uuid, timestamp, properties };
  return readableJson(JSON.parse(JSON.stringify(message)) as JsonValue);
}
