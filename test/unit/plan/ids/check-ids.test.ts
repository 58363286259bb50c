import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkIds, findOverlap, type IdSubject, type OtherId } from "../../../../src/plan/ids/check-ids.ts";
import { describeIdFinding } from "../../../../src/plan/ids/describe-finding.ts";
import { ID_FORMAT_DEFAULTS } from "../../../../src/plan/ids/id-formats.ts";
import type { IdForm, IdFormat } from "../../../../src/plan/ids/identity.ts";
import { capitalize } from "../../../../src/text/words.ts";
import { describeForm, matchForm } from "../../../../src/plan/ids/forms.ts";
import { processorTime } from "../../../support/processor-time.ts";

function form(format: IdFormat, prefix = "", acceptUnprefixed = false): IdForm {
  return { at: [], format, prefix, acceptUnprefixed };
}

const pattern = (source: string): IdFormat => ({ kind: "pattern", pattern: source });

const CLERK = form({ kind: "ksuid" }, "user_");
const AUTH0 = form(pattern("[0-9a-f]{24}"), "auth0|");
const SUPABASE = form({ kind: "uuid" });
const PRISMA = form({ kind: "cuid" });
const NUMERIC = form({ kind: "integer" });
const PREFIXED_ULID = form({ kind: "ulid" }, "usr_");
const SEED = form({ kind: "uuid" }, "user_", true);
const NANOID = form({ kind: "nanoid", ...ID_FORMAT_DEFAULTS.nanoid });

