import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { createGuard } from "../../../../../src/commands/inspector/live/guard.ts";

const guard = createGuard({ token: "secret", name: "127.0.0.1" });

function refusalOf(
  headers: IncomingMessage["headers"],
  { url = "/inspector?token=secret", needsOrigin = false, of = guard } = {},
): string | undefined {
  return of.refuse({ headers, url } as IncomingMessage, { needsOrigin });
}

const HOST = "does not answer to this host name";
const OTHERS = "Other pages may not read";
const TOKEN = "it has the token";

describe("lets in", () => {
  test.each([
    [{ host: "127.0.0.1:8010" }],
    [{ host: "localhost:8010" }],
    [{ host: "[::1]:8010" }],
    [{ host: "192.168.0.7:8010" }],
    [{ host: "127.0.0.1:8010", origin: "http://127.0.0.1:8010" }],
  ])("%j", (headers) => {
    expect(refusalOf(headers, { needsOrigin: "origin" in headers })).toBeUndefined();
  });

  test("the name that the server was given", () => {
    const of = createGuard({ token: "secret", name: "dev.local" });
    expect(refusalOf({ host: "dev.local:8010" }, { of })).toBeUndefined();
  });
});

describe("refuses", () => {
  test.each<[IncomingMessage["headers"], string]>([
    [{ host: "evil.example:8010" }, HOST],
    [{ host: "127.0.0.1.evil.example" }, HOST],
    [{ host: "localhost.evil.example" }, HOST],
    [{ host: "a b" }, HOST],
    [{}, HOST],
    [{ host: "127.0.0.1:8010", origin: "http://evil.example" }, OTHERS],
    [{ host: "127.0.0.1:8010", origin: "http://127.0.0.1:3000" }, OTHERS],
    [{ host: "127.0.0.1:8010", origin: "https://127.0.0.1:8010" }, OTHERS],
    [{ host: "127.0.0.1:8010", origin: "null" }, OTHERS],
  ])("%j", (headers, why) => {
    expect(refusalOf(headers)).toContain(why);
  });

  test("what must have an origin and has none", () => {
    expect(refusalOf({ host: "127.0.0.1:8010" }, { needsOrigin: true })).toContain(OTHERS);
  });

  test.each(["/inspector", "/inspector?token=", "/inspector?token=secreT", "/inspector?token=secret2", "//"])(
    "%s",
    (url) => {
      expect(refusalOf({ host: "127.0.0.1:8010" }, { url })).toContain(TOKEN);
    },
  );
});
