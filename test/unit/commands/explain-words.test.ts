/** `explain` knows every word that the runtime says: found in its sources, not in a list. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { allWords, findWord } from "../../../src/commands/explain/word-pages.ts";
import { RUNTIME_WORDS } from "../../../src/commands/explain/runtime-words.ts";
import type { RefusalReason as BrowserRefusal } from "../../../src/browser/options.ts";
import type { UserIdRefusal } from "../../../src/portable/ids.ts";
import type { RefusalReason } from "../../../src/runtime/refusal.ts";
import { ROOT } from "../../support/command-line.ts";

/** A word of two parts or more, by itself or after the path of a value, as violations are written. */
const WORD = /(?:^|: )([a-z]+(?:_[a-z0-9]+)+)$/u;

/** The same in what generated validators give zod. */
const CODE_OF_CHECK = /\bcode: "([a-z_]+)"/u;

/** Texts of the sources that look like words and are none: names on the wire, zod's own codes, examples. */
const OTHERS = new Set([
  "anonymous_id",
  "as_is",
  "distinct_id",
  "idempotency_key",
  "plan_redacted",
  "plan_renamed_to",
  "person_mode",
  "plan_hash",
  "plan_name",
  "plan_violations",
]);

/** What the code of each folder says in text that stands in it. */
function wordsIn(folder: string): readonly string[] {
  const root = join(ROOT, "src", folder);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.ES2022);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateTail(node)) {
        const [, word] = WORD.exec(node.text) ?? CODE_OF_CHECK.exec(node.text) ?? [];
        if (word !== undefined) found.push(word);
      }
      // One word is a code where it is given as one.
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const name = node.expression.getText(source);
        const code = node.arguments?.[name === "refuse" ? (node.arguments.length > 1 ? 1 : 0) : 0];
        if (
          /^(?:refuse|Unfit)$/u.test(name) &&
          code &&
          ts.isStringLiteral(code) &&
          /^[a-z_]+$/u.test(code.text)
        )
          found.push(code.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

const said = new Set(["runtime", "portable", "browser", "emit/typescript"].flatMap(wordsIn));

test("explain knows every word of the runtime", () => {
  const unknown = [...said].filter((word) => !OTHERS.has(word) && findWord(allWords(), word) === undefined);
  expect(unknown).toEqual([]);
  expect(said.size).toBeGreaterThan(60);
});

test("every word that looks like one is still in the sources", () => {
  expect([...OTHERS].filter((word) => !said.has(word))).toEqual([]);
});

/** Words of one part, which stand in the sources like any other text, and those that the sources put together. */
const NOT_FOUND = new Set([
  "blank",
  "email",
  "missing",
  "pattern",
  "http_3xx",
  "http_400",
  "http_401",
  "http_403",
  "http_4xx",
]);

test("explain explains no word that is said no more", () => {
  const explained = Object.values(RUNTIME_WORDS).flatMap(({ words }) => Object.keys(words));
  const gone = explained.filter((word) => !said.has(word) && !NOT_FOUND.has(word));
  expect(gone).toEqual([]);
});

test("explain knows every reason by its type", () => {
  const refusals: Readonly<Record<RefusalReason | BrowserRefusal, unknown>> = RUNTIME_WORDS.refusal.words;
  const ids: Readonly<Record<UserIdRefusal, unknown>> = RUNTIME_WORDS.id.words;
  expect(Object.keys({ ...refusals, ...ids }).length).toBeGreaterThan(30);
});
