import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Model } from "./model.ts";
import type { Row } from "./row.ts";
import { clip } from "./values.tsx";

/** Rows above and below what is seen, so that scrolling does not show their absence. */
const SPARE = 8;

/** Names and ids may be as long as a message: a row shows no more. */
const MAX_NAME = 200;

/** From this width on, a row is one line. The same stands in the style. */
const WIDE = "(min-width: 700px)";

/** From this width on, the details stand beside the list. */
const HAS_ROOM = "(min-width: 900px)";

/** The events that are shown. Only the rows that are seen are in the document. */
export function EventList({ model }: { readonly model: Model }) {
  const { store, selected } = model;
  const box = useRef<HTMLDivElement>(null);
  /** The event at the top and how far it is scrolled, while the list is not at its start. */
  const anchor = useRef<{ readonly number: number; readonly offset: number } | undefined>(undefined);
  const lastFilter = useRef(store.filter);
  const [{ top, height }, setView] = useState({ top: 0, height: 800 });
  const rowHeight = heightOfRow();

  // Events come in at the start: what somebody reads stays where it is.
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    if (lastFilter.current !== store.filter) {
      lastFilter.current = store.filter;
      anchor.current = undefined;
      current.scrollTop = 0;
    } else if (anchor.current !== undefined) {
      const { number, offset } = anchor.current;
      const wanted = store.indexOf(number) * rowHeight + offset;
      if (Math.abs(current.scrollTop - wanted) >= 1) current.scrollTop = wanted;
    }
  });

  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() =>
      setView({ top: current.scrollTop, height: current.clientHeight }),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);

  const onScroll = ({ currentTarget }: { readonly currentTarget: HTMLDivElement }): void => {
    const { scrollTop, clientHeight } = currentTarget;
    const row = store.at(Math.floor(scrollTop / rowHeight));
    anchor.current =
      scrollTop < 1 || row === undefined ? undefined : { number: row.number, offset: scrollTop % rowHeight };
    setView({ top: scrollTop, height: clientHeight });
  };

  const select = (index: number): void => {
    const row = store.at(Math.max(0, Math.min(index, store.length - 1)));
    if (row !== undefined) model.set({ selected: row.number });
    const { current } = box;
    if (current === null || row === undefined) return;
    const at = store.indexOf(row.number) * rowHeight;
    if (at < current.scrollTop) current.scrollTop = at;
    else if (at + rowHeight > current.scrollTop + current.clientHeight) {
      current.scrollTop = at + rowHeight - current.clientHeight;
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const at = selected === undefined ? -1 : store.indexOf(selected);
    const target: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: store.length - 1,
    };
    if (event.key === "Enter" && selected !== undefined) model.set({ isOpen: true });
    else if (event.key === "Escape") model.set({ selected: undefined });
    else if (event.key === "/") document.getElementById("search")?.focus();
    else if (target[event.key] !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey)
      select(target[event.key]!);
    else return;
    event.preventDefault();
  };

  if (store.length === 0) return <Empty model={model} />;
  const first = Math.max(0, Math.floor(top / rowHeight) - SPARE);
  const last = Math.min(store.length, Math.ceil((top + height) / rowHeight) + SPARE);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => store.at(first + index)!);
  const isSeen = selected !== undefined && rows.some(({ number }) => number === selected);
  return (
    <div
      id="events"
      class="list"
      ref={box}
      role="listbox"
      aria-label="Events, the newest first"
      aria-activedescendant={isSeen ? `event-${selected}` : undefined}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div class="rows" role="presentation" style={{ height: `${store.length * rowHeight}px` }}>
        {rows.map((row, index) => (
          <EventRow
            key={row.number}
            row={row}
            place={{
              index: first + index,
              of: store.length,
              top: (first + index) * rowHeight,
              height: rowHeight,
            }}
            isSelected={row.number === selected}
            onSelect={() => model.set({ selected: row.number, isOpen: !matchMedia(HAS_ROOM).matches })}
          />
        ))}
      </div>
    </div>
  );
}

function EventRow({
  row,
  place,
  isSelected,
  onSelect,
}: {
  readonly row: Row;
  readonly place: {
    readonly index: number;
    readonly of: number;
    readonly top: number;
    readonly height: number;
  };
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}) {
  const { number, event, distinctId, receivedAt, kind, sdk, side, faults } = row;
  return (
    <div
      id={`event-${number}`}
      class={`row ${kind}${faults > 0 ? " faulty" : ""}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={place.index + 1}
      aria-setsize={place.of}
      style={{ top: `${place.top}px`, height: `${place.height}px` }}
      onClick={onSelect}
    >
      <span class="time">{timeOf(receivedAt)}</span>
      <span class="name">{clip(event, MAX_NAME)}</span>
      <span class="faults">{faults > 0 && `${faults} ${faults === 1 ? "fault" : "faults"}`}</span>
      <span class="id">{clip(distinctId, MAX_NAME)}</span>
      <span class="sdk">{clip(sdk ?? side ?? "", MAX_NAME)}</span>
    </div>
  );
}

function Empty({ model }: { readonly model: Model }) {
  const { store, source } = model;
  if (store.isFiltering) return <div class="empty">Searching …</div>;
  if (store.rows.length > 0)
    return <div class="empty">No event has this. {store.rows.length} are hidden.</div>;
  if (source.kind !== "live") return <div class="empty">There are no events.</div>;
  return (
    <div class="empty">
      <p>No event has arrived yet. Start your application with</p>
      <pre>{`POSTHOG_HOST=${location.origin}\nPOSTHOG_API_KEY=phc_test`}</pre>
    </div>
  );
}

function heightOfRow(): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rem * (matchMedia(WIDE).matches ? 2 : 3.5);
}

/** `14:03:27` */
export function timeOf(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}
