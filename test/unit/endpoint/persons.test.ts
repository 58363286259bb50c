import { describe, expect, it } from "vitest";
import type { CapturedEvent } from "../../../src/endpoint/captured-event.ts";
import { settlePersons } from "../../../src/endpoint/persons.ts";
import { makeCaptured, makeIdentify } from "./make-captured.ts";

function idsOf(events: readonly CapturedEvent[]): (readonly string[])[] {
  return settlePersons(events).persons.map((person) => person.distinctIds);
}

function anonymousVisit(id: string): CapturedEvent {
  return makeCaptured("$pageview", { distinctId: id, properties: { $process_person_profile: false } });
}

describe("which persons there are", () => {
  it("makes a person of each id that sends an event with a profile", () => {
    const events = ["a", "b", "a", "A"].map((distinctId) => makeCaptured("clicked", { distinctId }));
    expect(idsOf(events)).toEqual([["a"], ["b"], ["A"]]);
  });

  it("makes none of a visitor without a profile, and names the id", () => {
    expect(settlePersons([anonymousVisit("anon-1"), anonymousVisit("anon-1")])).toEqual({
      persons: [],
      anonymous: ["anon-1"],
      warnings: [],
    });
  });

  it("counts the visit before login for the person who logged in", () => {
    const visit = anonymousVisit("anon-1");
    const identify = makeIdentify("anon-1", "user_1");
    const click = makeCaptured("clicked");
    expect(settlePersons([visit, identify, click])).toEqual({
      persons: [
        {
          distinctIds: ["user_1", "anon-1"],
          identified: true,
          properties: {},
          joins: [{ ids: ["user_1", "anon-1"], by: identify }],
          events: [visit, identify, click],
        },
      ],
      anonymous: [],
      warnings: [],
    });
  });

  it("adds the visitor to a person whom the server has already named", () => {
    expect(idsOf([makeCaptured("paid"), anonymousVisit("anon-1"), makeIdentify("anon-1", "user_1")])).toEqual(
      [["user_1", "anon-1"]],
    );
  });

  it("removes what $unset names, after it has set", () => {
    const { persons } = settlePersons([
      makeCaptured("$set", { properties: { $set: { plan: "free", city: "Oslo" } } }),
      makeCaptured("$set", { properties: { $set: { plan: "pro" }, $unset: ["city", "plan"] } }),
      makeCaptured("$set", { properties: { $set: { city: "Rome", seats: 2 }, $unset: { seats: 1 } } }),
    ]);
    expect(persons.map(({ properties }) => properties)).toEqual([{ city: "Rome" }]);
  });

  it("merges a person who was not identified, and keeps the properties of the one merged into", () => {
    const visitor = makeCaptured("clicked", {
      distinctId: "anon-1",
      properties: { $set: { plan: "free", city: "Oslo" } },
    });
    const paid = makeCaptured("paid", { properties: { $set: { plan: "pro" } } });
    const { persons } = settlePersons([visitor, paid, makeIdentify("anon-1", "user_1")]);
    expect(persons.map((person) => [person.distinctIds, person.properties])).toEqual([
      [["user_1", "anon-1"], { plan: "pro", city: "Oslo" }],
    ]);
  });

  it("makes one person of an alias, too", () => {
    const alias = makeCaptured("$create_alias", { properties: { alias: "old-id" } });
    expect(idsOf([makeCaptured("paid", { distinctId: "old-id" }), alias])).toEqual([["old-id", "user_1"]]);
  });

  it("merges an identified person with all their ids only when told to merge dangerously", () => {
    const merge = makeCaptured("$merge_dangerously", { properties: { alias: "old-id" } });
    expect(idsOf([makeIdentify("anon-1", "old-id"), makeIdentify("anon-2", "user_1"), merge])).toEqual([
      ["user_1", "anon-2", "old-id", "anon-1"],
    ]);
  });

  it("makes a technical person of a group that is identified under its own id", () => {
    const groupIdentify = makeCaptured("$groupidentify", { distinctId: "$organization_org_456" });
    expect(idsOf([makeCaptured("paid"), groupIdentify])).toEqual([["user_1"], ["$organization_org_456"]]);
  });

  it("says nothing when an id is identified as itself", () => {
    expect(settlePersons([makeIdentify("user_1", "user_1")])).toMatchObject({
      persons: [{ distinctIds: ["user_1"], identified: false }],
      warnings: [],
    });
  });
});

describe("what PostHog refuses", () => {
  it("leaves two people apart when both are identified", () => {
    const again = makeIdentify("user_1", "user_2");
    const { persons, warnings } = settlePersons([
      makeIdentify("anon-1", "user_1"),
      makeIdentify("anon-2", "user_2"),
      again,
    ]);
    expect(persons.map((person) => person.distinctIds)).toEqual([
      ["user_1", "anon-1"],
      ["user_2", "anon-2"],
    ]);
    expect(warnings).toEqual([{ code: "cannot_merge_already_identified", event: again }]);
  });

  it.each(["guest", "GUEST", '"undefined"', "'email'", "null", "NaN", "  ", "a\0b", "x".repeat(401)])(
    "does not merge with the id %j, whichever side it stands on",
    (illegal) => {
      for (const event of [makeIdentify("anon-1", illegal), makeIdentify(illegal, "user_1")]) {
        expect(settlePersons([event])).toMatchObject({
          persons: [{ distinctIds: [event.distinctId], identified: false }],
          warnings: [{ code: "cannot_merge_with_illegal_distinct_id", event }],
        });
      }
    },
  );

  it.each(["nan", "Null", "guests", "x".repeat(400), "😀".repeat(400)])("merges with the id %j", (id) => {
    expect(settlePersons([makeIdentify("anon-1", id)])).toMatchObject({
      persons: [{ distinctIds: [id, "anon-1"], identified: true }],
      warnings: [],
    });
  });

  it.each(["$identify", "$create_alias", "$groupidentify"])("drops %s without a profile", (name) => {
    const event = makeCaptured(name, {
      properties: { $process_person_profile: false, $anon_distinct_id: "anon-1", alias: "anon-1" },
    });
    expect(settlePersons([event])).toEqual({
      persons: [],
      anonymous: [],
      warnings: [{ code: "dropped_without_profile", event }],
    });
  });

  it("takes anything but `false` for a wish for a profile", () => {
    expect(idsOf([makeCaptured("paid", { properties: { $process_person_profile: "false" } })])).toEqual([
      ["user_1"],
    ]);
  });
});

describe("a person's properties", () => {
  it("lets $set win over what was there, and $set_once fill what was not", () => {
    const events = [
      { $set: { plan: "free" }, $set_once: { plan: "never", source: "ad" } },
      { $set: { plan: "pro" }, $set_once: { source: "mail", first: true } },
    ].map((properties) => makeCaptured("$set", { properties }));
    expect(settlePersons(events).persons[0]?.properties).toEqual({ plan: "pro", source: "ad", first: true });
  });

  it("sets none from an event without a profile", () => {
    const silent = makeCaptured("paid", {
      properties: { $process_person_profile: false, $set: { plan: "pro" } },
    });
    expect(settlePersons([makeCaptured("clicked"), silent]).persons).toMatchObject([
      { properties: {}, events: [{ event: "clicked" }, { event: "paid" }] },
    ]);
  });
});
