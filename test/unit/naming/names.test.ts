import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasStyle, hintName, inStyle, isNamedIn, splitWords } from "../../../src/naming/name-style.ts";
import { createNormalizer, isPastTense } from "../../../src/naming/word-forms.ts";
import { createSpeller, describeDifference, isSlip, keysOfName } from "../../../src/naming/similar-names.ts";
import { namesPersonalData } from "../../../src/naming/personal-words.ts";
import { unitInName, unitsIn } from "../../../src/naming/units.ts";

test.each([
  ["checkout_completed", ["checkout", "completed"]],
  ["userSignedUp", ["user", "signed", "up"]],
  ["HTTPError-2", ["http", "error", "2"]],
  ["Order2 Paid", ["order2", "paid"]],
  ["userIDs", ["user", "ids"]],
  ["URLsCopied", ["urls", "copied"]],
  ["___", []],
])("splits %s into its words", (name, words) => {
  expect(splitWords(name)).toStrictEqual(words);
});

test("letters of ASCII are split as beside others", () => {
  const name = fc.string({ unit: fc.constantFrom(..."aAbBsSzZ19_- .:") });
  fc.assert(
    fc.property(name, (ascii) => {
      expect(splitWords(`${ascii} é`)).toStrictEqual([...splitWords(ascii), "é"]);
    }),
  );
});

test.each([
  ["snake_case", "order_completed"],
  ["kebab-case", "order-completed"],
  ["camelCase", "orderCompleted"],
  ["PascalCase", "OrderCompleted"],
  ["Title Case", "Order Completed"],
  ["Sentence case", "Order completed"],
  ["lower case", "order completed"],
] as const)("writes names in %s, and knows them again", (style, name) => {
  expect(inStyle("Order_completed", style)).toBe(name);
  expect(hasStyle(name, style)).toBe(true);
  expect(hasStyle("Order_completed", style)).toBe(false);
});

test.each([
  ["signup:done", "snake_case", true],
  ["billing.invoice/paid", "snake_case", true],
  ["Signup:Done", "snake_case", false],
  ["2fa_enabled", "snake_case", true],
  ["größe_geändert", "snake_case", true],
  ["支払い_完了", "snake_case", true],
  ["signup: done", "snake_case", false],
  ["Stripe connected to WordPress", "Sentence case", true],
  ["iOS App Opened", "Title Case", true],
  ["Linked to eBay", "Title Case", true],
  ["iPhone synced", "Sentence case", true],
  ["orderPaid Now", "Title Case", false],
] as const)("whether %s is a name in %s: %s", (name, style, expected) => {
  expect(isNamedIn(name, style)).toBe(expected);
});

test.each([
  ["csvExport:fileSaved", "snake_case", "csv_export:file_saved"],
  ["CSV exported", "Title Case", "CSV Exported"],
  ["WordPress_connected", "Title Case", "WordPress Connected"],
  ["Connected WordPress", "Sentence case", "Connected WordPress"],
  ["CSV exported", "camelCase", "csvExported"],
  ["WordPress connected", "snake_case", "wordpress_connected"],
  ["iOS App opened", "snake_case", "ios_app_opened"],
  ["opened on macOS", "Sentence case", "Opened on macOS"],
  ["iOS App opened", "Title Case", "iOS App Opened"],
  ["eBay Connected", "Sentence case", "eBay connected"],
  ["B2B plan chosen", "Title Case", "B2B Plan Chosen"],
  ["B2B plan chosen", "snake_case", "b2b_plan_chosen"],
  ["userIDs", "snake_case", "user_ids"],
  ["userIPhone", "snake_case", "user_i_phone"],
  ["ORDER_PAID", "Title Case", "Order Paid"],
  ["2FA Enabled", "snake_case", "2fa_enabled"],
  ["Größe Geändert", "snake_case", "größe_geändert"],
] as const)("writes %s in %s: %s", (name, style, expected) => {
  expect(inStyle(name, style)).toBe(expected);
});

