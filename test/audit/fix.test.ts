import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { audit, type AuditArguments } from "../../src/commands/audit/audit.ts";
import { generate } from "../../src/commands/generate.ts";
import { type CapturedIo, captureIo } from "../support/captured-io.ts";
import { ROOT } from "../support/command-line.ts";
import { scriptedAsk } from "../support/scripted-ask.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";

const fixes = new URL("fixes/", import.meta.url).pathname;
const PLAN = readFileSync(join(fixes, "plan.yaml"), "utf8");

/** A project with a plan, its generated files, and PostHog's packages. */
async function makeProject(files: Readonly<Record<string, string>>, plan = PLAN): Promise<string> {
  const folder = makeTempFolder({ "tracking-plan.yaml": plan, "package.json": "{}" });
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["posthog-js", "posthog-node", "@posthog"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name), "dir");
  }
  const io = captureIo({ cwd: folder });
  const code = await generate({ format: "text", strict: false }, io);
  if (code !== 0) throw new Error(io.printed.stdout);
  writeFiles(folder, files);
  return folder;
}

async function fix(
  folder: string,
  options: Partial<AuditArguments> = { yes: true },
  answers?: readonly boolean[],
): Promise<{ readonly code: number; readonly io: CapturedIo }> {
  const io = captureIo({ cwd: folder, ...(answers && { ask: scriptedAsk(answers) }) });
  const args = { paths: [], changed: false, format: "text", strict: false, fix: true, ...options } as const;
  return { code: await audit(args, io), io };
}

/** To accept what is written now: `npm test -- test/audit/fix.test.ts --update`, and read the difference. */
describe("audit --fix rewrites the calls of", () => {
  for (const name of readdirSync(fixes).filter((one) => !one.includes("."))) {
    test(`${name}`, async () => {
      const folder = await makeProject({});
      const before = join(fixes, name, "before");
      cpSync(before, folder, { recursive: true });
      const { code, io } = await fix(folder);
      for (const path of readdirSync(before, { recursive: true, withFileTypes: true })) {
        if (!path.isFile()) continue;
        const inside = relative(before, join(path.parentPath, path.name));
        const after = readFileSync(join(folder, inside), "utf8");
        await expect(after).toMatchFileSnapshot(join(fixes, name, "after", inside));
      }
      await expect(io.printed.stdout).toMatchFileSnapshot(join(fixes, name, "printed.txt"));
      expect(code).toBe(0);
    });
  }
});

const NODE = `import { PostHog } from "posthog-node";
declare const client: PostHog;
declare const user: { readonly id: string; readonly email: string };
`;
const PAGE = `import posthog from "posthog-js";
`;

