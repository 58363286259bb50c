import { readFileSync } from "node:fs";
import ts from "typescript";
import { code, prose, table } from "../../src/text/markdown.ts";

/** A member of an interface, or a word of a union, with its doc comment on one line. */
export interface Member {
  readonly name: string;
  readonly comment: string;
}

/**
 * The members of an interface, or the words of a union of words, in the order of the source.
 *
 * @param file - relative to the repository
 * @throws RangeError when the file declares no such type.
 */
export function membersOf(file: string, name: string): readonly Member[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === name) {
      return statement.members.map((member) => ({
        name: member.name?.getText(source) ?? "",
        comment: lastComment(text.slice(member.getFullStart(), member.getStart(source))),
      }));
    }
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name) {
      const { type } = statement;
      const types = ts.isUnionTypeNode(type) ? type.types : [type];
      // The comment of a word stands before its `|`, where the word before it ends.
      const starts = [type.getFullStart(), ...types.map((each) => each.end)];
      return types.map((each, index) => ({
        name: each.getText(source).replaceAll('"', ""),
        comment: lastComment(text.slice(starts[index], each.getStart(source))),
      }));
    }
  }
  throw new RangeError(`${file} declares no ${name}.`);
}

/** A table of members: name, and what its doc comment says. */
export function membersTable(head: string, members: readonly Member[]): string {
  return table(
    [head, "Meaning"],
    members.map(({ name, comment }) => [code(name, "cell"), prose(comment, "cell")]),
  );
}

/** The text of the last doc comment in what stands before a node, without its tags. */
function lastComment(before: string): string {
  const comment = before.slice(Math.max(0, before.lastIndexOf("/**"))).split("*/")[0] ?? "";
  return comment
    .replace("/**", "")
    .replaceAll(/^\s*\* ?/gmu, "")
    .replaceAll(/\{@link ([^}]+)\}/gu, "`$1`")
    .replace(/^@\w[\s\S]*/mu, "")
    .trim();
}
