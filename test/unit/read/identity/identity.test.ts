import { describe, expect, test } from "vitest";
import { matchForm } from "../../../../src/plan/ids/forms.ts";
import type { Identity } from "../../../../src/plan/ids/identity.ts";
import { planOf, toldOf } from "../../../support/read-text.ts";

/** The contract of ids of a plan, from the lines below `identity`. */
function identityOf(...lines: readonly string[]): Identity {
  return planOf(textWith(lines)).identity;
}

function textWith(lines: readonly string[]): string {
  return `plan: 1\nname: shop\nidentity:\n${lines.map((line) => `  ${line}\n`).join("")}events: {}\n`;
}

/** The one form of `user_id`, from what stands in its braces. */
function formOf(body: string): Identity["userId"]["forms"][0] {
  return identityOf(`user_id: { ${body} }`).userId.forms[0];
}

describe("the id of a person", () => {
  test("is one form inline, whose description is the id's", () => {
    expect(identityOf("user_id: { description: The id., format: ksuid, prefix: user_ }")).toStrictEqual({
      userId: {
        description: "The id.",
        forms: [
          {
            at: ["identity", "user_id"],
            description: undefined,
            format: { kind: "ksuid" },
            prefix: "user_",
            acceptUnprefixed: false,
            unprefixedReason: undefined,
            acceptEmails: undefined,
            acceptPhones: undefined,
          },
        ],
      },
      actors: [],
    });
  });

  test("is several forms, in the order in which they stand", () => {
    const { userId } = identityOf(
      "user_id:",
      "  description: The id.",
      "  forms:",
      "    - { format: ulid, prefix: usr_, description: Since 2025. }",
      "    - { format: integer, reused: false, accept_unprefixed: The first shop counted. }",
    );
    expect(userId).toStrictEqual({
      description: "The id.",
      forms: [
        {
          at: ["identity", "user_id", "forms", 0],
          description: "Since 2025.",
          format: { kind: "ulid" },
          prefix: "usr_",
          acceptUnprefixed: false,
          unprefixedReason: undefined,
          acceptEmails: undefined,
          acceptPhones: undefined,
        },
        {
          at: ["identity", "user_id", "forms", 1],
          description: undefined,
          format: { kind: "integer" },
          prefix: "",
          acceptUnprefixed: false,
          unprefixedReason: "The first shop counted.",
          acceptEmails: undefined,
          acceptPhones: undefined,
        },
      ],
    });
  });

  test.each([
    ["uuid", { kind: "uuid" }],
    ["ulid", { kind: "ulid" }],
    ["cuid", { kind: "cuid" }],
    ["cuid2", { kind: "cuid2", length: 24 }],
    ["cuid2, length: 10", { kind: "cuid2", length: 10 }],
    [
      "nanoid",
      {
        kind: "nanoid",
        length: 21,
        alphabet: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-",
      },
    ],
    ["nanoid, length: 8, alphabet: abc", { kind: "nanoid", length: 8, alphabet: "abc" }],
    ["ksuid", { kind: "ksuid" }],
    ["objectid", { kind: "objectid" }],
    ["integer, reused: false", { kind: "integer" }],
    ["typeid", { kind: "typeid" }],
    [
      'pattern, pattern: "0x[a-f]+", ignore_case: true',
      { kind: "pattern", pattern: "0x[a-f]+", ignoreCase: true },
    ],
    ['pattern, pattern: "[a-z]+", ignore_case: false', { kind: "pattern", pattern: "[a-z]+" }],
    ['pattern, pattern: "[a-z]+"', { kind: "pattern", pattern: "[a-z]+" }],
  ])("can have the format %s", (format, expected) => {
    expect(formOf(`prefix: u_, format: ${format}`).format).toStrictEqual(expected);
  });

  test.each([
    ["Clerk", "format: ksuid, prefix: user_", "user_2NNEqL2nrIRdJ194ndJqAHwEfxC"],
    ["Auth0", 'format: pattern, pattern: "[0-9a-f]{24}", prefix: "auth0|"', "auth0|5f7c8ec7c33c6c004bbafe82"],
    [
      "Supabase",
      "format: uuid, accept_unprefixed: Supabase gives none.",
      "8d0fd2b3-9ca7-4d9e-a95f-9e13dded323e",
    ],
    ["Prisma", "format: cuid, accept_unprefixed: Prisma gives none.", "cjld2cjxh0000qzrmn831i7rn"],
    ["a numeric id", "format: integer, reused: false, accept_unprefixed: It is counted.", "90210"],
    ["a prefixed ULID", "format: ulid, prefix: usr_", "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  ])("of %s is described in a line, without a warning", (_, body, id) => {
    expect(toldOf(textWith([`user_id: { ${body} }`]))).toStrictEqual([]);
    expect(matchForm(formOf(body), id)).toBe(id);
  });
});

function toldWith(acceptUnprefixed: string): readonly string[] {
  return toldOf(
    textWith([`user_id: { format: uuid, prefix: user_, accept_unprefixed: ${acceptUnprefixed} }`]),
  );
}

describe("accept_unprefixed", () => {
  test.each([
    ["true", true, undefined],
    ["Old rows have none.", true, "Old rows have none."],
    ["false", false, undefined],
  ])("%s", (value, acceptUnprefixed, unprefixedReason) => {
    expect(formOf(`format: uuid, prefix: user_, accept_unprefixed: ${value}`)).toMatchObject({
      acceptUnprefixed,
      unprefixedReason,
    });
  });

  test("is a warning until its reason is given", () => {
    expect(toldWith("true")).toStrictEqual(["4:62 id-not-told-apart"]);
    expect(toldWith("Old rows have none.")).toStrictEqual([]);
  });

  test("says nothing of another form's warning", () => {
    const forms = [
      "user_id:",
      "  forms:",
      "    - { format: uuid, accept_unprefixed: It has none. }",
      "    - { format: integer, reused: false }",
    ];
    expect(toldOf(textWith(forms))).toStrictEqual(["7:19 id-not-told-apart"]);
  });
});

describe("an actor", () => {
  test("has a name, a form and a profile, and comes in the order of names", () => {
    const { actors } = identityOf(
      "user_id: { format: uuid, prefix: user_ }",
      "actors:",
      "  system: { format: pattern, pattern: '[a-z_]+', prefix: system_, profile: true }",
      "  partner: { description: Another company., forms: [{ format: uuid, prefix: p_ }, { format: cuid, prefix: q_ }] }",
    );
    expect(
      actors.map(({ name, at, profile, description, forms }) => ({
        name,
        at,
        profile,
        description,
        forms: forms.map(({ at: place, format, prefix }) => [place.slice(3), format.kind, prefix]),
      })),
    ).toStrictEqual([
      {
        name: "partner",
        at: ["identity", "actors", "partner"],
        profile: false,
        description: "Another company.",
        forms: [
          [["forms", 0], "uuid", "p_"],
          [["forms", 1], "cuid", "q_"],
        ],
      },
      {
        name: "system",
        at: ["identity", "actors", "system"],
        profile: true,
        description: undefined,
        forms: [[[], "pattern", "system_"]],
      },
    ]);
  });

  test("may not share ids with people or with another actor", () => {
    expect(
      toldOf(
        textWith([
          "user_id: { format: uuid, prefix: user_ }",
          "actors:",
          "  job: { format: uuid, prefix: user_ }",
          "  task: { format: uuid, prefix: user_, accept_unprefixed: It is. }",
        ]),
      ),
    ).toStrictEqual(["6:20 id-forms-overlap", "7:21 id-forms-overlap", "7:21 id-forms-overlap"]);
  });
});

describe("faults in an id", () => {
  test("are told of each form, and hide nothing else", () => {
    expect(
      toldOf(
        textWith([
          "user_id:",
          "  forms:",
          '    - { format: pattern, pattern: "(a+)+" }',
          "    - { format: uuid, length: 3 }",
          "actors:",
          "  user: { format: uuid }",
          "  job: { formt: uuid }",
        ]),
      ),
    ).toStrictEqual([
      "6:37 pattern-unsafe",
      "7:25 key-without-partner",
      "9:5 name-reserved",
      "10:12 unknown-key",
    ]);
  });

  test("do not keep the forms that are sound from being compared", () => {
    const lines = [
      "user_id: { format: integer, reused: false }",
      "actors: { job: { format: integer, reused: false }, other: { format: text } }",
    ];
    expect(toldOf(textWith(lines))).toStrictEqual([
      "4:22 id-not-told-apart",
      "5:28 id-forms-overlap",
      "5:28 id-not-told-apart",
      "5:71 wrong-value",
    ]);
  });
});
