import { expect, test } from "vitest";
import { check } from "../../../src/commands/check.ts";
import { generate } from "../../../src/commands/generate.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { Format } from "../../../src/diagnostics/render/renderers.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";

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
  expect(await printed("2026-02-01T00:00:00Z")).toContain(
    "`order_paid` should have been removed after 2026-01-31.",
  );
});

/** Places and codes, by the names that a pattern gives its parts. */
function found(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(
    ({ groups }) => `${groups?.["file"]}:${groups?.["line"]} ${groups?.["code"]}`,
  );
}

test("what reading, the rules and the output find stands in one order, in every format", async () => {
  const cwd = makeTempFolder({
    ".git/HEAD": "",
    "z.yaml": plan(", description-repeats-name: off", "OrderPaid: { description: A customer paid. }").replace(
      "events:",
      "include: [b.yaml, a.yaml]\nevents:",
    ),
    "a.yaml": [
      "events:",
      "  Cart_Filled: { description: A cart. }",
      "  cart_emptied: { description: Emptied. }",
      "  CartLost: { description: Lost. }",
    ].join("\n"),
    "b.yaml": "events:\n  cart_seen: { description: Seen., lint: { ignore: { event-naming: Old. } } }\n",
  });
  const args = { ...ARGS, plan: "z.yaml" };
  await generate(args, captureIo({ cwd }));
  writeFiles(cwd, { "generated/docs/README.md": "" });
  const printed = async (format: Format): Promise<string> => {
    const io = captureIo({ cwd });
    await check({ ...args, format }, io);
    return io.printed.stdout;
  };
  const expected = [
    "z.yaml:7 event-naming",
    "a.yaml:2 event-naming",
    "a.yaml:4 event-naming",
    "b.yaml:2 unused-exception",
    "generated/docs/README.md:1 file-not-generated",
  ];
  expect(
    found(await printed("text"), /^(?<file>\S+):(?<line>\d+):\d+ {2}\w+ {2}(?<code>\S+)$/gmu),
  ).toStrictEqual(expected);
  expect(
    found(await printed("github"), /^::\w+ file=(?<file>[^,]+),line=(?<line>\d+).*title=(?<code>[^,:]+)/gmu),
  ).toStrictEqual(expected);
  const { diagnostics } = JSON.parse(await printed("json")) as {
    readonly diagnostics: readonly Diagnostic[];
  };
  expect(diagnostics.map(({ place, code }) => `${place?.file}:${place?.line} ${code}`)).toStrictEqual(
    expected,
  );
  // An alert stands where it is; those that matter come first, in the same order.
  const { runs } = JSON.parse(await printed("sarif")) as {
    readonly runs: readonly [
      { readonly results: readonly { readonly ruleId: string; readonly level: string }[] },
    ];
  };
  expect(runs[0].results.map(({ level, ruleId }) => `${level} ${ruleId}`)).toStrictEqual([
    "error file-not-generated",
    "warning event-naming",
    "warning event-naming",
    "warning event-naming",
    "warning unused-exception",
  ]);
});
