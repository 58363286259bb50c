/** The README's quick start, block by block, as somebody new types it: in an empty folder, with the package as it is published. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { type Finished, ROOT, runProgram } from "../support/command-line.ts";
import { packPackage } from "../support/pack.ts";
import { parseMarkdown } from "../support/parse-markdown.ts";

/** The code of the quick start, in the order of the page. */
const blocks = quickStart();
const [setup, program, use, printed, fault, ...others] = blocks;

const ID = "user_2NNEqL2nrIRdJ194ndJqAHwEfxC";

let base: string;
let endpoint: PostHogEndpoint;
/** What npm is told instead, so that it installs this package and needs nothing that is not in its cache. */
let replacements: readonly (readonly [string, string])[];

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-first-day-")));
  endpoint = await startPostHogEndpoint();
  const tarball = await packPackage();
  const quiet = "--prefer-offline --no-audit --no-fund";
  replacements = [
    [
      "npm install tracking-plan posthog-node zod",
      `npm install ${quiet} ${tarball} posthog-node@${versionOf("posthog-node")} zod@${versionOf("zod")}`,
    ],
    [
      "npm install --save-dev typescript",
      `npm install ${quiet} --save-dev typescript@${versionOf("typescript")}`,
    ],
  ];
});

afterAll(async () => {
  await endpoint.close();
  rmSync(base, { recursive: true, force: true });
});

function quickStart(): readonly { readonly lang: string; readonly code: string }[] {
  const { children } = parseMarkdown(readFileSync(join(ROOT, "README.md"), "utf8"));
  const start = children.findIndex(
    (node) => node.type === "heading" && JSON.stringify(node.children).includes('"Quick start"'),
  );
  const end = children.findIndex((node, index) => index > start && node.type === "heading");
  return children
    .slice(start, end)
    .flatMap((node) => (node.type === "code" ? [{ lang: node.lang ?? "", code: node.value }] : []));
}

/** The version of a package that this repository is tested with. */
function versionOf(name: string): string {
  const manifest = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** Types a block of commands; the first that fails ends it. */
function type(code: string, folder: string): Promise<Finished> {
  const typed = replacements.reduce((text, [told, instead]) => text.replace(told, instead), code);
  return runProgram(["bash", "-e", "-c", typed], { cwd: folder, env: { POSTHOG_HOST: endpoint.url } });
}

test("it installs just what the test puts other versions of", () => {
  const told = [...setup!.code.matchAll(/^npm install .*$/gmu)].map(([line]) => line);
  expect(told).toEqual(replacements.map(([line]) => line));
});

test("it has five blocks: commands, a program, commands, what they print, and a fault", () => {
  expect(blocks.map(({ lang }) => lang)).toEqual(["bash", "typescript", "bash", "text", "text"]);
  expect(others).toEqual([]);
});

test("the first day goes as the README says", async () => {
  const begun = await type(setup!.code, base);
  expect(begun).toMatchObject({ code: 0 });
  expect(begun.stdout).toContain("created  tracking-plan.yaml: ");
  expect(begun.stdout).toContain("Added `order_placed` to tracking-plan.yaml");
  expect(begun.stdout).toContain("From tracking-plan.yaml into generated/: 3 events.\n");

  const shop = join(base, "shop");
  writeFileSync(join(shop, "shop.ts"), program!.code);
  expect(await type(use!.code, shop)).toEqual({ code: 0, stdout: `${printed!.code}\n`, stderr: "" });
  expect(
    endpoint.events.map(({ event, distinctId, properties, accepted }) => ({
      event,
      distinctId,
      amount: properties["amount_usd"],
      items: properties["items"],
      accepted,
    })),
  ).toEqual([{ event: "order_placed", distinctId: ID, amount: 50, items: 3, accepted: true }]);

  const plan = readFileSync(join(shop, "tracking-plan.yaml"), "utf8");
  writeFileSync(join(shop, "tracking-plan.yaml"), plan.replace("type: integer\n", "type: intger\n"));
  expect(await type("npx tracking-plan check", shop)).toEqual({
    code: 1,
    stdout: `${fault!.code}\n`,
    stderr: "",
  });
  const onGithub = await type("npx tracking-plan check --format github", shop);
  const [, line, column] = /^tracking-plan\.yaml:(\d+):(\d+) /u.exec(fault!.code)!;
  expect(onGithub.code).toBe(1);
  expect(onGithub.stdout).toContain(`::error file=tracking-plan.yaml,line=${line},col=${column},`);
  // The same by the script that init made, which CI may run as well.
  expect((await type("npm run --silent tracking:check", shop)).code).toBe(1);

  writeFileSync(join(shop, "tracking-plan.yaml"), plan);
  const examined = await type("POSTHOG_API_KEY=phc_xxx npx tracking-plan doctor", shop);
  expect(examined).toMatchObject({ code: 0, stderr: "" });
  expect(examined.stdout).toContain("✓ generated     generated/ is up to date.\n");
  // Only reading code needs ts-morph.
  const install = "Install it: `npm install --save-dev ts-morph`.";
  expect(examined.stdout).toMatch(/· code +Reading source code needs the package `ts-morph`/u);
  expect(examined.stdout).toContain(install);
  const audited = await type("npx tracking-plan audit", shop);
  expect(audited).toMatchObject({ code: 2, stdout: "" });
  expect(audited.stderr).toContain(install);
});
