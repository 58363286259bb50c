import { describe, expect, test } from "vitest";
import { loadOutbox } from "../../../../src/commands/outbox/load-outbox.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const outbox = { open: () => {} };

/** Loads a module that Node imports in this way. */
function load(importModule: () => Promise<unknown>, file = "o.ts"): ReturnType<typeof loadOutbox> {
  return loadOutbox(file, { ...captureIo({ cwd: makeTempFolder({ [file]: "" }) }), importModule });
}

test.each([
  ["by its name", { outbox, default: { other: 1 } }],
  ["as its default", { default: outbox }],
  ["as a name of CommonJS", { default: { outbox } }],
  ["as the default of CommonJS", { default: { default: outbox } }],
])("an outbox is found %s", async (_case, module) => {
  expect(await load(async () => module)).toBe(outbox);
});

test.each([
  ["nothing", {}, "`o.ts` exports no `outbox`."],
  ["an empty module of CommonJS", { default: {} }, "`o.ts` exports no `outbox`."],
  ["null", { default: null }, "`o.ts` exports no `outbox`."],
  ["something else", { outbox: {} }, "`o.ts` exports an `outbox` that is not an outbox."],
  [
    "something else of CommonJS",
    { default: { outbox: 1 } },
    "`o.ts` exports an `outbox` that is not an outbox.",
  ],
])("%s is no outbox", async (_case, module, message) => {
  await expect(load(async () => module)).rejects.toMatchObject({
    message,
    hint: 'Export it: `export const outbox = fileOutbox({ path: "./var/tracking.db" });`',
  });
});

/** An import that fails with a code of Node. */
const fail = (code: string) => (): Promise<unknown> =>
  Promise.reject(Object.assign(new Error("no"), { code }));

describe("TypeScript that Node does not compile", () => {
  test.each(["ERR_MODULE_NOT_FOUND", "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX", "ERR_UNSUPPORTED_DIR_IMPORT"])(
    "is named at %s",
    async (code) => {
      await expect(load(fail(code))).rejects.toMatchObject({
        message: expect.stringContaining("cannot be imported: no"),
        hint: "Node removes the types and compiles nothing else: write imports with the ending `.ts`, or install tsx and run `node --import tsx node_modules/tracking-plan/dist/cli/main.cjs` instead of `tracking-plan`.",
      });
    },
  );

  test("is not the cause of other errors, nor in JavaScript", async () => {
    for (const failed of [load(fail("ERR_OTHER")), load(fail("ERR_MODULE_NOT_FOUND"), "o.mjs")]) {
      await expect(failed).rejects.toMatchObject({ hint: undefined });
    }
  });
});
