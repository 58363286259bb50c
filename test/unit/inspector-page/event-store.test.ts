import { describe, expect, test, vi } from "vitest";
import { EventStore } from "../../../src/inspector-page/event-store.ts";
import { NO_FILTER } from "../../../src/inspector-page/filter.ts";
import { makeRow } from "./make-row.ts";

function makeStore(capacity = 1_000_000): EventStore {
  return new EventStore(
    () => {},
    () => capacity,
  );
}

const shownIn = (store: EventStore): readonly number[] =>
  Array.from({ length: store.length }, (_, index) => store.at(index)!.number);

const settled = (store: EventStore): Promise<void> =>
  vi.waitFor(() => {
    if (store.isFiltering) throw new Error("It is still at work.");
  });

test("shows the newest first, also of what arrives after a filter", () => {
  const store = makeStore();
  store.add([makeRow(1), makeRow(2, "other"), makeRow(3)]);
  store.setFilter({ ...NO_FILTER, text: "order" });
  store.add([makeRow(4), makeRow(5, "other"), makeRow(6)]);
  expect(shownIn(store)).toEqual([6, 4, 3, 1]);
  expect([6, 5, 4, 2, 1, 0].map((number) => store.indexOf(number))).toEqual([0, 1, 1, 3, 3, 4]);
  store.setFilter(NO_FILTER);
  expect(shownIn(store)).toEqual([6, 5, 4, 3, 2, 1]);
});

test("a narrower filter looks at what was found alone, and finds the same", () => {
  const store = makeStore();
  store.add([makeRow(1), makeRow(2, "other"), makeRow(3, "order_lost")]);
  store.setFilter({ ...NO_FILTER, text: "order" });
  store.add([makeRow(4, "order_lost"), makeRow(5)]);
  store.setFilter({ ...NO_FILTER, text: "order_l" });
  expect(shownIn(store)).toEqual([4, 3]);
});

describe("a pause", () => {
  test("keeps the list, counts what is missed, and shows it at the end", () => {
    const store = makeStore();
    store.add([makeRow(1)]);
    store.pause(true);
    store.add([makeRow(2), makeRow(3, "other")]);
    expect({ shown: shownIn(store), missed: store.missed }).toEqual({ shown: [1], missed: 2 });
    store.pause(false);
    expect({ shown: shownIn(store), missed: store.missed }).toEqual({ shown: [3, 2, 1], missed: 0 });
  });

  test("lets a filter find what was missed", () => {
    const store = makeStore();
    store.add([makeRow(1)]);
    store.pause(true);
    store.add([makeRow(2)]);
    store.setFilter({ ...NO_FILTER, text: "order" });
    expect({ shown: shownIn(store), missed: store.missed }).toEqual({ shown: [2, 1], missed: 0 });
  });
});

test("keeps no more than its capacity, some of what is shown among it", () => {
  const store = makeStore(2000);
  const rows = Array.from({ length: 7000 }, (_, index) =>
    makeRow(index + 1, index % 2 === 0 ? "order_placed" : "other", { faults: 1 }),
  );
  store.add(rows.slice(0, 2500));
  store.setFilter({ ...NO_FILTER, show: "planned" });
  store.add(rows.slice(2500, 4000));
  store.add(rows.slice(4000));
  expect(store.rows.length).toBeLessThanOrEqual(3000);
  expect(store.faulty).toBe(store.rows.length);
  const oldest = store.rows[0]!.number;
  expect(shownIn(store).every((number) => number >= oldest)).toBe(true);
  expect(store.length).toBe(store.rows.filter(({ kind }) => kind === "planned").length);
});

test("is empty after it was cleared, and goes on", () => {
  const store = makeStore();
  store.add([makeRow(1, "order_placed", { faults: 1 })]);
  store.clear();
  expect({ length: store.length, rows: store.rows, faulty: store.faulty }).toEqual({
    length: 0,
    rows: [],
    faulty: 0,
  });
  store.add([makeRow(2)]);
  expect(shownIn(store)).toEqual([2]);
});

test("finds all of many in slices, and only what the last of several filters asks for", async () => {
  const store = makeStore();
  const rows = Array.from({ length: 50_000 }, (_, index) =>
    makeRow(index + 1, index % 10 === 0 ? "order_placed" : "other"),
  );
  store.add(rows);
  store.setFilter({ ...NO_FILTER, text: "other" });
  store.setFilter({ ...NO_FILTER, text: "order" });
  store.add([makeRow(50_001), makeRow(50_002, "other")]);
  await settled(store);
  expect(store.length).toBe(5001);
  expect(shownIn(store).slice(0, 2)).toEqual([50_001, 49_991]);
});
