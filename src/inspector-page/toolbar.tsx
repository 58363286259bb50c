import { useRef } from "preact/hooks";
import { type Show, SHOWN } from "./filter.ts";
import type { Model } from "./model.ts";

/** Search, filter, and what is done with all events. */
export function Toolbar({ model }: { readonly model: Model }) {
  const { store, source } = model;
  const { filter } = store;
  const isLive = source.kind === "live";
  return (
    <div class="toolbar" role="toolbar" aria-label="Events">
      <input
        id="search"
        type="search"
        aria-label="Search events"
        placeholder="Search names, ids, properties"
        autocomplete="off"
        spellcheck={false}
        value={filter.text}
        onInput={({ currentTarget }) => store.setFilter({ ...filter, text: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          document.getElementById("events")?.focus();
        }}
      />
      <select
        aria-label="Show"
        value={filter.show}
        onChange={({ currentTarget }) => store.setFilter({ ...filter, show: currentTarget.value as Show })}
      >
        {Object.entries(SHOWN).map(([show, label]) => (
          <option key={show} value={show}>
            {label}
          </option>
        ))}
      </select>
      {isLive && (
        <button type="button" aria-pressed={store.isPaused} onClick={() => store.pause(!store.isPaused)}>
          Pause
        </button>
      )}
      {isLive && (
        <button type="button" onClick={() => model.clear()}>
          Clear
        </button>
      )}
      {source.kind !== "file" && <SessionMenu model={model} />}
      <span class="count">
        {count(store.length, store.rows.length)}
        {store.isFiltering && " …"}
        {store.missed > 0 && `, ${store.missed.toLocaleString("en")} since the pause`}
      </span>
    </div>
  );
}

function count(shown: number, all: number): string {
  const events = `${all.toLocaleString("en")} ${all === 1 ? "event" : "events"}`;
  return shown === all ? events : `${shown.toLocaleString("en")} of ${events}`;
}

/** What is done with the whole session. It closes once something is chosen, and by Escape. */
function SessionMenu({ model }: { readonly model: Model }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => menu.current?.removeAttribute("open");
  return (
    <details
      ref={menu}
      class="menu"
      onKeyDown={({ key }) => {
        if (key !== "Escape") return;
        close();
        menu.current?.querySelector("summary")?.focus();
      }}
    >
      <summary>Session</summary>
      <div onClick={close}>
        <button type="button" onClick={() => model.saveRecording()}>
          Save recording
        </button>
        <OpenRecording model={model} />
        <button type="button" onClick={() => void model.savePage()}>
          Save page
        </button>
      </div>
    </details>
  );
}

/** A button: the browser's own control for files looks like nothing else. */
function OpenRecording({ model }: { readonly model: Model }) {
  const choose = (): void => {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json" });
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file !== undefined) void model.open(file);
    });
    input.click();
  };
  return (
    <button type="button" onClick={choose}>
      Open recording
    </button>
  );
}
