import { describe, expect, test } from "vitest";
import { CodeWriter } from "../../../../src/emit/typescript/code-writer.ts";

describe("CodeWriter", () => {
  test("indents blocks, and each line of a text in them", () => {
    const writer = new CodeWriter();
    writer.write("interface A ").inlineBlock(() => {
      writer
        .write("b: ")
        .inlineBlock(() => writer.writeLine("c: 1;\nd: 2;"))
        .write(" | null;")
        .newLine();
      writer.write("e: 3;");
    });
    expect(writer.write(";").newLine().toString()).toBe(
      "interface A {\n  b: {\n    c: 1;\n    d: 2;\n  } | null;\n  e: 3;\n};\n",
    );
  });

  test("ends a line once, whoever ends it", () => {
    const writer = new CodeWriter();
    writer.write("a").writeLine("b").writeLine("c");
    writer.block(() => {}).writeLine("d");
    writer.block(() => {}).newLine();
    writer.write("e").blankLine().write("f");
    expect(writer.toString()).toBe("a\nb\nc\n{\n}\nd\n{\n}\ne\n\nf");
  });

  test("leaves empty lines empty", () => {
    const writer = new CodeWriter();
    writer.inlineBlock(() =>
      writer
        .writeLine("a\n\nb")
        .blankLine()
        .indented(() => writer.writeLine("c")),
    );
    expect(writer.toString()).toBe("{\n  a\n\n  b\n\n    c\n}");
  });
});
