import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { userIdEmitter } from "../../../../src/emit/typescript/user-id-module.ts";
import type { IdForm } from "../../../../src/plan/identity.ts";
import { loadModule } from "../../../support/load-module.ts";
import { makePlan } from "../../../support/make-plan.ts";

interface Contract {
  readonly parseUserId: (
    raw: unknown,
  ) => { readonly ok: true; readonly id: string } | { readonly ok: false; readonly reason: string };
  readonly userId: (raw: unknown) => string;
  readonly isUserId: (raw: unknown) => boolean;
  readonly UserIdError: new (raw: unknown, reason: string) => Error & { readonly reason: string };
}

const UUID = "3f8a1b2c-9d4e-4f60-8a7b-1c2d3e4f5a6b";

const FORMS = {
  "a prefixed UUID, the prefix optional": {
    format: { kind: "uuid" },
    prefix: "user_",
    acceptUnprefixed: true,
  },
  "a prefixed UUID": { format: { kind: "uuid" }, prefix: "user_", acceptUnprefixed: false },
  "a UUID": { format: { kind: "uuid" }, prefix: "", acceptUnprefixed: false },
  "a prefixed pattern": {
    format: { kind: "pattern", pattern: "[a-z0-9]+|X" },
    prefix: "u-",
    acceptUnprefixed: true,
  },
  "any text": { format: { kind: "pattern", pattern: "[^]*" }, prefix: "", acceptUnprefixed: false },
} as const satisfies Record<string, Omit<IdForm, "at">>;

function contractOf(form: Omit<IdForm, "at">): Promise<Contract> {
  const [file] = userIdEmitter.emit(makePlan({ identity: { userId: { ...form, at: [] } } }));
  return loadModule<Contract>(file?.body ?? "");
}

const accepted = (id: string): object => ({ ok: true, id });
const refused = (reason: string): object => ({ ok: false, reason });

describe("parseUserId gives the canonical form, or says why there is none", () => {
  test.each([
    ["a prefixed UUID, the prefix optional", `user_${UUID}`, accepted(`user_${UUID}`)],
    ["a prefixed UUID, the prefix optional", UUID, accepted(`user_${UUID}`)],
    ["a prefixed UUID, the prefix optional", UUID.toUpperCase(), accepted(`user_${UUID}`)],
    ["a prefixed UUID, the prefix optional", `user_${UUID.toUpperCase()}`, accepted(`user_${UUID}`)],
    ["a prefixed UUID, the prefix optional", `USER_${UUID}`, refused("wrong_format")],
    ["a prefixed UUID, the prefix optional", `org_${UUID}`, refused("wrong_format")],
    ["a prefixed UUID, the prefix optional", `user_user_${UUID}`, refused("wrong_format")],
    ["a prefixed UUID, the prefix optional", "user_", refused("wrong_format")],
    ["a prefixed UUID, the prefix optional", `{${UUID}}`, refused("wrong_format")],
    ["a prefixed UUID, the prefix optional", UUID.replaceAll("-", ""), refused("wrong_format")],
    ["a prefixed UUID, the prefix optional", "ada@example.com", refused("email")],
    [
      "a prefixed UUID, the prefix optional",
      "user_00000000-0000-0000-0000-000000000000",
      refused("illegal_id"),
    ],
    ["a prefixed UUID", UUID, refused("missing_prefix")],
    ["a prefixed UUID", "ada@example.com", refused("email")],
    ["a prefixed UUID", `user_${UUID.toUpperCase()}`, accepted(`user_${UUID}`)],
    ["a UUID", UUID.toUpperCase(), accepted(UUID)],
    ["a UUID", `user_${UUID}`, refused("wrong_format")],
    ["a prefixed pattern", "u-abc", accepted("u-abc")],
    ["a prefixed pattern", "abc", accepted("u-abc")],
    ["a prefixed pattern", "Xabc", refused("wrong_format")],
    ["a prefixed pattern", "u-ABC", refused("wrong_format")],
    ["a prefixed pattern", "u-undefined", refused("illegal_id")],
    ["a prefixed pattern", "a".repeat(198), accepted(`u-${"a".repeat(198)}`)],
    ["a prefixed pattern", "a".repeat(199), refused("too_long")],
    ["any text", "ada@example.com", accepted("ada@example.com")],
    ["any text", "naïve 👍 id", accepted("naïve 👍 id")],
    ["any text", "a".repeat(200), accepted("a".repeat(200))],
    ["any text", "a".repeat(201), refused("too_long")],
  ] as const)("%s: %j", async (form, raw, expected) => {
    const { parseUserId } = await contractOf(FORMS[form]);
    expect(parseUserId(raw)).toEqual(expected);
  });
});

