import { readdirSync } from "node:fs";
import { Project, ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { findSources } from "../../src/audit/project/find-sources.ts";
import { readCode } from "../../src/audit/read-code.ts";
import { openSources } from "../../src/cli/node-sources.ts";
import { printFacts } from "./print-facts.ts";
import { printFindings } from "./print-findings.ts";

const projects = new URL("projects/", import.meta.url);

/** To accept what is found now: `npm test -- test/audit --update`, and read the difference. */
describe("what code does with PostHog, and what audit says of it beside the plan of the same name, in", () => {
  for (const name of readdirSync(projects)) {
    test(`${name}`, async () => {
      const root = new URL(name, projects).pathname;
      const files = openSources(root);
      const { sources, manifests } = findSources([root], files, { root, isIgnored: () => false });
      const facts = readCode({ root, sources, manifests }, { Project, ts }, files);
      await expect(printFacts(facts, root)).toMatchFileSnapshot(`expected/${name}.txt`);
      const planFile = new URL(`findings/${name}.yaml`, import.meta.url);
      const findings = printFindings(facts, { root, files, planFile });
      await expect(findings).toMatchFileSnapshot(`findings/${name}.txt`);
    });
  }
});
