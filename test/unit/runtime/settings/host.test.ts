import { expect, test } from "vitest";
import { DEFAULT_HOST, resolveHost } from "../../../../src/runtime/settings/host.ts";

test.each([
  [DEFAULT_HOST, "https://us.i.posthog.com"],
  ["https://app.posthog.com/", "https://us.i.posthog.com"],
  ["http://app.posthog.com", "https://us.i.posthog.com"],
  ["https://us.posthog.com/project/1", "https://us.i.posthog.com"],
  ["https://EU.posthog.com", "https://eu.i.posthog.com"],
  ["https://eu.i.posthog.com", "https://eu.i.posthog.com"],
  [" https://posthog.example.com/ ", "https://posthog.example.com"],
  ["https://example.com/ingest//", "https://example.com/ingest"],
  ["http://127.0.0.1:8000", "http://127.0.0.1:8000"],
  ["http://[::1]:8000", "http://[::1]:8000"],
  ["https://us.posthog.com.example.com", "https://us.posthog.com.example.com"],
  ["https://us.posthog.com:8443", "https://us.posthog.com:8443"],
])("%s is sent to %s", (raw, host) => {
  expect(resolveHost(raw)).toEqual({ ok: true, host });
});

test.each([
  ["posthog.example.com", "is not an address that begins with https://."],
  ["", "is not an address that begins with https://."],
  ["https://", "is not an address that begins with https://."],
  ["ftp://example.com", "is not an address that begins with https://."],
  ["javascript:alert(1)", "is not an address that begins with https://."],
  ["https://exa mple.com", "is not an address that begins with https://."],
  ["https://me:secret@example.com", "holds a user name or a password."],
  ["https://example.com/?a=1", "has a query or a fragment."],
  ["https://example.com/#a", "has a query or a fragment."],
])("%j is refused", (raw, problem) => {
  expect(resolveHost(raw)).toEqual({ ok: false, problem });
});
