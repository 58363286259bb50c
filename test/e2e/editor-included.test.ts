/** The schema of included files in an editor: it stands beside that of the plan file, and takes from it. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/command-line.ts";
import { type Editor, openEditor } from "../support/language-server.ts";

const MODELINE = "# yaml-language-server: $schema=../generated/included-file.schema.json\n";

let folder: string;
let editor: Editor;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-editor-")));
  cpSync(join(ROOT, "generated"), join(folder, "generated"), { recursive: true });
  editor = await openEditor(folder, "plans/billing.yaml");
});

afterAll(async () => {
  await editor.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("an included file in an editor", () => {
  test("has the keys of an included file, and not those of the plan file", async () => {
    const labels = (await editor.complete(`${MODELINE}|`)).map(({ label }) => label);
    expect(labels.filter((label) => /^\w+$/u.test(label)).toSorted()).toStrictEqual([
      "bundles",
      "category",
      "events",
      "groups",
      "include",
      "owner",
      "person",
      "properties",
    ]);
  });

  test("is offered the plan's own names", async () => {
    const events = "events:\n  paid:\n    description: Paid.\n    properties:\n      |";
    const labels = (await editor.complete(MODELINE + events)).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(["amount_usd", "organization_id"]));
  });

  test("explains a key by what it means, and nothing else", async () => {
    const shown = await editor.hover(`${MODELINE}ow|ner: billing\nevents: {}\n`);
    expect(shown?.split("\n\nSource: ")[0]).toBe(
      "The owner, or the owners, of the events in this file that have no `owner` of their own.\n\nExample:\n\n```yaml\nbilling\n```",
    );
  });

  test("is checked", async () => {
    expect(
      await editor.check(`${MODELINE}owner: billing\nevents: { paid: { description: Paid. } }\n`),
    ).toEqual([]);
    const squiggles = await editor.check(`${MODELINE}name: shop\nevents:\n  paid: { descripton: Paid. }\n`);
    expect(squiggles.map(({ under }) => under)).toEqual(expect.arrayContaining(["name", "descripton"]));
  });
});
