import { expect, test } from "vitest";
import {
  DEFAULT_HOST,
  findKeyProblem,
  readEnvironment,
  resolveHost,
  resolveSettings,
} from "../../../../src/runtime/settings/settings.ts";

const KEY = { POSTHOG_API_KEY: "phc_x" };

test("a key alone turns tracking on, at the ingestion host of the default", () => {
  expect(resolveSettings({}, KEY)).toEqual({
    debug: false,
    problems: [],
    target: { apiKey: "phc_x", host: "https://us.i.posthog.com" },
  });
});

test("options go before variables", () => {
  const options = {
    apiKey: "phc_y",
    host: "https://eu.posthog.com",
    debug: false,
    disabled: false,
  };
  const variables = {
    ...KEY,
    POSTHOG_HOST: "nonsense",
    POSTHOG_DEBUG: "1",
    POSTHOG_DISABLED: "1",
  };
  expect(resolveSettings(options, variables)).toEqual({
    debug: false,
    problems: [],
    target: { apiKey: "phc_y", host: "https://eu.i.posthog.com" },
  });
});

test.each([
  ["without a key", {}, "POSTHOG_API_KEY is not set", 0],
  ["with a malformed key", { POSTHOG_API_KEY: "phx_x" }, "the key is malformed", 1],
  ["when disabled", { ...KEY, POSTHOG_DISABLED: "yes" }, "it is disabled", 0],
  ["with a malformed host", { ...KEY, POSTHOG_HOST: "example.com" }, "the host is malformed", 1],
])("tracking is off %s", (_name, variables, off, problems) => {
  const settings = resolveSettings({}, variables);
  expect(settings).toMatchObject({ off });
  expect(settings.target).toBeUndefined();
  expect(settings.problems).toHaveLength(problems);
});

const DEFAULTS = { host: "https://app.posthog.com", debug: false, disabled: false, problems: [] };

test("nothing set gives the defaults, without a key", () => {
  expect(readEnvironment({})).toEqual(DEFAULTS);
});

test("values are trimmed, and an empty one is not set", () => {
  const variables = {
    POSTHOG_API_KEY: " phc_x\n",
    POSTHOG_HOST: "  ",
    POSTHOG_DEBUG: " TRUE ",
    POSTHOG_DISABLED: "",
  };
  expect(readEnvironment(variables)).toEqual({ ...DEFAULTS, apiKey: "phc_x", debug: true });
});

test.each([
  ["1", true],
  ["true", true],
  ["Yes", true],
  ["ON", true],
  ["0", false],
  ["False", false],
  ["no", false],
  ["off", false],
  ["", false],
  [undefined, false],
])("%s means %s", (value, meaning) => {
  const { debug, disabled, problems } = readEnvironment({
    POSTHOG_DEBUG: value,
    POSTHOG_DISABLED: value,
  });
  expect({ debug, disabled, problems }).toEqual({ debug: meaning, disabled: meaning, problems: [] });
});

test("a boolean that is neither is reported, and means the safe thing", () => {
  expect(readEnvironment({ POSTHOG_DEBUG: "maybe", POSTHOG_DISABLED: "maybe" })).toEqual({
    ...DEFAULTS,
    disabled: true,
    problems: [
      "POSTHOG_DEBUG is neither on (1, true, yes, on) nor off (0, false, no, off); it counts as off.",
      "POSTHOG_DISABLED is neither on (1, true, yes, on) nor off (0, false, no, off); it counts as on.",
    ],
  });
});

test.each(["phx_secret", "phs_secret", "phc_a b", "phc_ä", "phc_a\u0000"])(
  "the malformed key %j is left out and not shown",
  (apiKey) => {
    const environment = readEnvironment({ POSTHOG_API_KEY: apiKey });
    expect(environment.apiKey).toBeUndefined();
    expect(environment.problems).toHaveLength(1);
    expect(environment.problems.join()).not.toContain(apiKey);
    expect(environment.problems[0]).toMatch(/^POSTHOG_API_KEY .*Tracking is off\.$/u);
  },
);

test("a key of a self-hosted PostHog may look different", () => {
  expect(findKeyProblem("sTMFPsFhdP1Ssg")).toBeUndefined();
});

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
  ["https://me:secret@example.com", "contains a user name or a password."],
  ["https://example.com/?a=1", "has a query or a fragment."],
  ["https://example.com/#a", "has a query or a fragment."],
])("%j is refused", (raw, problem) => {
  expect(resolveHost(raw)).toEqual({ ok: false, problem });
});
