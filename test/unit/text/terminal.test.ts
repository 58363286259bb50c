import { describe, expect, it } from "vitest";
import {
  githubData,
  githubProperty,
  hang,
  printable,
  printableJson,
  type Styles,
  stylesFor,
  terminalLink,
  wrap,
} from "../../../src/text/terminal.ts";
import { stripVTControlCharacters } from "node:util";

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

describe("wrap", () => {
  it.each<[string, number, readonly string[]]>([
    ["one two three", 8, ["one two", "three"]],
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 6, ["one", "two", "three"]],
    ["a longerword b", 4, ["a", "longerword", "b"]],
    ["日本 語 x", 7, ["日本 語", "x"]],
    ["👩‍💻 e\u0301 x", 4, ["👩‍💻 e\u0301", "x"]],
    ["  two  spaces", 40, ["  two  spaces"]],
    ["", 8, [""]],
  ])("%j in %i columns", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});

describe("hang", () => {
  it("lets later lines begin below the first, whatever colours the label has", () => {
    expect(hang("  hint: ", "one two three", 16)).toEqual(["  hint: one two", "        three"]);
    expect(hang("  \u001b[36mhint:\u001b[39m ", "one two three", 16)).toEqual([
      "  \u001b[36mhint:\u001b[39m one two",
      "        three",
    ]);
  });

  it("leaves a text whole where there is no terminal, and makes no line too long to be read", () => {
    const text = "word ".repeat(60).trimEnd();
    expect(hang("  ", text, undefined)).toEqual([`  ${text}`]);
    expect(Math.max(...hang("  ", text, 200).map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});

/** What terminals show by default: the ground and the text, and red, green, yellow, blue, magenta and cyan. */
const PALETTES: Readonly<Record<string, readonly [ground: string, text: string, ...colors: string[]]>> = {
  "VS Code, dark": ["1e1e1e", "cccccc", "cd3131", "0dbc79", "e5e510", "2472c8", "bc3fbc", "11a8cd"],
  "VS Code, light": ["ffffff", "333333", "cd3131", "107c10", "949800", "0451a5", "bc05bc", "0598bc"],
  "macOS, Pro": ["000000", "f2f2f2", "990000", "00a600", "999900", "2009db", "b200b2", "00a6b2"],
  "macOS, Basic": ["ffffff", "000000", "990000", "00a600", "999900", "0000b2", "b200b2", "00a6b2"],
  "GNOME, dark": ["1e1e1e", "ffffff", "c01c28", "26a269", "a2734c", "12488b", "a347ba", "2aa1b3"],
  "GNOME, light": ["ffffff", "1e1e1e", "c01c28", "26a269", "a2734c", "12488b", "a347ba", "2aa1b3"],
  "Windows Terminal": ["0c0c0c", "cccccc", "c50f1f", "13a10e", "c19c00", "0037da", "881798", "3a96dd"],
  "Solarized, dark": ["002b36", "839496", "dc322f", "859900", "b58900", "268bd2", "d33682", "2aa198"],
  "Solarized, light": ["fdf6e3", "657b83", "dc322f", "859900", "b58900", "268bd2", "d33682", "2aa198"],
  "xterm, dark": ["000000", "e5e5e5", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd"],
};

/** Least contrast, of 1 to 21: what the darkest red has that a system comes with. */
const READABLE = 2.3;

const ESCAPE = "\u001b";

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other].map(luminance).toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What a style asks a terminal for before its text. */
function codesOf(style: keyof Styles): readonly number[] {
  const [before = ""] = stylesFor(true)[style]("text").split("text");
  return before
    .split(`${ESCAPE}[`)
    .slice(1)
    .map((code) => Number.parseInt(code, 10));
}

const STYLES = Object.keys(stylesFor(true)) as readonly (keyof Styles)[];

describe.each(Object.entries(PALETTES))("in the colours of %s", (_, [ground, text, ...colors]) => {
  it.each(STYLES)("%s can be read", (style) => {
    const color = codesOf(style).find((code) => code >= 30);
    const shown = color === undefined ? text : colors[color - 31]!;
    expect(contrast(shown, ground)).toBeGreaterThanOrEqual(READABLE);
  });
});

it("nothing but frames is dim", () => {
  expect(STYLES.filter((style) => codesOf(style).includes(2))).toEqual(["frame"]);
});

it.each(STYLES)("%s ends with its text, and changes none of it", (style) => {
  const painted = stylesFor(true)[style]("text");
  expect(painted.startsWith(ESCAPE) && painted.endsWith("m")).toBe(true);
  expect(stripVTControlCharacters(painted)).toBe("text");
  expect(stylesFor(false)[style]("text")).toBe("text");
});
