import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { type Styles, stylesFor } from "../../../src/text/styles.ts";

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