test("only proposes what can be a name in the style", () => {
  expect(hintName("Order Paid", "order_paid", "snake_case")).toBe("Name it `order_paid`.");
  for (const proposed of ["", "Order", "$order", "a"]) {
    expect(hintName("a", proposed, "snake_case")).toBe("Choose a name in snake_case.");
  }
});

test("knows what happened from what is", () => {
  const past = "completed sent paid signed began freed died reset";
  const other = "feed need embed order red bed hundred signup payment speed";
  expect(past.split(" ").filter((word) => !isPastTense(word))).toStrictEqual([]);
  expect(other.split(" ").filter(isPastTense)).toStrictEqual([]);
});

test.each([
  ["order_completed", "orders_completed", "the plural"],
  ["order_canceled", "order_cancelled", "spelling"],
  ["user_sign_up", "user_signed_up", "tense"],
  ["user_signup", "user_sign_up", "how words are joined"],
  ["user_signed_up", "signUpUser", "case, separators, tense and word order"],
  ["item_added_to_cart", "item_added_cart", "the word `to`"],
  ["mobile", "is_mobile", "the word `is`"],
  ["Mobile", "isMobile", "case and the word `is`"],
  ["Phone number", "Phone Number", "case"],
  ["siteId", "site_id", "case and separators"],
])("says how %s and %s differ", (a, b, difference) => {
  const normalize = createNormalizer();
  expect(keysOfName(a, normalize).some((key) => keysOfName(b, normalize).includes(key))).toBe(true);
  expect(describeDifference(a, b, normalize)).toBe(difference);
});

describe("slips", () => {
  test.each([
    ["amount", "ammount", true],
    ["referrer", "referer", true],
    ["amount", "amonut", true],
    ["separator", "seperator", true],
    ["change", "charge", false],
    ["content", "contact", false],
    ["session", "mession", false],
    ["country", "county", false],
    ["amount", "amount", false],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(isSlip(a, b)).toBe(expected);
    expect(isSlip(b, a)).toBe(expected);
  });

  test("spells a word as the shortest that is one slip apart", () => {
    const words = ["ammount", "amount", "amonut", "seperator", "separator", "post", "host", "line1", "line2"];
    expect(words.map(createSpeller(words))).toStrictEqual([
      "amount",
      "amount",
      "amount",
      "seperator",
      "seperator",
      "post",
      "host",
      "line1",
      "line2",
    ]);
  });
});

test.each([
  ["to_screen", "screen"],
  ["reply_to", "reply"],
])("does not confuse %s with %s", (a, b) => {
  const normalize = createNormalizer();
  const keys = keysOfName(b, normalize);
  expect(keysOfName(a, normalize).filter((key) => keys.includes(key))).toStrictEqual([]);
});

test.each([
  "Email 2",
  "First Name 3",
  "Email-DSP",
  "Email-Garden",
  "Email Work",
  "workEmail2",
  "emailWork",
  "Phone DSP",
  "Phone (Home)",
  "Email-Garden 2",
  "user_agent",
  "userAgent",
  "ip_address_v4",
  "remote_addr",
  "zip",
  "street_2",
  "email_b",
])("%s is personal data", (name) => {
  expect(namesPersonalData(name)).toBe(true);
});

test.each([
  "email_template",
  "Email-Template",
  "Email-ID",
  "Email ID",
  "Phone-Model",
  "email_2_template",
  "file_zip",
  "backup",
  "work",
  "DSP",
  "2",
  "",
])("%s is not", (name) => {
  expect(namesPersonalData(name)).toBe(false);
});

test("reads units from names and from declarations", () => {
  expect(
    ["duration_ms", "amount_usd", "requests_per_second", "ms", "price_min"].map(
      (name) => unitInName(name)?.unit,
    ),
  ).toStrictEqual(["milliseconds", "USD", undefined, undefined, undefined]);
  expect(
    ["US dollars", "USD cents", "people", "%"].map((unit) => unitsIn(unit).map((each) => each.unit)),
  ).toStrictEqual([["USD"], ["USD", "cents"], [], ["percent"]]);
});
