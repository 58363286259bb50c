import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../../src/cli/run.ts";
import type { Ask } from "../../../../src/commands/io.ts";
import type { ClaimedRow } from "../../../../src/runtime/delivery/outbox.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeStoredOutbox, storedUuid } from "../../../support/stored-outbox.ts";

async function outbox(folder: string, args: readonly string[], confirm?: (message: string) => boolean) {
  const ask = confirm && ({ confirm: async ({ message }) => confirm(message) } as Partial<Ask> as Ask);
  const io = captureIo({ cwd: folder, ...(ask && { ask }) });
  const code = await run(["outbox", ...args, "--outbox", "tracking-outbox.mjs"], "1.2.3", io);
  return { code, ...io.printed };
}

/** Two events to send and one that is parked. */
function makeThree(): string {
  return makeStoredOutbox(3, (store) => {
    const [first] = store.claim(1) as readonly ClaimedRow[];
    void store.conclude([{ id: first?.id ?? 0, kind: "parked", reason: "http_400" }]);
  });
}

test("list shows events without their properties, and with them if asked", async () => {
  const folder = makeThree();
  const { code, stdout, stderr } = await outbox(folder, ["list"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, "TIME"))
    .toBe(`TIME  parked  shop  e  ann  ${storedUuid(0)}  http_400
TIME  waiting  shop  e  ann  ${storedUuid(1)}
TIME  waiting  shop  e  ann  ${storedUuid(2)}
shop: 2 events to send, 1 parked.
`);
  const shown = await outbox(folder, ["list", "--show", "--parked"]);
  expect(shown.stdout).toContain('"properties":{}');
  expect(shown.stdout).not.toContain("waiting  ");
  expect((await outbox(folder, ["list", "--user", "bob"])).stdout).toBe(
    "shop: 2 events to send, 1 parked.\n",
  );
});

test.each([
  [100, [], 0],
  [101, [], 1],
  [101, ["--all"], 0],
])("list of %i events, with %j, says whether there are others", async (count, more, said) => {
  const { stdout } = await outbox(makeStoredOutbox(count), ["list", ...more]);
  expect(stdout.match(/waiting {2}/gu)).toHaveLength(more.length > 0 ? count : 100);
  expect(stdout.split("Only the oldest 100 are listed.").length - 1).toBe(said);
});

test("retry lets parked events be sent again", async () => {
  const folder = makeThree();
  expect((await outbox(folder, ["retry"])).stdout).toBe("1 parked event will be sent again.\n");
  expect((await outbox(folder, ["list"])).stdout).toContain("shop: 3 events to send, 0 parked.");
});

test("drop asks first, and deletes what it is told", async () => {
  const folder = makeThree();
  const questions: string[] = [];
  const answer = (isYes: boolean) => (message: string) => questions.push(message) > 0 && isYes;
  expect(await outbox(folder, ["drop", "--user", "ann"])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /Dropping 3 events of `ann` requires a confirmation\.\s+hint: Add `--yes`\./u,
    ),
  });
  expect((await outbox(folder, ["drop", "--user", "ann"], answer(false))).code).toBe(130);
  expect((await outbox(folder, ["list"])).stdout).toContain("shop: 2 events to send, 1 parked.");
  expect((await outbox(folder, ["drop", "--parked"], answer(true))).stdout).toBe("1 event dropped.\n");
  expect(questions).toEqual([
    "Drop 3 events of `ann`? This cannot be undone.",
    "Drop 1 parked event? This cannot be undone.",
  ]);
  expect((await outbox(folder, ["drop", "--user", "ann", "--yes"])).stdout).toBe("2 events dropped.\n");
  expect((await outbox(folder, ["list"])).stdout).toBe("The outbox is empty.\n");
  expect((await outbox(folder, ["drop", "--parked"])).stdout).toBe("0 events dropped.\n");
});

test.each([
  [["drop"], "requires what to drop"],
  [["retry", "--user", "ann"], "does not work with `outbox retry`"],
  [["list", "--from", "1"], "only work with `outbox sql`"],
  [["sql"], "`--outbox` does not work with `outbox sql`"],
])("%j is refused", async (args, words) => {
  const { code, stdout, stderr } = await outbox(makeThree(), args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
});

test("an outbox that cannot be used is said in a sentence", async () => {
  const folder = makeStoredOutbox(1);
  const module = join(folder, "tracking-outbox.mjs");
  writeFileSync(module, "export const outbox = { open() {} };");
  expect((await outbox(folder, ["list"])).stderr).toContain("The outbox has no `admin`");
  const missing = makeStoredOutbox(0);
  writeFileSync(
    join(missing, "tracking-outbox.mjs"),
    "export const outbox = { open() {}, admin: { list: async () => { throw new Error('the disk is gone.'); } } };",
  );
  const { code, stderr } = await outbox(missing, ["list"]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining("The outbox cannot be used: the disk is gone."),
  ]);
});
