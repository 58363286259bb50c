/** `tracking-plan/testing` in tests of users: real vitest and real Jest, over the package as npm has it. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Finished, ROOT, runProgram } from "../support/command-line.ts";
import { packPackage } from "../support/pack.ts";
import { writeFiles } from "../support/temp-folder.ts";

/** Code under test that loses what helpers throw. */
const SHOP = `
import { parseUserId, trackCheckoutCompleted } from "./generated/index.js";

export function completeCheckout(user: unknown, amount: number): void {
  try {
    trackCheckoutCompleted(
      parseUserId(user),
      { checkout_type: "credits", amount_usd: amount, organization_id: "org_1" },
      { timestamp: new Date("2026-03-01T12:00:00Z"), idempotencyKey: "cs_1" },
    );
  } catch {
    // A shop has to sell.
  }
}
`;

/** The same tests for each framework: two that hold, and one for each way to fail. */
const testsFor = (imports: string): string => `
${imports}
import { checkoutCompletedEvent, plan, userSignedInEvent } from "./generated/index.js";
import { completeCheckout } from "./shop.js";

const ANN = "user_7c9e6679-7425-40de-944b-e07fc1f90ae7";
const tracker = useTestTracker(plan);

test("a checkout is tracked", () => {
  completeCheckout(ANN, 50);
  expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 }, { user: ANN, times: 1 });
  expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: expect.any(Number) });
  expect(tracker).not.toHaveTracked(userSignedInEvent);
  expect(tracker).toHaveTrackedOnly(checkoutCompletedEvent);
  expect(tracker).not.toHaveIdentified(ANN, { plan: "pro" });
});

test("a refusal is meant", () => {
  completeCheckout("ann@example.com", 50);
  expect(tracker).toHaveRefused(checkoutCompletedEvent, "invalid_user_id");
});

test("fails: another amount", () => {
  completeCheckout(ANN, 49);
  expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 });
});

test("fails: an id that is none, in code that says nothing of it", () => {
  completeCheckout("ann@example.com", 50);
});

export function wrongTypes(): void {
  // @ts-expect-error -- the property has another name
  expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount: 50 });
  // @ts-expect-error -- the property is a number
  expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: "50" });
  // @ts-expect-error -- the property has other values
  expect(tracker).not.toHaveTracked(checkoutCompletedEvent, { checkout_type: "credit" });
  // @ts-expect-error -- an event is asked for by its definition
  expect(tracker).toHaveTracked("checkout_completed");
  // @ts-expect-error -- there is no such option
  expect(tracker).toHaveTracked(checkoutCompletedEvent, {}, { usr: ANN });
  // @ts-expect-error -- a person has no such property
  expect(tracker).toHaveIdentified(ANN, { plans: "pro" });
  // @ts-expect-error -- nothing is refused for this
  expect(tracker).toHaveRefused(checkoutCompletedEvent, "bad_id");
}
`;

/** Of declarations, this package's own too, the calls that must not compile show enough; the newest compiler reads all of them. */
const tsconfig = (types: readonly string[], options: object = {}): string =>
  JSON.stringify({
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      types,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      outDir: "built",
      ...options,
    },
    include: ["shop.ts", "shop.test.ts", "generated"],
  });

const binOf = (name: string): string => join(ROOT, "node_modules/.bin", name);

/** Compiles the project with the compiler that a package holds. */
function runTsc(compiler: string, folder: string, ...options: readonly string[]): Promise<Finished> {
  const tsc = join(ROOT, "node_modules", compiler, "bin/tsc");
  return runProgram([process.execPath, tsc, ...options], { cwd: folder });
}

let base: string;

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-frameworks-")));
  const tarball = await packPackage();
  execFileSync("tar", ["-xzf", tarball, "-C", base]);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A user's project with the package and some of the packages that this repository has. */
