import { readdirSync } from "node:fs";
import { Project, ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { findSources } from "../../src/audit/project/find-sources.ts";
import { readCode } from "../../src/audit/read-code.ts";
import { openSources } from "../../src/cli/node-sources.ts";
import { printFacts } from "./print-facts.ts";

const projects = new URL("projects/", import.meta.url);

/** To accept what is found now: `npm test -- test/audit --update`, and read the difference. */
describe("what code does with PostHog, in", () => {
  for (const name of readdirSync(projects)) {
    test(`${name}`, async () => {
      const root = new URL(name, projects).pathname;
      const files = openSources(root);
      const { sources, manifests } = findSources([root], files, { root, isIgnored: () => false });
      const facts = readCode({ root, sources, manifests }, { Project, ts }, files);
      await expect(printFacts(facts, root)).toMatchFileSnapshot(`expected/${name}.txt`);
    });
  }
});