describe("whatever the format allows", async () => {
  const { parseUserId, isUserId } = await contractOf(FORMS["any text"]);

  test.each([undefined, null, 0, 1, true, Number.NaN, 5n, Symbol("s"), {}, [], ["a"], () => "a", new Date()])(
    "%s is not a string",
    (raw) => {
      expect(parseUserId(raw)).toEqual(refused("not_a_string"));
      expect(isUserId(raw)).toBe(false);
    },
  );

  test.each([
    ["", "blank"],
    [" \t\n", "blank"],
    ["\u3000", "blank"],
    [" a", "white_space"],
    ["a\n", "white_space"],
    ["a\u00A0", "white_space"],
    ["a\0b", "unstable_character"],
    ["a\u001Bb", "unstable_character"],
    ["a\u200Bb", "unstable_character"],
    ["a\u202Eb", "unstable_character"],
    ["a\uD800b", "unstable_character"],
    ["a\u2028b", "unstable_character"],
  ])("%j is refused as %s", (raw, reason) => {
    expect(parseUserId(raw)).toEqual(refused(reason));
  });

  // PostHog's list: nodejs/src/common/persons/person-utils.ts of PostHog/posthog.
  const illegal = [
    ..."anonymous guest distinctid distinct_id id not_authenticated email undefined true false".split(" "),
    "[object Object]",
    "NaN",
    "None",
    "none",
    "null",
    "0",
  ];

  test.each(illegal)("%j is illegal in any case and in quotes", (id) => {
    for (const spelled of [
      id,
      id.toUpperCase(),
      id.toLowerCase(),
      `"${id}"`,
      `'${id}'`,
      `"${id.toUpperCase()}"`,
    ]) {
      expect(parseUserId(spelled)).toEqual(refused("illegal_id"));
    }
  });

  test.each(['""', "''", '" "'])("%s is blank in quotes, and so illegal", (id) => {
    expect(parseUserId(id)).toEqual(refused("illegal_id"));
  });

  test.each(["identity", "guest2", "nullable", '"ada', "user 0"])("%j is only like an illegal one", (id) => {
    expect(parseUserId(id)).toEqual(accepted(id));
  });
});

describe.each(Object.entries(FORMS))("%s", async (_, form) => {
  const { parseUserId, userId, isUserId, UserIdError } = await contractOf(form);
  const raw = fc.oneof(
    fc.anything(),
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^(user_|u-)?[a-z0-9]{1,8}$/u),
    fc.uuid(),
    fc.uuid().map((id) => `user_${id}`),
  );

  test("parsing never throws, and what it gives is canonical and parses to itself", () => {
    fc.assert(
      fc.property(raw, (value) => {
        const parsed = parseUserId(value);
        expect(isUserId(value)).toBe(parsed.ok && parsed.id === value);
        expect(parsed.ok ? parseUserId(parsed.id) : parsed).toEqual(parsed);
        expect(parsed.ok ? parsed.id : form.prefix).toMatch(new RegExp(`^${form.prefix}`, "u"));
        expect(outcomeOf(() => userId(value))).toBe(parsed.ok ? parsed.id : UserIdError);
      }),
    );
  });
});

/** What a function returns, or the class of what it throws. */
function outcomeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return (error as Error).constructor;
  }
}

describe("UserIdError", async () => {
  const { userId } = await contractOf(FORMS["a prefixed UUID, the prefix optional"]);

  test.each([
    [
      "Ada.Lovelace99@example.com",
      'Expected a user id (user_<uuid>, in lower case) but got a string of 26 characters shaped like "aaa.aaaaaaaa99@aaaaaaa.aaa": email.',
    ],
    [
      "\u001B[31mhi\n",
      'Expected a user id (user_<uuid>, in lower case) but got a string of 8 characters shaped like "??99aaa?": white_space.',
    ],
    [null, "Expected a user id (user_<uuid>, in lower case) but got null: not_a_string."],
    [42, "Expected a user id (user_<uuid>, in lower case) but got a value of type number: not_a_string."],
  ])("for %j says what was expected, and only the shape of what came", (raw, message) => {
    expect(() => userId(raw)).toThrow(expect.objectContaining({ name: "UserIdError", message }));
  });

  test("shows at most 40 characters of a long value", () => {
    expect(() => userId("x".repeat(5000))).toThrow(
      `a string of 5000 characters shaped like "${"a".repeat(40)}"`,
    );
  });
});

test("the type has the prefix, whatever is in it", () => {
  const form = {
    format: { kind: "pattern", pattern: "`*/${}" },
    prefix: "`${x}*/\u202e",
    acceptUnprefixed: false,
  } as const;
  const [file] = userIdEmitter.emit(makePlan({ identity: { userId: { ...form, at: [] } } }));
  expect(file?.body).toContain(
    'export type UserId = `\\`\\${x}*/\\u202e${string}` & { readonly __brand: "UserId" };',
  );
});