describe("audit --fix leaves a call", () => {
  /** What a file has beside its imports → why nothing in it is changed. */
  const REASONS: readonly (readonly [text: string, reason: string])[] = [
    [
      `${PAGE}export const f = (name: string) => { posthog.capture(name); };`,
      "The event's name is made at run time.",
    ],
    [
      `${PAGE}posthog.capture(document.hidden ? "page_opened" : "cart_opened");`,
      "It sends one of several events: `page_opened` and `cart_opened`.",
    ],
    [`${PAGE}posthog.capture("other");`, "`other` is not in the plan."],
    [`${PAGE}posthog.capture("some_day");`, "`some_day` is sent, but has `status: planned`."],
    [
      `${PAGE}posthog.capture("order_placed", { items: 1 });`,
      "`order_placed` is sent from a browser or an app, but the plan has `source: server`.",
    ],
    [`${PAGE}posthog.capture("cart_opened");`, "`cart_opened` is sent without `items`."],
    [
      `${PAGE}posthog.capture("cart_opened", { items: 1, color: "red" });`,
      "`cart_opened` has no property `color`.",
    ],
    [
      `${PAGE}posthog.capture("cart_opened", { items: "1" });`,
      "`items` of `cart_opened` is `integer` in the plan, but can be `string` here.",
    ],
    [
      `${PAGE}declare const rest: Record<string, string>;\nposthog.capture("cart_opened", { items: 1, ...rest });`,
      "Some properties of `cart_opened` are unknown: `rest`.",
    ],
    [
      `${PAGE}posthog.capture("cart_opened", { items: 1, $set: { plan: "free" } });`,
      "It sends `$set`, which helpers do not take.",
    ],
    [
      `${PAGE}posthog.capture("searched", { term: "a" });`,
      "`term` belongs into `options.additional` of the helper.",
    ],
    [`${PAGE}posthog.capture("searched", { area: "shop" });`, "`trackSearched` sets `area` itself."],
    [
      `${PAGE}posthog.capture("page_opened", {}, { send_instantly: true });`,
      "The helpers have no option `send_instantly`.",
    ],
    [
      `${PAGE}declare const options: { timestamp: Date };\nposthog.capture("page_opened", {}, options);`,
      "Its options are not written in the call.",
    ],
    [
      `${PAGE}declare const all: [undefined];\nposthog.capture("page_opened", ...all);`,
      "Its arguments are spread.",
    ],
    [
      `${PAGE}posthog.capture("page_opened", {} /* nothing */);`,
      "It has a comment inside, which would be lost.",
    ],
    [
      `${PAGE}const { capture } = posthog;\ncapture("page_opened");`,
      "The method was taken out of its client.",
    ],
    [`${PAGE}posthog.capture?.("page_opened");`, "The method itself may be missing."],
    [
      `${PAGE}export const result = posthog.capture("page_opened");`,
      "The call's result is used, and helpers give another one.",
    ],
    [
      `${PAGE}export async function f() { await posthog.capture("page_opened"); }`,
      "The call's result is used, and helpers give another one.",
    ],
    [
      `${PAGE}export const f = (ready: boolean, client?: typeof posthog) => { if (ready) client?.capture("page_opened"); };`,
      "The client may be missing there.",
    ],
    [
      `${PAGE}function send(name: string) { posthog.capture(name); }\nsend("page_opened");`,
      "It goes through `send`, which may do more than send it.",
    ],
    [`getPosthog().posthog.capture("page_opened");`, "Only a name says that this is PostHog's client."],
    [
      `${PAGE}posthog.identify("someone@example.com");`,
      "The person's id is an email address: `someone@example.com`.",
    ],
    [
      `${PAGE}export const f = (id: string) => { posthog.identify(id, {}, { plan: "free" }); };`,
      "It sets properties once, which `identifyUser` does not do.",
    ],
    [
      `${PAGE}export const f = (id: string) => { posthog.identify(id, { age: 3 }); };`,
      "The plan's `person` does not have `age`.",
    ],
    [
      `${PAGE}export const f = (id: string, set: Record<string, string>) => { posthog.identify(id, set); };`,
      "Some of the person's properties cannot be told: `set`.",
    ],
    [
      `${PAGE}export const f = (id: string) => { posthog.identify(id, { plan: "gold" }); };`,
      'The changed file would not compile: Type \'"gold"\' is not assignable to type \'"free" | "team" | undefined\'.',
    ],
    [
      `import PostHog from "posthog-js-lite";\nnew PostHog("key").capture("page_opened");`,
      "There are no helpers for `posthog-js-lite`.",
    ],
    [
      `import PostHog from "posthog-react-native";\nnew PostHog("key").capture("page_opened");`,
      "The plan generates no code for React Native: set `output.native`.",
    ],
    [
      `${NODE}client.capture({ distinctId: user.email, event: "order_placed", properties: { items: 1 } });`,
      "The person's id is an email address: `user.email`.",
    ],
    [
      `${NODE}client.capture({ distinctId: user.email ?? user.id, event: "order_placed", properties: { items: 1 } });`,
      "One person gets ids of several kinds: `user.email` (an email address) or `user.id`.",
    ],
    [`${NODE}client.capture({ event: "order_placed", properties: { items: 1 } });`, "It has no id."],
    [
      `${NODE}client.capture({ distinctId: user.id, event: "order_placed", properties: { items: 1 }, uuid: "u" });`,
      "The helpers have no option `uuid`.",
    ],
    [
      `${NODE}declare const rest: { readonly sendFeatureFlags: boolean };\nclient.capture({ distinctId: user.id, event: "order_placed", properties: { items: 1 }, ...rest });`,
      "What it sends is spread or computed.",
    ],
    [
      `${NODE}const message = { distinctId: user.id, event: "order_placed", properties: { items: 1 } };\nclient.capture(message);`,
      "What it sends is not written in the call.",
    ],
    [
      `${NODE}client.capture({ distinctId: user.id, event: "invoice_paid", properties: { invoice_id: "1", amount: 1 } });`,
      "It counts once, and the call has no `timestamp` of the business record.",
    ],
    [
      `${NODE}client.capture({ distinctId: user.id, event: "invoice_paid", properties: { invoice_id: "1", amount: 1 }, timestamp: new Date() });`,
      "It counts once, and its `timestamp` is the time of the call, not of a record.",
    ],
    [
      `${NODE}declare const at: Date;\nclient.capture({ distinctId: user.id, event: "called", timestamp: at });`,
      "It counts once per `idempotencyKey`, which the call does not have.",
    ],
    [
      `${NODE}declare const at: Date;\nclient.capture({ distinctId: user.id, event: "shipped", timestamp: at });`,
      "It counts once per `parcel`, and `parcel` may be missing: it needs an `idempotencyKey`.",
    ],
    [
      `${NODE}export const f = () => { void client.captureImmediate({ distinctId: user.id, event: "order_placed", properties: { items: 1 } }); };`,
      "`captureImmediate` sends at once, and helpers queue.",
    ],
    [
      `${NODE}export async function f() {\n  client.capture({ distinctId: user.id, event: "order_placed", properties: { items: 1 } });\n  await client.shutdown();\n}`,
      "`client.shutdown` sends it before the function ends: call `flush` of the helpers there.",
    ],
    [
      `${NODE}client.identify({ distinctId: user.id });`,
      "It sets nothing, and `identifyUser` is for properties there.",
    ],
    [`${PAGE}posthog.capture("page_opened"`, "It is not read: ')' expected."],
  ];

  const MORE = `${PLAN}  some_day: { status: planned, source: client, description: Not yet., properties: {} }
  searched:
    description: Somebody searched.
    source: client
    additional: { type: string }
    properties:
      area: { type: string, const: shop, description: Where. }
  called:
    description: A call.
    source: server
    idempotency: { key: caller, at: the time of the call }
    properties: {}
  shipped:
    description: A parcel was sent.
    source: server
    idempotency: { key: [parcel], at: the time of the parcel }
    properties:
      parcel: { type: string, optional: true, description: The parcel. }
`;

  test("with a reason for each", async () => {
    const files = Object.fromEntries(REASONS.map(([text], index) => [nameOf(index), text]));
    const folder = await makeProject(files, MORE);
    const { io } = await fix(folder, { yes: true, format: "json" });
    const { diagnostics, written } = JSON.parse(io.printed.stdout) as {
      readonly diagnostics: readonly {
        readonly message: string;
        readonly place: { readonly file: string };
      }[];
      readonly written: readonly string[];
    };
    const left = new Map(diagnostics.map(({ place, message }) => [place.file, message]));
    expect(REASONS.map(([text], index) => [text, left.get(nameOf(index))])).toEqual(REASONS);
    expect(written).toEqual([]);
  });
});

