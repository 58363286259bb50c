import { isIP } from "node:net";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isEmail, isIp, isUrl } from "../../../src/portable/formats.ts";

describe("isUrl", () => {
  test.each([
    "https://example.com",
    "http://localhost:3000/a?b=c#d",
    "HTTPS://EXAMPLE.COM",
    "https://user@example.com/",
    "https://bücher.example/ä",
    "http://[::1]/",
  ])("%j is one", (text) => {
    expect(isUrl(text)).toBe(true);
  });

  test.each([
    "",
    "example.com",
    "//example.com",
    "ftp://example.com",
    "javascript:alert(1)",
    "https:example.com",
    "https:/example.com",
    "https://",
    "https:///path",
    "https://?q",
    " https://example.com",
    "https://example.com\n",
    "https://example.com\u0000",
    "https://exa mple.com",
    "https://exa\nmple.com",
    "http://[::1",
    "http://a:99999/",
    "mailto:ann@example.com",
  ])("%j is none", (text) => {
    expect(isUrl(text)).toBe(false);
  });

  test.each([
    ["mailto:ann@example.com", ["mailto"], true],
    ["MAILTO:ann@example.com", ["mailto"], true],
    ["tel:+4930123456", ["mailto", "tel"], true],
    ["shop-app://orders/5", ["shop-app"], true],
    ["urn:isbn:0451450523", ["urn"], true],
    ["wss://example.com/feed", ["wss"], true],
    ["wss:example.com", ["wss"], false],
    ["https://example.com", ["mailto"], false],
    ["http://example.com", ["https"], false],
    ["mailto:", ["mailto"], false],
    ["mailto: ann@example.com", ["mailto"], false],
    // The Kelvin sign is a K without regard to case.
    ["\u212Aey:a", ["key"], false],
  ])("%j with the schemes %j: %j", (text, schemes, is) => {
    expect(isUrl(text, schemes)).toBe(is);
  });
});

describe("isEmail", () => {
  test.each([
    "ann@example.com",
    "Ann.Lee+news@mail.example.co.uk",
    "o'neil_99@example.io",
    "a@b-c.de",
    "!#$%&'*+/=?^_`{|}~-@example.org",
    "用户@例え.テスト",
    "jörg@bücher.example",
    "ann@xn--bcher-kva.example",
    `${"a".repeat(64)}@example.com`,
  ])("%j is one", (text) => {
    expect(isEmail(text)).toBe(true);
  });

  test.each([
    "",
    "ann",
    "ann@",
    "@example.com",
    "ann@localhost",
    "ann@example",
    "ann@@example.com",
    "ann@example..com",
    "ann@.example.com",
    "ann@example.com.",
    "ann@-example.com",
    "ann@example-.com",
    "ann@127.0.0.1",
    "ann@example.c",
    ".ann@example.com",
    "ann.@example.com",
    "a..n@example.com",
    "ann lee@example.com",
    "ann@exa mple.com",
    " ann@example.com",
    "ann@example.com\n",
    "ann\u202E@example.com",
    "Ann <ann@example.com>",
    "mailto:ann@example.com",
    '"ann lee"@example.com',
    "ann@example.com,bob@example.com",
    `${"a".repeat(65)}@example.com`,
    `ann@${"a".repeat(64)}.com`,
    `ann@${"abcdefgh.".repeat(28)}com`,
  ])("%j is none", (text) => {
    expect(isEmail(text)).toBe(false);
  });

  test("accepts the addresses of fast-check whose parts have the lengths that mail servers take", () => {
    fc.assert(
      fc.property(fc.emailAddress({ size: "small" }), (text) => {
        expect(isEmail(text)).toBe(true);
      }),
    );
  });
});

describe("isIp", () => {
  test.each([
    "127.0.0.1",
    "255.255.255.255",
    "0.0.0.0",
    "::",
    "::1",
    "2001:DB8::ff00:42:8329",
    "::ffff:192.0.2.1",
  ])("%j is one", (text) => {
    expect(isIp(text)).toBe(true);
  });

  test.each([
    "",
    "127.0.0",
    "127.0.0.1.",
    "256.0.0.1",
    "01.2.3.4",
    "1.2.3.4\n",
    "0x7f.1",
    "fe80::1%eth0",
    "[::1]",
    ":",
    "1::2::3",
    "127.0.0.1:80",
    "10.0.0.0/8",
    "::1]@[::",
  ])("%j is none", (text) => {
    expect(isIp(text)).toBe(false);
  });

  test("agrees with Node on all but zones", () => {
    const parts = fc.array(
      fc.constantFrom(":", "::", ".", "0", "1", "00", "255", "256", "ffff", "10000", "1.2.3.4", "%", "g"),
      { maxLength: 17 },
    );
    const mixed = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      parts.map((some) => some.join("")),
      fc.array(fc.constantFrom("0", "a1", "ffff", ""), { maxLength: 9 }).map((some) => some.join(":")),
    );
    fc.assert(
      fc.property(mixed, (text) => {
        expect(isIp(text)).toBe(isIP(text) !== 0 && !text.includes("%"));
      }),
      { numRuns: 5000 },
    );
  });
});
