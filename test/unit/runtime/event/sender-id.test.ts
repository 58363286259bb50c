import { expect, test } from "vitest";
import type { ParsedId, PlanContract } from "../../../../src/runtime/definition.ts";
import { idOf, userKind } from "../../../../src/runtime/event/sender-id.ts";
import { ANN, plan } from "../../../support/shop-plan.ts";

const INVALID = { reason: "invalid_user_id" };

test("an id, a parsed id, and one without its prefix are the canonical id", () => {
  expect(idOf(userKind(plan), ANN)).toBe(ANN);
  expect(idOf(userKind(plan), { ok: true, id: ANN })).toBe(ANN);
  expect(idOf(userKind(plan), ANN.slice(5).toUpperCase())).toBe(ANN);
});

test.each([
  ["ann@example.com"],
  ["org_456"],
  [""],
  [undefined],
  [null],
  [42],
  [{}],
  [[ANN]],
  [() => ANN],
  [{ ok: false, reason: "not a string" }],
  [{ ok: false, reason: "not a string", id: ANN }],
  [{ ok: true, id: "ann@example.com" }],
  [{ ok: "yes", id: ANN }],
])("%j is refused", (user) => {
  expect(idOf(userKind(plan), user)).toMatchObject(INVALID);
});

test("a failed parse is refused for its own reason, unless that could hold what was refused", () => {
  expect(idOf(userKind(plan), { ok: false, reason: "email" })).toEqual({
    ...INVALID,
    message: "the user id was not accepted: email",
    violations: [],
  });
  expect(idOf(userKind(plan), { ok: false, reason: "no id: ann@example.com" })).toMatchObject({
    message: expect.not.stringContaining("ann"),
  });
});

test("the refusal does not show the id", () => {
  expect(JSON.stringify(idOf(userKind(plan), "ann@example.com"))).not.toContain("ann");
});

test("nothing that is passed or generated can throw through it", () => {
  const hostile = {
    get ok(): never {
      throw new Error("no");
    },
  };
  const broken: PlanContract = {
    ...plan,
    parseUserId: () => {
      throw new Error("no");
    },
  };
  expect(idOf(userKind(plan), hostile)).toMatchObject(INVALID);
  expect(idOf(userKind(broken), ANN)).toMatchObject(INVALID);
});

test.each(["Guest", "null", "NULL", "   ", "a\u0000b", "\ud83d", "x".repeat(201)])(
  "the id %j is refused, whatever its parser says",
  (id) => {
    const loose: PlanContract = {
      ...plan,
      parseUserId: (raw): ParsedId => ({ ok: true, id: String(raw) }),
    };
    expect(idOf(userKind(loose), id)).toMatchObject({ reason: "illegal_user_id" });
  },
);
