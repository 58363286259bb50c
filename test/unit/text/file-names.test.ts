import { expect, test } from "vitest";
import { nameFiles } from "../../../src/text/file-names.ts";

test("names are safe on every file system, and none is given twice", () => {
  const texts = ["Order Paid", "order paid", "CON", "../x", "支払い", "🎉", "", "taken"];
  expect(nameFiles(texts, "event", ["taken"])).toEqual([
    "order-paid",
    "order-paid-2",
    "con-2",
    "x",
    "652f-6255-3044",
    "event",
    "event-2",
    "taken-2",
  ]);
});
