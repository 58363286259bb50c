import { describe, expect, it } from "vitest";
import { explain } from "../../../src/commands/explain.ts";
import { CATALOGUE } from "../../../src/diagnostics/catalogue.ts";
import { RULES } from "../../../src/rules/rules.ts";
import { captureIo } from "../../support/captured-io.ts";

async function printed(
  code: string | undefined,
  format: "text" | "json" = "text",
  isTTY = false,
): Promise<string> {
  const io = captureIo({ cwd: "/", isTTY });
  expect(await explain({ code, format }, io)).toBe(0);
  return io.printed.stdout;
}

describe("explain", () => {
  it("prints the page of a code", async () => {
    expect(await printed("unknown-property")).toBe(`unknown-property
  error: nothing is generated, and \`check\` fails

What it says
  A property that is named does not exist.

Why
  Mostly a typing error, or a property that was renamed or removed.

What to do
  Correct the name, or add the property.
`);
  });

  it("takes a code in capitals", async () => {
    expect(await printed("Unknown-Property")).toBe(await printed("unknown-property"));
  });

  it("has a page of at most 80 columns for every code", async () => {
    for (const [code, { title }] of Object.entries(CATALOGUE)) {
      const lines = (await printed(code)).split("\n");
      expect(lines[0]).toBe(code);
      expect(lines[4]).toContain(title.slice(0, 40));
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it("has a page for every rule, with what breaks it and what keeps it", async () => {
    for (const { name, bad, good } of RULES) {
      const text = await printed(name);
      expect(text.startsWith(`${name}\n  a rule`)).toBe(true);
      for (const line of [...bad.trimEnd().split("\n"), ...good.trimEnd().split("\n")]) {
        expect(text).toContain(`\n${`  ${line}`.trimEnd()}\n`);
      }
    }
  });

  it("lists every code without one, in at most 80 columns", async () => {
    const text = await printed(undefined);
    const codes = [...text.matchAll(/^([a-z]+(?:-[a-z]+)+) {2}/gmu)].map(([, code]) => code);
    expect(codes).toEqual([...Object.keys(CATALOGUE), ...RULES.map(({ name }) => name)].toSorted());
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("has colours only at a terminal", async () => {
    expect(await printed("unknown-key", "text", true)).toContain("\u001b[");
    expect(await printed("unknown-key")).not.toContain("\u001b[");
  });

  it("prints JSON", async () => {
    const { severity, title, cause, fix } = CATALOGUE["unknown-group"];
    expect(JSON.parse(await printed("unknown-group", "json"))).toEqual({
      version: 1,
      command: "explain",
      ok: true,
      counts: { errors: 0, warnings: 0, infos: 0 },
      diagnostics: [],
      codes: [
        {
          code: "unknown-group",
          severity,
          title,
          sections: [
            { heading: "What it says", text: title },
            { heading: "Why", text: cause },
            { heading: "What to do", text: fix },
          ],
        },
      ],
    });
  });

  it.each([
    ["unknown-proprty", "Did you mean `unknown-property`?"],
    ["zzz", "Run `tracking-plan explain` for all of them."],
  ])("names what is near to %s", async (code, hint) => {
    await expect(explain({ code, format: "text" }, captureIo({ cwd: "/" }))).rejects.toMatchObject({
      message: `There is no code \`${code}\`.`,
      hint,
    });
  });
});
