import { expect, test } from "vitest";
import { resolveSettings } from "../../../../src/runtime/settings/settings.ts";

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