describe("two forms overlap, or do not", () => {
  const disjoint: readonly (readonly [string, IdForm, IdForm])[] = [
    ["Clerk and Auth0", CLERK, AUTH0],
    ["Clerk and Supabase", CLERK, SUPABASE],
    ["Clerk and Prisma", CLERK, PRISMA],
    ["Clerk and a numeric id", CLERK, NUMERIC],
    ["Clerk and a prefixed ULID", CLERK, PREFIXED_ULID],
    ["Clerk and a prefixed uuid: by length", CLERK, form({ kind: "uuid" }, "user_")],
    ["Auth0 and Supabase", AUTH0, SUPABASE],
    ["Supabase and Prisma", SUPABASE, PRISMA],
    ["Supabase and a numeric id", SUPABASE, NUMERIC],
    ["Prisma and a numeric id: by the c", PRISMA, NUMERIC],
    ["a uuid with and without prefix", form({ kind: "uuid" }, "user_"), SUPABASE],
    ["a cuid and a cuid2 of 24", PRISMA, form({ kind: "cuid2", length: 24 })],
    ["two prefixes", form(pattern(".+"), "a_"), form(pattern(".+"), "b_")],
    ["two prefixes, with references back", form(pattern("(.+)\\1"), "a_"), form(pattern("(.+)\\1"), "b_")],
    ["case that means something", form(pattern("[a-z]+")), form(pattern("[A-Z]+"))],
    ["lengths", form(pattern("\\w{3,5}")), form(pattern("\\w{6,9}"))],
    ["a prefix within another, by what follows", form(pattern("\\d+"), "u"), form(pattern("\\d+"), "u_")],
    ["the Kelvin sign and the ULID", form(pattern("\u212a{26}")), form({ kind: "ulid" })],
  ];
  test.each(disjoint)("%s: disjoint", (_, one, other) => {
    expect(findOverlap(one, other)).toEqual({ verdict: "disjoint" });
    expect(findOverlap(other, one)).toEqual({ verdict: "disjoint" });
  });

  const overlapping: readonly (readonly [string, IdForm, IdForm])[] = [
    ["a form and itself", CLERK, CLERK],
    ["Supabase and a uuid that may lack its prefix", SUPABASE, SEED],
    ["an objectid and a numeric id: digits alone", form({ kind: "objectid" }), NUMERIC],
    ["an objectid in upper case", form({ kind: "objectid" }), form(pattern("[0-9A-F]+"))],
    ["a ulid in lower case", form({ kind: "ulid" }), form(pattern("[0-9a-z]{26}"))],
    ["a uuid in mixed case", SUPABASE, form(pattern("aA[^]{34}"))],
    ["a cuid and a cuid2 of 25", PRISMA, form({ kind: "cuid2", length: 25 })],
    ["Clerk and a loose pattern behind the same prefix", CLERK, form(pattern("\\w+"), "user_")],
    ["Auth0 and a pattern with a bar", AUTH0, form(pattern("[a-z0-9]+\\|[^|]+"))],
    ["a prefix within another", form(pattern(".+"), "u"), form(pattern("\\d+"), "u_")],
    ["a Nano ID and a pattern", NANOID, form(pattern("[\\w-]{21}"))],
    ["anchors inside of patterns", form(pattern("^[a-z]+$")), form(pattern("^(?:abc|\\d)$"))],
    [
      "a look-ahead that lets the shortest text through",
      form(pattern("(?!x)[a-z]+")),
      form(pattern("[a-f]")),
    ],
    ["many ways to the same text", form(pattern("(?:[a-m]1|[n-z]2){40}")), form(pattern(".{80}"))],
    ["characters beyond U+FFFF", form(pattern("👍+")), form(pattern("\\p{Emoji}{3}"))],
  ];
  test.each(overlapping)("%s: overlap, with a text that both accept", (_, one, other) => {
    const overlap = findOverlap(one, other);
    expect(overlap).toEqual({ verdict: "overlap", example: expect.any(String) as string });
    if (overlap.verdict !== "overlap") return;
    expect(matchForm(one, overlap.example)).toBeTypeOf("string");
    expect(matchForm(other, overlap.example)).toBeTypeOf("string");
    expect(findOverlap(other, one).verdict).toBe("overlap");
  });

  const undecided: readonly (readonly [string, IdForm, IdForm])[] = [
    ["a reference back", form(pattern("(a|b)\\1")), form(pattern("bb"))],
    ["a reference back to anything", form(pattern("(.+)\\1")), form(pattern("a+"))],
    ["too many states", form(pattern("(?:a{500}){500}")), form(pattern("a+"))],
    ["a look-ahead that refuses the text that was found", form(pattern("(?!a)[a-z]")), form(pattern("[ab]"))],
  ];
  test.each(undecided)("%s: undecided", (_, one, other) => {
    expect(findOverlap(one, other)).toEqual({ verdict: "undecided" });
    expect(findOverlap(other, one)).toEqual({ verdict: "undecided" });
  });

  test("within a second on average, however large the patterns", () => {
    const large = [
      "(?:a{1,999}){1,999}",
      "(?:[ab]{0,60}c){0,60}",
      "(?:\\p{L}|\\p{N}){0,300}x",
      `(?:${Array.from({ length: 400 }, (_, index) => `k${index}`).join("|")})+`,
      "(?:(?:(?:a?){30}){30}){30}",
      "(?:.?.?.?.?.?){600}y",
    ];
    const start = processorTime();
    // Each beside itself and the next.
    const verdicts = large.flatMap((one, index) =>
      [one, large[(index + 1) % large.length]!].map(
        (other) => findOverlap(form(pattern(one)), form(pattern(other))).verdict,
      ),
    );
    expect(processorTime() - start).toBeLessThan(12_000);
    expect(verdicts).toHaveLength(12);
  });

  test("agrees with trying every short text", () => {
    const texts = shortTexts("ab-", 4);
    const source = fc.array(fc.constantFrom("a", "b", "-", "[ab]", ".", "a*", "b?", "(?:ab)+", "[^a]"), {
      maxLength: 4,
    });
    const anyForm = fc
      .tuple(source, fc.constantFrom("", "a", "ab"), fc.boolean())
      .map(([parts, prefix, bare]) => form(pattern(parts.join("")), prefix, bare && prefix !== ""));
    fc.assert(
      fc.property(anyForm, anyForm, (one, other) => {
        const both = texts.some(
          (text) => matchForm(one, text) !== undefined && matchForm(other, text) !== undefined,
        );
        const { verdict } = findOverlap(one, other);
        const claimed = verdict === "overlap" && texts.includes(exampleOf(one, other));
        expect({ missed: both && verdict === "disjoint", invented: claimed && !both }).toEqual({
          missed: false,
          invented: false,
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** The findings about ids, in words. */
function say(subjects: readonly IdSubject[], others: readonly OtherId[] = []): readonly string[] {
  return checkIds(subjects, others).map((finding) => {
    const { severity, message } = describeIdFinding(finding);
    return `${severity}: ${message}`;
  });
}

function user(...forms: readonly IdForm[]): readonly IdSubject[] {
  return [{ name: "user_id", forms }];
}

function sayOfPrefix(one: IdForm): readonly string[] {
  return say(user(one)).filter((line) => line.includes("start with the prefix"));
}

function nameOf(one: IdForm, subject = "user_id"): string {
  return `the form \`${describeForm(one)}\` of \`${subject}\``;
}

function exampleOf(one: IdForm, other: IdForm): string {
  const overlap = findOverlap(one, other);
  return overlap.verdict === "overlap" ? overlap.example : "";
}

function shortTexts(characters: string, length: number): readonly string[] {
  if (length === 0) return [""];
  const shorter = shortTexts(characters, length - 1);
  return [...new Set([...shorter, ...shorter.flatMap((text) => [...characters].map((one) => text + one))])];
}

describe("what is said of a plan's ids", () => {
  test.each<[string, IdForm]>([
    ["Clerk", CLERK],
    ["Auth0", AUTH0],
    ["a prefixed ULID", PREFIXED_ULID],
    ["a prefixed uuid", form({ kind: "uuid" }, "user_")],
  ])("%s: nothing", (_, one) => {
    expect(say(user(one), [{ name: "organization_id", form: SUPABASE }])).toEqual([]);
  });

  test("a form without a prefix cannot be distinguished from other ids of its format", () => {
    expect(say(user(SUPABASE))).toEqual([
      "warning: The form `<uuid>` of `user_id` has no prefix: it cannot be distinguished from any other UUID.",
    ]);
    expect(say(user(NUMERIC))).toEqual([
      "warning: The form `<integer>` of `user_id` has no prefix: it cannot be distinguished from any other integer.",
    ]);
  });

  test("a form that accepts ids without the prefix cannot be distinguished from a group's key of that format", () => {
    expect(
      say(user(SEED), [
        { name: "organization_id", form: SUPABASE },
        { name: "workspace_id", form: form(pattern("ws_\\d+")) },
      ]),
    ).toEqual([
      "warning: The form `user_<uuid>` of `user_id` has `accept_unprefixed`: it cannot be distinguished from a value of `organization_id`, or any other UUID.",
    ]);
  });

  test("a pattern is compared with what ids of each format look like", () => {
    expect(say(user(form(pattern("[0-9a-f-]{24,36}"))))).toEqual([
      "warning: The form `<match of [0-9a-f-]{24,36}>` of `user_id` has no prefix: it cannot be distinguished from any other UUID, or any other ObjectId.",
    ]);
    expect(say(user(form(pattern("[a-z]{2}-\\d{4}"))))).toEqual([
      "warning: The form `<match of [a-z]{2}-\\d{4}>` of `user_id` has no prefix: it cannot be distinguished from any other id that matches the pattern.",
    ]);
  });

  test("forms that overlap are an error, within one kind of id and across kinds", () => {
    expect(
      say([
        { name: "user_id", forms: [form({ kind: "uuid" }, "user_"), form(pattern("[a-f0-9-]+"), "user_")] },
        { name: "nightly_job", forms: [form(pattern("[a-z_]+"), "job_")] },
        { name: "service", forms: [form(pattern("billing"), "job_")] },
      ]),
    ).toEqual([
      "error: The forms `user_<uuid>` and `user_<match of [a-f0-9-]+>` of `user_id` both accept `user_aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa`.",
      "error: `job_<match of [a-z_]+>` of `nightly_job` and `job_<match of billing>` of `service` both accept `job_billing`.",
    ]);
  });

  test("a form that accepts emails is an error, behind a prefix too, unless a reason stands beside it", () => {
    const loose = form(pattern("[^\\s]+"), "user_");
    expect(say(user(loose))).toEqual([
      "error: The form `user_<match of [^\\s]+>` of `user_id` accepts emails, such as `user_a@a.a`.",
      "error: The form `user_<match of [^\\s]+>` of `user_id` accepts phone numbers, such as `user_+1111111`.",
    ]);
    const reasons = { acceptEmails: "Accounts are emails until 2027.", acceptPhones: "Or phone numbers." };
    expect(say(user({ ...loose, ...reasons }))).toEqual([]);
    expect(say(user({ ...CLERK, acceptEmails: "Just in case." }))).toEqual([
      "warning: The form `user_<ksuid>` of `user_id` accepts no emails, so `accept_emails` has no effect.",
    ]);
    expect(say(user(form(pattern("[^@+]+"), "user_")))).toEqual([]);
  });

  test.each<[string, IdForm, string | undefined]>([
    ["a number behind a prefix", form(pattern("[^@]+"), "user_"), "user_+1111111"],
    ["the plus as the prefix", form(pattern("\\d{8,15}"), "+"), "+11111111"],
    ["the plus as the prefix of an integer", form({ kind: "integer" }, "tel:+"), "tel:+1111111"],
    ["a number in groups", form(pattern("\\+\\d{2} \\d{3} \\d{4}")), "+11 111 1111"],
    ["digits without a plus", form(pattern("\\d{8,15}"), "u"), undefined],
    ["too few digits", form(pattern("\\+\\d{1,6}"), "u"), undefined],
    ["a Nano ID with a plus", form({ kind: "nanoid", length: 8, alphabet: "+123" }, "u"), "u+1111111"],
  ])("a form that accepts phone numbers is an error: %s", (_, one, example) => {
    const errors = say(user(one)).filter((line) => line.includes("phone"));
    expect(errors).toEqual(
      example === undefined
        ? []
        : [`error: ${capitalize(nameOf(one))} accepts phone numbers, such as \`${example}\`.`],
    );
    const reasons = say(user({ ...one, acceptPhones: "No other id." })).filter((line) =>
      line.includes("phone"),
    );
    expect(reasons.map((line) => line.slice(0, 8))).toEqual(example === undefined ? ["warning:"] : []);
  });

  test.each<[string, IdForm, string | undefined]>([
    ["a Nano ID with the prefix n", { ...NANOID, prefix: "n" }, "naaaaaaaaaaaaaaaaaaaa"],
    ["a Nano ID with the prefix u_", { ...NANOID, prefix: "u_" }, "u_aaaaaaaaaaaaaaaaaaa"],
    ["a Nano ID with a prefix of 21 characters", { ...NANOID, prefix: "n".repeat(21) }, "n".repeat(21)],
    ["a Nano ID with a longer prefix", { ...NANOID, prefix: "n".repeat(22) }, undefined],
    ["a Nano ID of small letters", form({ kind: "nanoid", length: 9, alphabet: "abc" }, "n"), undefined],
    ["a CUID with the prefix c", { ...PRISMA, prefix: "c" }, "caaaaaaaaaaaaaaaaaaaaaaaa"],
    ["an ObjectId in upper case", form({ kind: "objectid" }, "A"), "Aaaaaaaaaaaaaaaaaaaaaaaa"],
    ["an integer with the prefix 1", form({ kind: "integer" }, "1"), "1"],
    ["a pattern that begins as the prefix does", form(pattern("[a-z]+"), "user"), "user"],
    ["the product's ids", SEED, undefined],
  ])("a prefix that can begin a bare id is an error: %s", (_, one, example) => {
    expect(sayOfPrefix({ ...one, acceptUnprefixed: true })).toEqual(
      example === undefined
        ? []
        : [
            `error: ${capitalize(nameOf(one))} accepts ids without the prefix, and such an id can start with the prefix: \`${example}\`.`,
          ],
    );
    expect(sayOfPrefix({ ...one, acceptUnprefixed: false })).toEqual([]);
  });

  test.each<[string, IdForm, string | undefined]>([
    ["the prefix", form({ kind: "uuid" }, "$company_"), "$company_aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"],
    ["the start of the prefix", form(pattern("company_\\d+"), "$"), "$company_1"],
    ["a loose pattern", form(pattern("[^@+]+")), "$company_a"],
    ["the pattern of an optional prefix", form(pattern("\\$\\w+"), "x", true), "$company_a"],
    [
      "a pattern in any case",
      form({ kind: "pattern", pattern: "\\$COMPANY_.", ignoreCase: true }),
      "$company_a",
    ],
    ["another group type", form({ kind: "uuid" }, "$team_"), undefined],
    ["no dollar", form({ kind: "uuid" }, "company_"), undefined],
  ])("a form that accepts PostHog's ids of groups is an error: %s", (_, one, example) => {
    const subjects = [
      { name: "user_id", forms: [CLERK] },
      { name: "job", forms: [one] },
    ];
    const lines = checkIds(subjects, [], ["company", "organization"])
      .filter(({ kind }) => kind === "accepts-groups")
      .map((finding) => describeIdFinding(finding).message);
    expect(lines).toEqual(
      example === undefined
        ? []
        : [
            `${capitalize(nameOf(one, "job"))} accepts ids that PostHog uses for groups, such as \`${example}\`.`,
          ],
    );
  });

  test("what no automaton can follow is undecided for groups and prefixes, too", () => {
    const subject = user({
      ...form(pattern("(?!x_)(.)\\1+"), "x_", true),
      acceptEmails: "E.",
      acceptPhones: "P.",
    });
    const lines = checkIds(subject, [], ["company"]).map((finding) => describeIdFinding(finding).message);
    expect(lines).toEqual(
      expect.arrayContaining([
        "Could not determine whether an id of the form `x_<match of (?!x_)(.)\\1+>` of `user_id` without the prefix can start with the prefix.",
        "Could not determine whether the form `x_<match of (?!x_)(.)\\1+>` of `user_id` accepts ids that PostHog uses for groups, `$company_…`.",
      ]),
    );
  });

  test("words that PostHog refuses to merge are named, though the contract refuses them", () => {
    expect(say(user(form(pattern("[a-z]{4,5}"), "u-")))).toEqual([]);
    expect(say(user(form(pattern("[a-z]{4,5}"), "u-", true))).slice(0, 1)).toEqual([
      "info: The form `u-<match of [a-z]{4,5}>` of `user_id` matches `guest`, `email`, `true`, `false`, `null`, which usually mean a missing id: the contract rejects them.",
    ]);
  });

  test("what cannot be decided is said to be undecided", () => {
    expect(say(user(form(pattern("(.+)\\1"), "a"), form(pattern("(.+)\\1"), "ab")))).toEqual([
      "warning: Could not determine whether the form `a<match of (.+)\\1>` of `user_id` accepts emails.",
      "warning: Could not determine whether the form `a<match of (.+)\\1>` of `user_id` accepts phone numbers.",
      "warning: Could not determine whether the forms `a<match of (.+)\\1>` and `ab<match of (.+)\\1>` of `user_id` accept a common id.",
      "warning: Could not determine whether the form `ab<match of (.+)\\1>` of `user_id` accepts emails.",
      "warning: Could not determine whether the form `ab<match of (.+)\\1>` of `user_id` accepts phone numbers.",
    ]);
  });

  test.each([
    ["auth0\\|[a-z]+", "Move `auth0|` from the start of the `pattern` to `prefix`."],
    ["user_(?:a|b)[c|d]", "Move `user_` from the start of the `pattern` to `prefix`."],
    ["user_+", undefined],
    ["user_a|b", undefined],
    ["user[a-z]+", undefined],
    ["[a-z]{2}-\\d{4}", undefined],
  ])("a prefix that stands in the pattern %s is to be moved", (source, hint) => {
    const finding = checkIds(user(form(pattern(source)))).find(({ kind }) => kind === "cannot-tell-apart");
    expect(finding && describeIdFinding(finding).hint).toBe(
      hint ?? "Add a `prefix`, or give the reason why it has none: `accept_unprefixed: reason`.",
    );
  });

  test("every finding has a fix", () => {
    const findings = checkIds([
      ...user(SUPABASE, SEED, form(pattern(".+")), form(pattern("(.+)\\1"))),
      { name: "job", forms: [{ ...CLERK, acceptEmails: "No." }] },
    ]);
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(
      new Set([
        "overlap",
        "undecided",
        "accepts-emails",
        "accepts-phones",
        "reason-unused",
        "accepts-illegal-ids",
        "cannot-tell-apart",
      ]),
    );
    for (const finding of findings) {
      const { message, hint } = describeIdFinding(finding);
      expect(message).toMatch(/^[A-Z`][^]*\.$/u);
      expect(hint).toMatch(/^[A-Z][^]*\.$/u);
    }
  });
});