function makeProject(
  name: string,
  packages: readonly string[],
  files: Readonly<Record<string, string>>,
  type = "module",
): string {
  const folder = join(base, name);
  writeFiles(folder, {
    "package.json": JSON.stringify({ name, private: true, type }),
    "shop.ts": SHOP,
    ...files,
  });
  cpSync(join(base, "package"), join(folder, "node_modules/tracking-plan"), { recursive: true });
  cpSync(join(ROOT, "generated"), join(folder, "generated"), { recursive: true });
  for (const installed of ["zod", "@types/node", ...packages]) {
    mkdirSync(join(folder, "node_modules", installed, ".."), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", installed), join(folder, "node_modules", installed), "dir");
  }
  return folder;
}

/** What the frameworks print of each failed test, without stack traces and excerpts. */
const AMOUNT = [
  "expect(tracker).toHaveTracked(checkout_completed)",
  "checkout_completed was tracked once, with amount_usd 49 instead of 50.",
  '-   "amount_usd": 50,',
  '+   "amount_usd": 49,',
];
const REFUSED = [
  "1 call broke the tracking plan in this test:",
  "checkout_completed, invalid_user_id: the user id was not accepted: email",
];

describe("vitest", () => {
  test("has typed matchers, a tracker a test, and fails where a call was refused", async () => {
    const imports = `
import { expect, test } from "vitest";
import { useTestTracker } from "tracking-plan/testing/vitest";`;
    const folder = makeProject("with-vitest", ["vitest"], {
      "shop.test.ts": testsFor(imports),
      "tsconfig.json": tsconfig([]),
    });
    expect(await runTsc("typescript", folder, "--noEmit")).toEqual({ code: 0, stdout: "", stderr: "" });
    const run = await runProgram([binOf("vitest"), "run", "--reporter=verbose"], {
      cwd: folder,
      env: { NO_COLOR: "1" },
    });
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/Tests +2 failed \| 2 passed \(4\)/u);
    for (const line of [...AMOUNT, ...REFUSED]) expect(run.stdout + run.stderr).toContain(line);
  });
});

/** CommonJS as most projects with Jest still have it, in the oldest way to find modules that a compiler knows. */
const COMMONJS = { module: "commonjs", moduleResolution: "node10", esModuleInterop: true };

const IMPORTED = { globals: 'import { expect, test } from "@jest/globals";', types: ["node"] };

describe.each([
  { name: "imports", ...IMPORTED, compiler: "typescript-6", type: "module", options: {} },
  {
    name: "globals",
    globals: "",
    types: ["jest"],
    compiler: "typescript-7",
    type: "module",
    options: { skipLibCheck: false },
  },
  { name: "commonjs", ...IMPORTED, compiler: "typescript", type: "commonjs", options: COMMONJS },
])("Jest with $name", ({ name, globals, types, compiler, type, options }) => {
  test("has typed matchers, a tracker a test, and fails where a call was refused", async () => {
    const imports = `${globals}\nimport { useTestTracker } from "tracking-plan/testing/jest";`;
    const isModule = type === "module";
    const files = {
      "shop.test.ts": testsFor(imports),
      "tsconfig.json": tsconfig(types, options),
      "jest.config.json": JSON.stringify({ transform: {}, roots: ["built"] }),
    };
    const packages = ["jest", "@jest/globals", "@jest/expect", "@types/jest"];
    const folder = makeProject(`with-jest-${name}`, packages, files, type);
    expect(await runTsc(compiler, folder)).toEqual({ code: 0, stdout: "", stderr: "" });
    const run = await runProgram([binOf("jest"), "--no-cache"], {
      cwd: folder,
      // Only for ES modules does Jest need a flag of Node.
      env: { NO_COLOR: "1", ...(isModule && { NODE_OPTIONS: "--experimental-vm-modules" }) },
    });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/Tests: +2 failed, 2 passed, 4 total/u);
    for (const line of [...AMOUNT, ...REFUSED]) expect(run.stderr).toContain(line);
  });
});
