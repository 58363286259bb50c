import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  contractCode,
  type ContractModule,
  loadModule,
  readIdVectors,
  valueOf,
} from "../../../vectors/load-vectors.ts";

const { contracts, rows } = readIdVectors();
const modules = new Map<string, ContractModule>();

beforeAll(async () => {
  for (const [name, forms] of Object.entries(contracts)) {
    modules.set(name, await loadModule(contractCode(forms)));
  }
});

function moduleOf(contract: string): ContractModule {
  const module = modules.get(contract);
  if (module === undefined) throw new Error(`No contract ${contract}.`);
  return module;
}

test("the table has at least 80 rows, and a row accepted and a row refused for each contract", () => {
  expect(rows.length).toBeGreaterThanOrEqual(80);
  const accepted = new Set(rows.filter(({ id }) => id !== undefined).map(({ contract }) => contract));
  const refused = new Set(rows.filter(({ reason }) => reason !== undefined).map(({ contract }) => contract));
  expect([...accepted].toSorted()).toEqual(Object.keys(contracts).toSorted());
  expect([...refused].toSorted()).toEqual(Object.keys(contracts).toSorted());
});

test.each(rows)("$contract: $raw is $id, refused as $reason", ({ contract, raw, id, reason }) => {
  const module = moduleOf(contract);
  const value = valueOf(raw);
  const outcome = id === undefined ? { ok: false, reason } : { ok: true, id };
  expect(module.parseUserId(value)).toEqual(outcome);
  expect(module.isUserId(value)).toBe(id !== undefined && id === value);
  expect(outcomeOf(() => module.userId(value))).toEqual(id ?? reason);
});

/** What a function returns, or the reason of the UserIdError that it throws. */
function outcomeOf(run: () => string): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof Error && error.name === "UserIdError"
      ? (error as Error & { reason: string }).reason
      : error;
  }
}

/** Texts near what contracts accept: parts of accepted ids and of words, in any order and case. */
const nearIds = fc.oneof(
  fc.string({ unit: "binary", maxLength: 220 }),
  fc
    .array(
      fc.constantFrom(
        ...rows.flatMap(({ raw }) => (typeof raw === "string" ? [raw] : [])),
        "user_",
        "null",
        "\u0000",
        " ",
        "ſ",
        "K",
      ),
      { maxLength: 3 },
    )
    .map((parts) => parts.join("")),
  fc.constantFrom(...rows.map(({ raw }) => raw)).map((raw) => valueOf(raw)),
  fc.bigInt(),
  fc.integer(),
  fc.uuid().map((id) => id.toUpperCase()),
);

test("a canonical id is its own canonical form, and nothing else is", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(contracts)), nearIds, (contract, raw) => {
      const { parseUserId, isUserId } = moduleOf(contract);
      const first = parseUserId(raw);
      if (!first.ok) return;
      expect(parseUserId(first.id)).toEqual(first);
      expect(isUserId(first.id)).toBe(true);
      expect(isUserId(raw)).toBe(raw === first.id);
    }),
    { numRuns: 3000 },
  );
});

test("an accepted id is one that PostHog takes as it is", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(contracts)), nearIds, (contract, raw) => {
      const parsed = moduleOf(contract).parseUserId(raw);
      if (!parsed.ok) return;
      expect(parsed.id.length).toBeLessThanOrEqual(200);
      expect(parsed.id).toBe(parsed.id.trim());
      expect(parsed.id).not.toBe("");
      // oxlint-disable-next-line no-control-regex
      expect(parsed.id).not.toMatch(/[\u0000-\u001f\u007f]/u);
      expect(parsed.id).not.toMatch(/\p{Surrogate}/u);
    }),
    { numRuns: 3000 },
  );
});

describe("UserIdError", () => {
  test.each([
    ["strict", "jane.doe@example.com", "Expected user id (user_<uuid>), got xxxx.xxx@xxxxxxx.xxx: email"],
    ["strict", "  ", "Expected user id (user_<uuid>), got xx: blank"],
    ["strict", undefined, "Expected user id (user_<uuid>), got undefined: not_a_string"],
    [
      "moved",
      "Ünï 1",
      "Expected user id (user_<uuid> or <integer> or legacy:<match of [a-z]{3,10}>), got xxxxx: wrong_format",
    ],
    ["numeric", 1.5, "Expected user id (<integer>), got number: unsafe_integer"],
  ])("%s says of %j: %s", (contract, raw, message) => {
    const { userId, UserIdError } = moduleOf(contract);
    expect(() => userId(raw)).toThrow(UserIdError);
    expect(() => userId(raw)).toThrow(message);
  });

  test("shows no letter and no digit of what came", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."qwerty0123@.-_ é漢👍") }), (raw) => {
        const { userId } = moduleOf("strict");
        expect(() => userId(raw)).toThrow(
          expect.objectContaining({
            message: expect.stringMatching(
              /^Expected user id \(user_<uuid>\), got [x@._-]*: (?:email|missing_prefix|blank|white_space|illegal_id)$/u,
            ) as string,
          }),
        );
      }),
    );
  });
});