/** The file of a row of the table. */
function nameOf(index: number): string {
  return `src/f${String(index).padStart(2, "0")}.ts`;
}

function read(folder: string, name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

describe("audit --fix", () => {
  const CART = `${PAGE}posthog.capture("page_opened");\n`;
  const FIXED = `import posthog from "posthog-js";
import { trackPageOpened } from "./generated/browser.js";
trackPageOpened(posthog);
`;

  test("shows the changes and asks at a terminal", async () => {
    const folder = await makeProject({ "a.ts": CART });
    const declined = await fix(folder, {}, [false]);
    expect(declined.io.printed.stdout).toContain("+ trackPageOpened(posthog);");
    expect(declined.io.printed.stdout).toContain("Nothing was changed.");
    expect(read(folder, "a.ts")).toBe(CART);
    const agreed = await fix(folder, {}, [true]);
    expect(agreed.io.printed.stdout).toContain("Changed 1 call in 1 file.");
    expect(agreed.code).toBe(0);
    expect(read(folder, "a.ts")).toBe(FIXED);
  });

  test("changes nothing without a terminal or --yes, and fails", async () => {
    const folder = await makeProject({ "a.ts": CART });
    const { code, io } = await fix(folder, {});
    expect(io.printed.stdout).toContain(
      "1 call in 1 file can be changed. Nothing was written: repeat the command with `--yes`.",
    );
    expect(code).toBe(1);
    expect(read(folder, "a.ts")).toBe(CART);
    await expect(fix(folder, { fix: false, yes: true })).rejects.toThrow("`--yes` needs `--fix`.");
  });

  test.each([
    // The one cannot be parsed, the other cannot be checked.
    ["lists", `${"[".repeat(5000)}${"]".repeat(5000)}`],
    ["chained calls", `[1]${".concat([1])".repeat(5000)}`],
  ])("goes on beside a file of %s that are nested too deeply for the compiler", async (_name, list) => {
    const deep = `export const list = ${list};\n`;
    const folder = await makeProject({
      "deep.ts": deep,
      "a.ts": `${PAGE}import { list } from "./deep";\nposthog.capture("page_opened");\nlist.map(String);\n`,
    });
    const { io } = await fix(folder);
    expect(io.printed.stdout).toContain("Changed 1 call in 1 file.");
    expect(read(folder, "a.ts")).toContain("trackPageOpened(posthog);");
    expect(read(folder, "deep.ts")).toBe(deep);
  });

  test("finds nothing to change the second time", async () => {
    const folder = await makeProject({ "a.ts": CART });
    await fix(folder);
    const { code, io } = await fix(folder);
    expect(io.printed.stdout).toBe("Nothing to change.\n");
    expect(code).toBe(0);
    expect(read(folder, "a.ts")).toBe(FIXED);
  });

  test("needs generated files that are up to date", async () => {
    const folder = await makeProject({
      "a.ts": CART,
      "tracking-plan.yaml": PLAN.replace("Somebody paid", "Paid"),
    });
    const { code, io } = await fix(folder);
    expect(io.printed.stdout).toContain("file-stale");
    expect(io.printed.stdout).toContain("Nothing was changed: the generated files must be up to date first.");
    expect(code).toBe(1);
    expect(read(folder, "a.ts")).toBe(CART);
  });

  test("leaves what comments suppress and the plan turns off", async () => {
    const text = `${PAGE}// tracking-plan-ignore bypassing-call: an experiment
posthog.capture("page_opened");
posthog.identify("user_3f2504e0-4f89-41d3-9a0c-0305e82c3301");
`;
    const plan = `${PLAN}audit: { rules: { bypassing-identify: "off" } }\n`;
    const folder = await makeProject({ "a.ts": text }, plan);
    const { io } = await fix(folder);
    expect(io.printed.stdout).toBe("Nothing to change.\n");
    expect(read(folder, "a.ts")).toBe(text);
  });

  test("writes nothing if a file was changed while it asked", async () => {
    const folder = await makeProject({ "a.ts": CART, "b.ts": CART });
    const ask = scriptedAsk([true]);
    const confirm = async (question: { readonly message: string }): Promise<boolean> => {
      writeFiles(folder, { "b.ts": "// mine" });
      return ask.confirm(question);
    };
    const io = captureIo({ cwd: folder, ask: { ...ask, confirm } });
    const args = { paths: [], changed: false, format: "text", strict: false, fix: true } as const;
    await expect(audit(args, io)).rejects.toThrow("Cannot change b.ts: it was changed in the meantime.");
    expect(read(folder, "a.ts")).toBe(CART);
    expect(read(folder, "b.ts")).toBe("// mine");
  });

  test("leaves files that are not UTF-8", async () => {
    const folder = await makeProject({});
    const bytes = Buffer.concat([Buffer.from(CART), Buffer.from("// caf\u00e9", "latin1")]);
    writeFileSync(join(folder, "a.ts"), bytes);
    const { io } = await fix(folder);
    expect(io.printed.stdout).toContain("The file is not UTF-8.");
    expect(readFileSync(join(folder, "a.ts"))).toEqual(bytes);
  });

  test("leaves a call with another one inside, which it changes", async () => {
    const text = `${PAGE}posthog.capture("cart_opened", { items: (posthog.capture("page_opened"), 1) });\n`;
    const folder = await makeProject({ "a.ts": text });
    const { io } = await fix(folder);
    expect(io.printed.stdout).toContain("Another call of PostHog is inside of it.");
    expect(read(folder, "a.ts")).toContain(
      'posthog.capture("cart_opened", { items: (trackPageOpened(posthog), 1) });',
    );
  });

  test("leaves files of other packages than that of the generated folder", async () => {
    const folder = await makeProject({ "apps/web/package.json": "{}", "apps/web/a.ts": CART });
    const { io } = await fix(folder);
    expect(io.printed.stdout).toContain("The generated folder is in another package");
    expect(read(folder, "apps/web/a.ts")).toBe(CART);
  });
});
