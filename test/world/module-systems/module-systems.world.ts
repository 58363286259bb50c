import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../support/command-line.ts";
import { COMPILERS, type PackageType, SETTINGS, TOOLS } from "./matrix.ts";
import { importOf, makeProjects, type Project, type Projects } from "./projects.ts";

/** Code of a shop. */
const shopFor = (type: PackageType): string => `
import type { Tracker } from "tracking-plan/runtime";
import { trackCheckoutCompleted, userId } from "${importOf(type, "generated/index")}";

const ANN = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");

export function checkOut(amount: number, options: { tracker?: Tracker } = {}): boolean {
  return trackCheckoutCompleted(
    ANN,
    { checkout_type: "credits", amount_usd: amount, organization_id: "org_1" },
    { timestamp: new Date("2026-03-01T12:00:00Z"), idempotencyKey: \`cs_\${amount}\`, ...options },
  );
}

export function wrongTypes(): void {
  // @ts-expect-error -- a property with another type: the types are there, and no \`any\`
  trackCheckoutCompleted(ANN, { checkout_type: "credits", amount_usd: "50", organization_id: "org_1" });
}
`;

/** A program that tracks a checkout and prints what was recorded. */
const mainFor = (type: PackageType): string => `
import { PlanViolationError } from "tracking-plan/runtime";
import { createTestTracker } from "tracking-plan/testing";
import { plan } from "${importOf(type, "generated/index")}";
import { checkOut } from "${importOf(type, "shop")}";

const tracker = createTestTracker(plan);
checkOut(50, { tracker });
let isViolation = false;
try {
  checkOut(-1, { tracker });
} catch (error) {
  isViolation = error instanceof PlanViolationError;
}
console.log(JSON.stringify({ events: tracker.events.map(({ event }) => event), isViolation }));
`;

const PRINTED = `${JSON.stringify({ events: ["checkout_completed"], isViolation: true })}\n`;

/** A test of the shop. */
const testFor = (type: PackageType, framework: "jest" | "vitest"): string => `
${framework === "vitest" ? 'import { expect, test } from "vitest";' : ""}
import { useTestTracker } from "tracking-plan/testing/${framework}";
import { checkoutCompletedEvent, plan } from "${importOf(type, "generated/index")}";
import { checkOut } from "${importOf(type, "shop")}";

const tracker = useTestTracker(plan);

test("a checkout is tracked", () => {
  checkOut(50);
  expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 }, { times: 1 });
});

test("another amount is not", () => {
  checkOut(49);
  expect(() => expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 })).toThrow("49 instead of 50");
});
`;

const tsconfig = (compilerOptions: object): string =>
  JSON.stringify({
    compilerOptions: {
      target: "es2022",
      types: ["node"],
      esModuleInterop: true,
      skipLibCheck: true,
      rootDir: "src",
      outDir: "built",
      ...compilerOptions,
    },
    include: ["src"],
  });

/** What most projects with CommonJS still have. */
const COMMONJS = { module: "commonjs", moduleResolution: "node10", strict: true };

const OPTIONS = { commonjs: COMMONJS, module: { module: "nodenext", strict: true } } as const;

let projects: Projects;

beforeAll(async () => {
  projects = await makeProjects();
});

afterAll(() => projects.remove());

/** A project with the shop, and more. */
const makeShop = (type: PackageType, files: Readonly<Record<string, string>> = {}): Project =>
  projects.make(type, {
    "tsconfig.json": tsconfig(OPTIONS[type]),
    "src/shop.ts": shopFor(type),
    "src/main.ts": mainFor(type),
    ...files,
  });

const rows = SETTINGS.flatMap(({ packages, compilers, ...options }) =>
  packages.flatMap((type) => compilers.map((compiler) => ({ type, compiler, options }))),
);

describe.each(rows)(
  "TypeScript $compiler with $options in a package of type $type",
  ({ type, compiler, options }) => {
    const isDeprecated = compiler === "6.0" && options.moduleResolution === "node10";
    const settings = { ...options, ...(isDeprecated && { ignoreDeprecations: "6.0" }) };
    const tsc = join(ROOT, "node_modules", COMPILERS[compiler], "bin/tsc");

    test.each([true, false])("compiles with strict: %j, and runs", async (strict) => {
      const project = makeShop(type, { "tsconfig.json": tsconfig({ ...settings, strict }) });
      expect(await project.run("node", tsc)).toBe("");
      expect(await project.run("node", "built/main.js")).toBe(PRINTED);
    });
  },
);

/** An application with Express, which answers one request. */
const EXPRESS = `
import express from "express";
import { createTestTracker } from "tracking-plan/testing";
import { plan } from "./generated/index";
import { checkOut } from "./shop";

const tracker = createTestTracker(plan);
const app = express();
app.post("/checkout", (_request, response) => {
  response.json({ accepted: checkOut(50, { tracker }) });
});
const server = app.listen(0, async () => {
  const { port } = server.address() as { port: number };
  const response = await fetch(\`http://127.0.0.1:\${port}/checkout\`, { method: "POST" });
  console.log(JSON.stringify({ answer: await response.json(), events: tracker.events.length }));
  server.close();
});
`;

