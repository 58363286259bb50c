import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, type Edit, editAt, hunksOf } from "../../src/audit/fix/edits.ts";

const piece = fc.string({ unit: fc.constantFrom("a", "é", "\u{1f600}", " ", "\t", "\n", "\r\n", "`", '"') });

/** A text of pieces that stay, each with one behind it that is replaced. */
const edited = fc
  .array(fc.record({ kept: piece, removed: piece, added: piece }), { minLength: 1 })
  .map((parts) => {
    let before = "";
    let after = "";
    const edits: Edit[] = [];
    for (const { kept, removed, added } of parts) {
      before += kept;
      edits.push({ start: before.length, end: before.length + removed.length, text: added });
      before += removed;
      after += kept + added;
    }
    return { before, after, edits };
  });

function linesOf(text: string): string[] {
  return text.split(/\r?\n/u);
}

test("edits change nothing outside of them, in whatever order they come", () => {
  fc.assert(
    fc.property(edited, ({ before, after, edits }) => {
      expect(applyEdits(before, edits)).toBe(after);
    }),
  );
});

test("each place of the new text is that of its edit", () => {
  fc.assert(
    fc.property(edited, ({ edits: all, before }) => {
      const edits = all.map((edit) => ({ ...edit, text: `x${edit.text}` }));
      let shift = 0;
      for (const edit of edits) {
        expect(editAt(edit.start + shift, edits)).toBe(edit);
        shift += edit.text.length - (edit.end - edit.start);
      }
      expect(editAt(before.length + shift, edits)).toBe(undefined);
    }),
  );
});

test("the lines that are shown are the difference of the two texts", () => {
  fc.assert(
    fc.property(edited, ({ before, after, edits }) => {
      const lines = linesOf(before);
      for (const { line, found, expected } of hunksOf(before, edits).toReversed()) {
        expect(lines.slice(line - 1, line - 1 + found.length)).toEqual(found);
        lines.splice(line - 1, found.length, ...expected);
      }
      expect(lines).toEqual(linesOf(after));
    }),
  );
});
