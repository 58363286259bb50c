import { expect, test } from "vitest";
import { check } from "../../../src/commands/check.ts";
import { generate } from "../../../src/commands/generate.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

const ARGS = { plan: "tracking-plan.yaml", out: undefined, format: "text", strict: false } as const;

const plan = (rules: string, event: string): string => `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
lint: { rules: { missing-owner: off, missing-trigger: off, missing-category: off${rules} } }
events:
  ${event}
`;

/** Generates from a plan and returns the exit codes of `check` and `check --strict` after that. */
async function exitsOf(text: string, now = "2026-01-31T12:00:00Z"): Promise<readonly [number, number]> {
  const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": text });
  const io = () => captureIo({ cwd, now: new Date(now) });
  // Rules stand in nobody's way here, whatever they say.
  expect(await generate({ ...ARGS, strict: true }, io())).toBe(0);
  return [await check(ARGS, io()), await check({ ...ARGS, strict: true }, io())];
}

test("a warning of a rule fails check with --strict only, an error always", async () => {
  const event = "OrderPaid: { description: A customer paid. }";
  expect(await exitsOf(plan("", event))).toStrictEqual([0, 1]);
  expect(await exitsOf(plan(", event-naming: error", event))).toStrictEqual([1, 1]);
  expect(await exitsOf(plan(", event-naming: off", event))).toStrictEqual([0, 0]);
});

test("a day that passes fails nothing, not even with --strict", async () => {
  const event =
    "order_paid: { description: A customer paid., status: deprecated, deprecated: { remove_after: 2026-01-31, reason: Old. } }";
  const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": plan("", event) });
  await generate(ARGS, captureIo({ cwd }));
  const printed = async (now: string): Promise<string> => {
    const io = captureIo({ cwd, now: new Date(now) });
    expect(await check({ ...ARGS, strict: true }, io)).toBe(0);
    return io.printed.stdout;
  };
  expect(await printed("2026-01-31T23:59:59Z")).not.toContain("removal-overdue");
  expect(await printed("2026-02-01T00:00:00Z")).toContain("`order_paid` was to be removed after 2026-01-31.");
});