/** The application that `nest new` makes, with a service that tracks. */
const NEST = {
  "tsconfig.json": tsconfig({
    module: "nodenext",
    moduleResolution: "nodenext",
    resolvePackageJsonExports: true,
    isolatedModules: true,
    declaration: true,
    emitDecoratorMetadata: true,
    experimentalDecorators: true,
    target: "ES2023",
    types: ["node", "jest"],
    sourceMap: true,
    incremental: true,
    strictNullChecks: true,
    noImplicitAny: true,
    strictBindCallApply: true,
  }),
  "src/app.service.ts": `
import { Injectable } from "@nestjs/common";
import { checkOut } from "./shop";

@Injectable()
export class AppService {
  checkOut(amount: number): boolean {
    return checkOut(amount);
  }
}
`,
  "src/app.controller.ts": `
import { Controller, Post } from "@nestjs/common";
import { AppService } from "./app.service";

@Controller()
export class AppController {
  constructor(private readonly appService: AppService) {}

  @Post("checkout")
  checkOut(): { accepted: boolean } {
    return { accepted: this.appService.checkOut(50) };
  }
}
`,
  "src/app.controller.spec.ts": `
import "reflect-metadata";
import { Test } from "@nestjs/testing";
import { useTestTracker } from "tracking-plan/testing/jest";
import { AppController } from "./app.controller";
import { AppService } from "./app.service";
import { checkoutCompletedEvent, plan } from "./generated/index";

const tracker = useTestTracker(plan);

test("a request is tracked", async () => {
  const module = await Test.createTestingModule({ controllers: [AppController], providers: [AppService] }).compile();
  const app = module.createNestApplication();
  await app.listen(0);
  const response = await fetch(\`\${await app.getUrl()}/checkout\`, { method: "POST" });
  expect(await response.json()).toEqual({ accepted: true });
  expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 }, { times: 1 });
  await app.close();
});
`,
  "jest.config.json": JSON.stringify({
    moduleFileExtensions: ["js", "json", "ts"],
    rootDir: "src",
    testRegex: ".*\\.spec\\.ts$",
    transform: { "^.+\\.(t|j)s$": "ts-jest" },
    testEnvironment: "node",
  }),
};

const jestConfig = (options: object): string => JSON.stringify({ testEnvironment: "node", ...options });

/** Runs the tests of a project, all of which pass. */
async function runJest(options: object): Promise<void> {
  const project = makeShop("commonjs", {
    "tsconfig.json": tsconfig({ ...COMMONJS, types: ["node", "jest"] }),
    "src/shop.test.ts": testFor("commonjs", "jest"),
    "jest.config.json": jestConfig(options),
  });
  if (!("transform" in options) || Object.keys(options.transform as object).length === 0) {
    await project.run("tsc");
  }
  await expect(project.run("jest")).resolves.toBe("");
}

/** Holds what a tool does with a project of a package type. */
const CHECKS: Readonly<Record<keyof typeof TOOLS, (type: PackageType) => Promise<void>>> = {
  Node: async (type) => {
    const project = makeShop(type);
    await project.run("tsc");
    expect(await project.run("node", "built/main.js")).toBe(PRINTED);
  },
  tsx: async (type) => expect(await makeShop(type).run("tsx", "src/main.ts")).toBe(PRINTED),
  "ts-node": async (type) => expect(await makeShop(type).run("ts-node", "src/main.ts")).toBe(PRINTED),
  Jest: () => runJest({ roots: ["built"], transform: {} }),
  "ts-jest": () => runJest({ preset: "ts-jest", roots: ["src"] }),
  "@swc/jest": () => runJest({ roots: ["src"], transform: { "^.+\\.ts$": "@swc/jest" } }),
  vitest: async (type) => {
    const files = { "src/shop.test.ts": testFor(type, "vitest") };
    expect(await makeShop(type, files).run("vitest", "run")).toContain("2 passed");
    // Inlined, the package is loaded by vitest instead of Node.
    const config = "export default { test: { server: { deps: { inline: true } } } };\n";
    const inlined = makeShop(type, { ...files, "vitest.config.mjs": config });
    await inlined.run("tsc", "--noEmit");
    expect(await inlined.run("vitest", "run")).toContain("2 passed");
  },
  "Express with ts-node": async (type) => {
    const printed = await makeShop(type, { "src/server.ts": EXPRESS }).run("ts-node", "src/server.ts");
    expect(JSON.parse(printed)).toEqual({ answer: { accepted: true }, events: 1 });
  },
  "NestJS 11 with ts-jest": async (type) => {
    await expect(makeShop(type, NEST).run("jest")).resolves.toBe("");
  },
};

const runs = Object.entries(TOOLS).flatMap(([tool, types]) => types.map((type) => ({ tool, type })));

test.each(runs)("$tool loads the helpers in a package of type $type", async ({ tool, type }) => {
  expect.hasAssertions();
  await CHECKS[tool]!(type);
});
