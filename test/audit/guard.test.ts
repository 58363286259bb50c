import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { Project, ts } from "ts-morph";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CodeFacts } from "../../src/audit/facts/facts.ts";
import { findSources } from "../../src/audit/project/find-sources.ts";
import { readCode } from "../../src/audit/read-code.ts";
import { openSources } from "../../src/cli/node-sources.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

function readFolder(root: string): CodeFacts {
  const files = openSources(root);
  const { sources, manifests } = findSources([root], files, { root, isIgnored: () => false });
  return readCode({ root, sources, manifests }, { Project, ts }, files);
}

function eventsOf({ calls }: CodeFacts): readonly (string | undefined)[] {
  return calls.map(({ event }) => event?.values.join());
}

const SENDS = `import posthog from "posthog-js";\nposthog.capture("sent");\n`;

describe("reading code of any kind", () => {
  const depth = 5000;
  const DEEP = {
    "nested calls": `capture(${"f(".repeat(depth)}1${")".repeat(depth)});`,
    "chained calls": `posthog${".capture('x')".repeat(depth)};`,
    "nested lists": `export const list = ${"[".repeat(depth)}${"]".repeat(depth)}; // capture`,
    "a long sum": `capture(${"1 + ".repeat(depth)}1);`,
    "nested conditions": `capture(${"a ? b : ".repeat(depth)}c);`,
  };
  test.each(Object.entries(DEEP))("goes on beside %s", (_name, text) => {
    const root = makeTempFolder({ "deep.ts": `declare const posthog: any;\n${text}`, "sends.ts": SENDS });
    const facts = readFolder(root);
    expect(eventsOf(facts)).toContain("sent");
    for (const { file, reason } of facts.unreadable) {
      expect([file, reason]).toEqual([join(root, "deep.ts"), "it is nested too deeply"]);
    }
  });

  test("takes `paths` of settings outside of the project", () => {
    const above = makeTempFolder({
      "base.json": `{ "compilerOptions": { "paths": { "~/*": ["./app/src/*"] } } }`,
      "app/tsconfig.json": `{ "extends": "../base" }`,
      "app/src/send.ts": `import posthog from "posthog-js";
export const deliver = (event: string) => posthog.capture(event);
export { deliver as default };`,
      "app/src/page.ts": `import send from "~/send";\nsend("found_by_its_path");`,
    });
    expect(eventsOf(readFolder(join(above, "app")))).toEqual(["found_by_its_path"]);
  });

  test("reports a file that does not parse, and reads the others", () => {
    const root = makeTempFolder({ "broken.ts": 'capture("x"', "sends.ts": SENDS });
    const facts = readFolder(root);
    expect(eventsOf(facts)).toEqual(["sent"]);
    expect(facts.unreadable).toEqual([{ file: join(root, "broken.ts"), reason: "')' expected." }]);
  });

  test("reads nothing outside of the project but settings that it extends, and nothing of it runs", () => {
    const outside = makeTempFolder({
      "secret.ts": `export const capture = "secret";`,
      "tsconfig.json": `{ "extends": "./base.json", "references": [{ "path": "./other" }], "files": ["secret.ts"] }`,
      "base.json": `{ "compilerOptions": { "paths": { "~/*": ["./src/*"], "outside/*": ["${"../".repeat(9)}*"] } } }`,
      "other/tsconfig.json": "{}",
    });
    const root = makeTempFolder({
      "package.json": '{ "name": "own", "main": "./run.js" }',
      "run.js": "globalThis.ran = true; // capture",
      "tsconfig.json": `{ "extends": "${outside}/tsconfig.json", "references": [{ "path": "${outside}" }] }`,
      "src/sends.ts": `import { capture } from "${outside}/secret";\nimport "./linked";\nimport "own";\n${SENDS}`,
    });
    fs.symlinkSync(join(outside, "secret.ts"), join(root, "src/linked.ts"));
    fs.symlinkSync(outside, join(root, "src/folder"));
    const opened = logReads();
    expect(eventsOf(readFolder(root))).toEqual(["sent"]);
    expect(opened).toContain(join(root, "src/sends.ts"));
    expect([
      ...new Set(opened.filter((path) => path.startsWith(outside) || /linked|src\/folder/u.test(path))),
    ]).toEqual([join(outside, "tsconfig.json"), join(outside, "base.json")]);
    expect(globalThis).not.toHaveProperty("ran");
  });
});

/** The paths of files and folders that are read from here on. */
function logReads(): readonly string[] {
  const { readFileSync, readdirSync, openSync } = fs;
  const paths: string[] = [];
  const logged = <F extends (path: never, ...rest: never[]) => unknown>(read: F): F =>
    ((path: never, ...rest: never[]) => {
      paths.push(String(path));
      return read(path, ...rest);
    }) as F;
  replaceIn({
    readFileSync: logged(readFileSync),
    readdirSync: logged(readdirSync),
    openSync: logged(openSync),
  });
  onTestFinished(() => replaceIn({ readFileSync, readdirSync, openSync }));
  return paths;
}

function replaceIn(functions: Partial<typeof fs>): void {
  Object.assign(fs, functions);
  syncBuiltinESMExports();
}
