import { expect, test } from "vitest";
import { readRecording, writeRecording } from "../../../src/observe/recording.ts";

const EVENT = { event: "sent", distinctId: "user_1", uuid: "u", properties: { $lib: "web", "": [1] } };

test.each([
  ["none", []],
  ["one", [EVENT]],
  ["some", [EVENT, { ...EVENT, timestamp: "2026-01-31T12:00:00Z" }]],
])("reads what it wrote: %s", (_, events) => {
  const recording = { plan: "shop", events };
  expect(readRecording(writeRecording(recording))).toStrictEqual(recording);
});

test("leaves out what stands for a request that could not be read", () => {
  const events = [{ ...EVENT, event: "(request)" }, EVENT];
  expect(writeRecording({ plan: "shop", events })).toBe(writeRecording({ plan: "shop", events: [EVENT] }));
});

test("writes a line for each event", () => {
  expect(writeRecording({ plan: "shop", events: [EVENT, EVENT] }).split("\n")).toHaveLength(5);
});

test.each([
  ["", "is not JSON"],
  ["[]", "is not a recording: it has no `events`"],
  ['{"events":[]}', "has a format that this version does not know"],
  ['{"format":2,"events":[]}', "has a format that this version does not know"],
  ['{"format":1,"events":[null]}', "is not a recording: its event 1 is malformed"],
  [
    `{"format":1,"events":[${JSON.stringify(EVENT)},{"event":"x"}]}`,
    "is not a recording: its event 2 is malformed",
  ],
])("says why a text is none: %s", (text, fault) => {
  expect(readRecording(text)).toStrictEqual({ fault });
});
