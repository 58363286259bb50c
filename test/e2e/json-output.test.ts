/** What commands really print with `--format json`, when they succeed and when they do not, against the published schema. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { OUTPUT_FORMATS, outputSchema } from "../../src/commands/output-format.ts";
import { makeGitRepository } from "../support/git-repository.ts";
import { runCommand } from "../support/run-command.ts";
import { makeStoredOutbox } from "../support/stored-outbox.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
properties:
  tier: { type: string, description: The tier. }
events:
  order_placed: { description: It was placed., properties: { amount: { type: number, description: What it costs. }, tier: {} } }
`;

const BROKEN = PLAN.replace("type: number", "type: nubmer");

/** Everything that a command prints is in the schema, so that keys it does not know are faults here. */
const validate = new Ajv({ allErrors: true, strict: true, strictTypes: false, discriminator: false }).compile(
  outputSchema({ closed: true }),
);
const published = new Ajv({ strict: true, strictTypes: false }).compile(outputSchema());

function faultsOf(text: string): readonly string[] {
  const document = JSON.parse(text) as unknown;
  const faults = validate(document)
    ? []
    : validate.errors!.map(({ instancePath, message, params }) =>
        [instancePath, message, JSON.stringify(params)].join(" "),
      );
  return [...faults, ...(published(document) ? [] : ["The published schema refuses it."])];
}

/** A repository whose first commit has one plan and whose folder has another. */
function makeShop(now: string, before = PLAN): string {
  const { folder, commit } = makeGitRepository({ "tracking-plan.yaml": before });
  commit("Begin");
  writeFileSync(join(folder, "tracking-plan.yaml"), now);
  return folder;
}

/** What `audit` can look at. */
function makeShopWithCode(): string {
  const folder = makeShop(PLAN);
  writeFileSync(join(folder, "send.js"), 'posthog.capture("sent");\n');
  return folder;
}

/** What `inspect --save` writes. */
function makeRecording(): string {
  const folder = makeShop(PLAN);
  const event = { event: "order_placed", distinctId: "ann", uuid: "x", properties: { amount: "1" } };
  writeFileSync(join(folder, "run.json"), JSON.stringify({ format: 1, plan: "shop", events: [event] }));
  return folder;
}

const changed = PLAN.replace("order_placed", "order_stored").replace("type: string", "type: number");

const cases: readonly (readonly [command: readonly string[], shop: () => string, code: number])[] = [
  [["generate"], () => makeShop(PLAN), 0],
  [["inspect", "--", "node", "-e", "console.log(1)"], () => makeShop(PLAN), 0],
  [["inspect", "--min-coverage", "80", "--", "node", "--version"], () => makeShop(PLAN), 1],
  [["inspect", "--", "node", "--version"], () => makeShop(BROKEN), 1],
  [["generate"], () => makeShop(BROKEN), 1],
  [["check"], () => makeShop(PLAN), 1],
  [["check"], () => makeShop(BROKEN), 1],
  [["audit"], () => makeShopWithCode(), 0],
  [["audit"], () => makeShop(BROKEN), 1],
  [["init", "--yes"], () => makeTempFolder(), 0],
  [["import", "csv", "events.csv"], () => makeTempFolder({ "events.csv": "Event,Notes\na,b\n$c,d\n" }), 0],
  [["import", "csv", "events.csv"], () => makeTempFolder({ "events.csv": 'Event\n"a\n' }), 1],
  [["add", "event", "order_sent", "--description", "It left."], () => makeShop(PLAN), 0],
  [["add", "event", "$order_sent", "--description", "It left."], () => makeShop(PLAN), 1],
  [["doctor", "--offline"], () => makeShop(BROKEN), 1],
  [["list", "placed"], () => makeShop(PLAN), 0],
  [["list", "--limit", "1"], () => makeShop(PLAN), 0],
  [["validate", "order_placed", '{"amount":1,"tier":"free"}'], () => makeShop(PLAN), 0],
  [["validate", "order_plced", "{}"], () => makeShop(PLAN), 1],
  [["inspect", "--recording", "run.json"], makeRecording, 0],
  [["diff"], () => makeShop(PLAN), 0],
  [["diff"], () => makeShop(changed), 1],
  [["diff", "--allow", "event-removed:order_placed=It moved."], () => makeShop(changed), 0],
  [["diff"], () => makeShop(BROKEN), 1],
  [["diff", "--log"], () => makeShop(PLAN), 0],
  [["diff", "--log"], () => makeShop(changed, BROKEN), 0],
  [["diff"], () => makeShop(PLAN, BROKEN), 0],
  [["export", "json-schema"], () => makeShop(PLAN), 0],
  [["export", "csv"], () => makeShop(BROKEN), 1],
  [["outbox", "list", "--show", "--outbox", "tracking-outbox.mjs"], () => makeStoredOutbox(2), 0],
  [["outbox", "retry", "--outbox", "tracking-outbox.mjs"], () => makeStoredOutbox(1), 0],
  [
    ["outbox", "drop", "--yes", "--user", "ann", "--outbox", "tracking-outbox.mjs"],
    () => makeStoredOutbox(1),
    0,
  ],
  [["explain"], () => makeTempFolder(), 0],
  [["explain", "unknown-key"], () => makeTempFolder(), 0],
];

describe("is what the schema says", () => {
  test.each(cases)("%j", async (command, shop, code) => {
    const finished = await runCommand([...command.slice(0, 1), "--format", "json", ...command.slice(1)], {
      cwd: shop(),
    });
    expect({ code: finished.code, stderr: finished.stderr }).toEqual({ code, stderr: "" });
    expect(faultsOf(finished.stdout)).toEqual([]);
    expect(JSON.parse(finished.stdout)).toMatchObject({ command: command[0], ok: code === 0 });
  });

  test("of every command that has the format", () => {
    const withJson = Object.entries(COMMANDS).flatMap(([name, { options }]) => {
      const format = "format" in options ? options["format"] : undefined;
      return format?.kind === "choice" && format.choices.includes("json") ? [name] : [];
    });
    expect(Object.keys(OUTPUT_FORMATS)).toEqual(withJson);
    expect(new Set(cases.map(([[name]]) => name))).toEqual(new Set(withJson));
  });
});

test("the schema refuses what is no such document", () => {
  const document = {
    version: 1,
    command: "check",
    ok: true,
    counts: { errors: 0, warnings: 0, infos: 0 },
    diagnostics: [],
    baseline: null,
  };
  expect(faultsOf(JSON.stringify(document))).toEqual([]);
  expect(faultsOf(JSON.stringify({ ...document, extra: 1 })).join("\n")).toContain('"extra"');
  expect(published({ ...document, extra: 1 })).toBe(true);
  for (const wrong of [
    { version: 2 },
    { command: "chekc" },
    { ok: "yes" },
    { diagnostics: [{ code: "a" }] },
    { baseline: { file: "a" } },
  ]) {
    expect(published({ ...document, ...wrong })).toBe(false);
  }
});
