import { describe, expect, it } from "vitest";
import {
  githubData,
  githubProperty,
  printable,
  printableJson,
  terminalLink,
} from "../../../src/text/terminal.ts";

describe("printable", () => {
  it("leaves text alone, whatever its script", () => {
    const text = "Größe 日本 שלום 👩‍💻 `code` <b>";
    expect(printable(text)).toBe(text);
  });

  it.each([
    ["an escape sequence", "a\u001b[2Jb", "a\u{fffd}[2Jb"],
    ["a one-byte control sequence", "a\u009b2Jb", "a\u{fffd}2Jb"],
    ["a bell, a backspace and DEL", "\u0007\u0008\u007f", "\u{fffd}\u{fffd}\u{fffd}"],
    [
      "line breaks of every kind",
      "a\r\nb\u2028c\u2029d\u0085",
      "a\u{fffd}\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}",
    ],
    [
      "marks that turn text around",
      "\u202eevil\u202c \u2066x\u2069 \u200f \u061c",
      "\u{fffd}evil\u{fffd} \u{fffd}x\u{fffd} \u{fffd} \u{fffd}",
    ],
    ["half a surrogate pair", "a\ud800b", "a\u{fffd}b"],
  ])("replaces %s", (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

describe("printableJson", () => {
  it("escapes what a terminal would obey, and stays the same document", () => {
    const value = { "a\u202eb": ["\u001b[2J", "\u009b", "\u2028", "日本"] };
    const json = printableJson(JSON.stringify(value, null, 2));
    expect(json).toBe(
      '{\n  "a\\u202eb": [\n    "\\u001b[2J",\n    "\\u009b",\n    "\\u2028",\n    "日本"\n  ]\n}',
    );
    expect(JSON.parse(json)).toEqual(value);
  });
});

describe("GitHub's workflow commands", () => {
  it("keeps data on one line", () => {
    expect(githubData("100%\r\n::error::b\rc")).toBe("100%25%0A::error::b%0Ac");
  });

  it("escapes what ends a property", () => {
    expect(githubProperty("a:b,c%\n")).toBe("a%3Ab%2Cc%25%0A");
  });

  it("replaces what a terminal would obey in the log", () => {
    expect(githubData("\u001b[31m\u202e")).toBe("\u{fffd}[31m\u{fffd}");
  });
});

describe("terminalLink", () => {
  it("leads to a file or a page", () => {
    expect(terminalLink("a.yaml:1:2", "file:///srv/a%20b.yaml")).toBe(
      "\u001b]8;;file:///srv/a%20b.yaml\u001b\\a.yaml:1:2\u001b]8;;\u001b\\",
    );
  });

  it.each(["javascript://x", "http://x", "file:///a b", "file:///\u001b\\", "https://x/é", "x"])(
    "leads nowhere else, such as to %j",
    (url) => {
      expect(terminalLink("text", url)).toBe("text");
    },
  );
});
