import * as fc from "fast-check";
import { expect, test } from "vitest";
import { webAddress } from "../../../src/text/web-address.ts";

test.each([
  ["https://example.com", "https://example.com/"],
  ["HTTP://Example.com/a?b=c&d=%20#e", "http://example.com/a?b=c&d=%20#e"],
  ["https://example.com/*/(a)'`|{b}\\", "https://example.com/%2A/%28a%29%27%60%7C%7Bb%7D/"],
  ["https://example.com/größe", "https://example.com/gr%C3%B6%C3%9Fe"],
  ["https://[::1]:8080/", "https://[::1]:8080/"],
  ["javascript:alert(1)", undefined],
  [" https://example.com", undefined],
  ["https://example.com/a\nb", undefined],
  ["https:example.com", undefined],
  ["https://a b", undefined],
  ["//example.com", undefined],
])("%j is written as %j", (text, address) => {
  expect(webAddress(text)).toBe(address);
});

test("any address leads where its text does, in harmless characters", () => {
  const texts = fc
    .tuple(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string({ unit: "grapheme" }))
    .map(([url, more]) => url + more);
  fc.assert(
    fc.property(texts, (text) => {
      const address = webAddress(text);
      fc.pre(address !== undefined);
      expect(address).toMatch(/^https?:\/\/[!#-'+-;=?-\]_a-z~]+$/u);
      expect(new URL(address!).host).toBe(new URL(text).host);
      expect(webAddress(address!)).toBe(address);
    }),
  );
});
