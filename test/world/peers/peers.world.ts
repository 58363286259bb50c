import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minVersion } from "semver";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const readManifest = (path: string): Manifest => JSON.parse(readFileSync(path, "utf8")) as Manifest;

/** Runs tests of the repository with the packages of this folder. */
function runTests(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const vitest = ["vitest", "run", "--config", "test/world/peers/vitest.config.ts", ...args];
  const { status, stdout, stderr } = spawnSync("npx", vitest, { cwd: ROOT, encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

const EVERYTHING_PASSED = { status: 0, output: expect.stringMatching(/Tests .*passed/u) as unknown };

test.each(["posthog-node", "zod"])("the range of %s begins with the release that is tested here", (name) => {
  const { peerDependencies } = readManifest(`${ROOT}package.json`);
  const { version } = readManifest(
    fileURLToPath(new URL(`node_modules/${name}/package.json`, import.meta.url)),
  );
  expect(minVersion(peerDependencies[name] ?? "")?.version).toBe(version);
});

describe("the lowest releases", () => {
  test("put on the wire what the newest do, through the same faults", () => {
    // It has no capture v1, which posthog-node 5.70 has.
    const withoutV1 = "^(?!.*(v1|one to be repeated))";
    expect(runTests("--testNamePattern", withoutV1, "test/e2e/wire", "test/properties/delivery")).toEqual(
      EVERYTHING_PASSED,
    );
  });

  test("check properties as the newest do", () => {
    expect(runTests("test/unit/runtime", "test/unit/testing", "test/properties/validators")).toEqual(
      EVERYTHING_PASSED,
    );
  });
});
