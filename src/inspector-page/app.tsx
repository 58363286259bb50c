import { EventDetails } from "./event-details.tsx";
import { EventList } from "./event-list.tsx";
import { GroupsView } from "./groups-view.tsx";
import type { Model, View } from "./model.ts";
import { PeopleView } from "./people-view.tsx";
import { PlanView } from "./plan-view.tsx";
import { Toolbar } from "./toolbar.tsx";
import { clip, Words } from "./values.tsx";

const VIEWS: Readonly<Record<View, string>> = {
  events: "Events",
  people: "People",
  groups: "Groups",
  plan: "Plan",
};

/** The whole page. */
export function App({ model }: { readonly model: Model }) {
  const { view, isOpen, session } = model;
  return (
    <div class="app">
      <header>
        <h1>
          Inspector <span class="plan">{clip(session?.plan ?? "")}</span>
        </h1>
        <nav aria-label="Views">
          {Object.entries(VIEWS).map(([name, label]) => (
            <button
              type="button"
              key={name}
              aria-current={view === name ? "page" : undefined}
              onClick={() => model.set({ view: name as View })}
            >
              {label}
            </button>
          ))}
        </nav>
        <Status model={model} />
        {session?.warning !== undefined && (
          <p class="warning" role="status">
            <Words text={session.warning} />
          </p>
        )}
      </header>
      {view === "people" ? (
        <PeopleView model={model} />
      ) : view === "groups" ? (
        <GroupsView model={model} />
      ) : view === "plan" ? (
        <PlanView model={model} />
      ) : (
        <main class={isOpen ? "events is-open" : "events"}>
          <div class="list-side">
            <Toolbar model={model} />
            <EventList key={model.generation} model={model} />
          </div>
          <EventDetails model={model} />
        </main>
      )}
      <p class="notice" role="status">
        {model.notice}
      </p>
    </div>
  );
}

function Status({ model }: { readonly model: Model }) {
  const { source, store } = model;
  switch (source.kind) {
    case "live":
      return source.isConnected ? (
        <span class={store.isPaused ? "status paused" : "status live"}>
          {store.isPaused ? "Paused" : "Live"}
        </span>
      ) : (
        <span class="status ended">Not connected</span>
      );
    case "recording":
      return (
        <span class="status">
          {source.name}{" "}
          <button type="button" onClick={() => model.goLive()}>
            Back to live
          </button>
        </span>
      );
    case "file":
      return <span class="status">Saved session</span>;
    default:
      return source satisfies never;
  }
}
