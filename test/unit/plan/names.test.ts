import { describe, expect, it } from "vitest";
import {
  hasNameInCode,
  isName,
  looseForm,
  nameOfSchema,
  nameOfSharedEnum,
  namesOfEvent,
  namesOfGroup,
} from "../../../src/plan/names.ts";

describe("isName", () => {
  it.each([
    "signup:done",
    "2fa_enabled",
    "_hidden",
    "[B] x?",
    "a & b",
    "???",
    "café",
    "支払い/完了",
    "می\u200cخواهم",
    "❤️ liked",
    "👩‍💻",
    "🏴\u{e0067}\u{e0062}\u{e007f}",
    "x".repeat(200),
  ])("takes %s", (name) => {
    expect(isName(name)).toBe(true);
  });

  it.each([
    "",
    " a",
    "a ",
    "a  b",
    "a \u00a0b",
    "a\nb",
    "a\tb",
    "a\u0000",
    "a\u200bb",
    "a\u00adb",
    "\u202eab",
    "a\ufeff",
    "\ue000",
    "\u3164",
    "cafe\u0301",
    "\ud800",
    "$a",
    "x".repeat(201),
  ])("refuses %j", (name) => {
    expect(isName(name)).toBe(false);
  });
});

describe("names in code", () => {
  it.each([
    ["signup:done", undefined, "trackSignupDone", "SignupDone", "signupDone"],
    ["2fa_enabled", undefined, "track2faEnabled", "Event2faEnabled", "event2faEnabled"],
    [
      "[Board] Card & list moved",
      undefined,
      "trackBoardCardListMoved",
      "BoardCardListMoved",
      "boardCardListMoved",
    ],
    ["_id.changed", undefined, "trackIdChanged", "IdChanged", "idChanged"],
    ["élan_vital", undefined, "trackÉlanVital", "ÉlanVital", "élanVital"],
    ["支払い/完了", undefined, "track支払い完了", "支払い完了", "支払い完了"],
    ["𐐨𐐩 x", undefined, "track𐐀𐐩X", "𐐀𐐩X", "𐐨𐐩X"],
    ["❤️ liked", undefined, "trackLiked", "Liked", "liked"],
    ["m² of 3️⃣", undefined, "trackMOf3", "MOf3", "mOf3"],
    ["Order Paid", "orderPaidBefore", "trackOrderPaidBefore", "OrderPaidBefore", "orderPaidBefore"],
    ["???", "helpOpened", "trackHelpOpened", "HelpOpened", "helpOpened"],
  ])("%s, as %s", (name, as, helper, argument, schema) => {
    expect(namesOfEvent({ name, as })).toMatchObject({ helper, argument, payload: `${argument}Payload` });
    expect(nameOfSchema(argument)).toBe(schema);
  });

  it("begins every type with a letter", () => {
    expect(namesOfGroup("2nd team").argument).toBe("Group2ndTeamGroup");
    expect(nameOfSharedEnum({ name: "1st" })).toBe("Type1st");
    expect(nameOfSharedEnum({ name: "1st", as: "firstKind" })).toBe("FirstKind");
  });

  it.each(["???", "…", "❤️", "-", "()"])("finds none for %s", (name) => {
    expect(hasNameInCode(name)).toBe(false);
  });
});

it.each([
  ["order_paid", "Order Paid"],
  ["signup", "sign:up"],
  ["ＡＢＣ", "abc"],
  ["ﬁle", "FILE"],
])("takes %s and %s for one", (a, b) => {
  expect(looseForm(a)).toBe(looseForm(b));
});

it("tells accents apart", () => {
  expect(looseForm("café")).not.toBe(looseForm("cafe"));
});
