import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRecord, renderRecord } from "../../src/audit/record/record-file.ts";
import { check } from "../../src/commands/check.ts";
import { generate } from "../../src/commands/generate.ts";
import type { SendingPlace } from "../../src/plan/sent-from.ts";
import { captureIo } from "../support/captured-io.ts";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";
import { auditFolder, linesOf, planFile } from "./audit-project.ts";

const PLAN = planFile(
  `order_paid: { description: A customer paid. }
order_viewed: { description: A customer saw an order., source: client }
order_lost: { description: Nothing sends it. }`,
  { only: [] },
);

const FILES = {
  ".git/HEAD": "",
  ...PLAN,
  "src/orders.ts": `import { trackOrderPaid as paid } from "../generated/index.js";
export class OrderService {
  #pay() { paid("a" as never, {}); paid("b" as never, {}); }
  constructor() { [1].forEach(() => paid("c" as never, {})); }
}
export const pay = { now: function () { return () => paid("d" as never, {}); } };
paid("e" as never, {});
`,
  "src/names.ts": `export const EVENTS = { VIEWED: "order_viewed" } as const;\n`,
  "src/checkout.tsx": `import posthog from "posthog-js";
import { useCallback, memo } from "react";
import { EVENTS } from "./names";
export function send(name: string) { posthog.capture(name); }
export function Checkout() {
  const onPay = useCallback(() => { posthog.capture("order_paid"); }, []);
  return <button onClick={() => send(EVENTS.VIEWED)}>{onPay}</button>;
}
export const Summary = memo(function () { send(EVENTS.VIEWED); });
`,
  "src/other.ts": "export const other = 1;\n",
};

const RECORD = `{
  "version": 1,
  "events": {
    "order_paid": {
      "src/checkout.tsx#Checkout.onPay": "client, by PostHog",
      "src/orders.ts": "server",
      "src/orders.ts#OrderService.constructor": "server",
      "src/orders.ts#OrderService.pay": "server",
      "src/orders.ts#now": "server"
    },
    "order_viewed": {
      "src/checkout.tsx#Checkout": "client, by send()",
      "src/checkout.tsx#Summary": "client, by send()"
    }
  },
  "files": {
    "src/checkout.tsx": "2 capture, 1 order_paid, 3 send",
    "src/names.ts": "1 order_viewed",
    "src/orders.ts": "1 trackOrderPaid"
  }
}
`;

const FILE = "tracking-plan.sources.json";

const ARGS = { format: "json", strict: false } as const;

/** A project with its record and its output. */
async function makeProject(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  const cwd = makeTempFolder(files);
  await generate(ARGS, captureIo({ cwd }));
  await auditFolder(cwd, { record: true });
  await generate(ARGS, captureIo({ cwd }));
  return cwd;
}

/** What `check` says of the record. */
async function checked(cwd: string): Promise<readonly string[]> {
  const io = captureIo({ cwd });
  const code = await check(ARGS, io);
  const lines = linesOf(io.printed.stdout).filter((line) => line.includes("record-"));
  return [...lines, `exit ${code}`];
}

describe("audit --record", () => {
  test("writes where each event is sent from, and nothing on the second run", async () => {
    const cwd = makeTempFolder(FILES);
    await generate(ARGS, captureIo({ cwd }));
    const first = await auditFolder(cwd, { record: true, format: "json" });
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ record: { file: FILE, changed: true } });
    expect(readFileSync(join(cwd, FILE), "utf8")).toBe(RECORD);
    expect((await auditFolder(cwd, { record: true, quiet: true })).stdout).toContain(
      `${FILE} is up to date: 2 events sent from 7 places.`,
    );
  });

  test("does not touch what a formatter laid out in another way", async () => {
    const cwd = await makeProject();
    const laidOut = JSON.stringify(JSON.parse(RECORD), null, "\t").replaceAll("\n", "\r\n");
    writeFileSync(join(cwd, FILE), laidOut);
    expect((await auditFolder(cwd, { format: "json" })).stdout).not.toContain("record-");
    await auditFolder(cwd, { record: true });
    expect(readFileSync(join(cwd, FILE), "utf8")).toBe(laidOut);
    expect(await checked(cwd)).toEqual(["exit 0"]);
  });

  test.each([{ paths: ["src"] }, { changed: true }, { tsconfig: "tsconfig.json" }])(
    "is refused for a part of the project: %o",
    async (part) => {
      await expect(auditFolder(makeTempFolder(FILES), { record: true, ...part })).rejects.toThrow(
        "`--record` writes what is in the whole project.",
      );
    },
  );

  test("is refused with --fix", async () => {
    await expect(auditFolder(makeTempFolder(FILES), { record: true, fix: true })).rejects.toThrow(
      "`--fix` and `--record` are two steps.",
    );
  });

  test("writes nothing for a plan with errors, and nothing through a link", async () => {
    const cwd = makeTempFolder({ ...FILES, "tracking-plan.yaml": "plan: 2\n" });
    expect((await auditFolder(cwd, { record: true })).code).toBe(1);
    expect(existsSync(join(cwd, FILE))).toBe(false);
    const linked = makeTempFolder({ ...FILES, "secret.json": "{ secret }" });
    symlinkSync(join(linked, "secret.json"), join(linked, FILE));
    const { stdout } = await auditFolder(linked);
    expect(stdout).toContain("is not a record: it is not a regular file.");
    expect(stdout).not.toContain("secret");
    await expect(auditFolder(linked, { record: true })).rejects.toThrow(
      `Cannot write ${FILE}: it is a symbolic link.`,
    );
  });

  test("replaces a record that cannot be read", async () => {
    const cwd = await makeProject();
    writeFileSync(join(cwd, FILE), `<<<<<<< HEAD\n${RECORD}`);
    expect((await auditFolder(cwd, { format: "json" })).stdout).toContain("record-invalid");
    await auditFolder(cwd, { record: true });
    expect(readFileSync(join(cwd, FILE), "utf8")).toBe(RECORD);
  });
});

describe("a stale record", () => {
  test("is known to audit call by call", async () => {
    const cwd = await makeProject();
    edit(cwd, "src/checkout.tsx", "memo(function () {", "memo(function () { if (1)");
    expect((await auditFolder(cwd, { format: "json" })).stdout).not.toContain("record-stale");
    edit(cwd, "src/checkout.tsx", "Summary", "Overview");
    const { code, stdout } = await auditFolder(cwd, { format: "json" });
    expect([code, linesOf(stdout)]).toEqual([
      0,
      [
        `${FILE}:13 record-stale: \`${FILE}\` is stale: the code sends events from other places. Run \`npx tracking-plan audit --record\`, then \`npx tracking-plan generate\`.`,
      ],
    ]);
    expect((await auditFolder(cwd, { strict: true })).code).toBe(1);
  });

  test.each<[string, (cwd: string) => void, string]>([
    [
      "another call",
      (cwd) => edit(cwd, "src/checkout.tsx", "send(EVENTS.VIEWED); }", "send(EVENTS.VIEWED); send(''); }"),
      "`src/checkout.tsx` has changed",
    ],
    [
      "a helper in a file that had none",
      (cwd) => writeFiles(cwd, { "src/other.ts": "trackOrderLost();" }),
      "`src/other.ts` is new",
    ],
    [
      "a call of a wrapper in another file",
      (cwd) => writeFiles(cwd, { "src/new.vue": "<script>send?.(EVENTS.LOST)</script>" }),
      "`src/new.vue` is new",
    ],
    ["a file that is gone", (cwd) => rmSync(join(cwd, "src/orders.ts")), "`src/orders.ts` is gone"],
    [
      "a function of another name",
      (cwd) => edit(cwd, "src/orders.ts", "OrderService", "Orders"),
      "`src/orders.ts` has changed",
    ],
    [
      "a constant with another name of an event",
      (cwd) => edit(cwd, "src/names.ts", "order_viewed", "order_seen"),
      "`src/names.ts` has changed",
    ],
  ])("is known to check without a compiler: %s", async (_, change, expected) => {
    const cwd = await makeProject();
    expect(await checked(cwd)).toEqual(["exit 0"]);
    change(cwd);
    const [line = "", exit] = await checked(cwd);
    expect(line).toContain(`\`${FILE}\` is stale: ${expected}.`);
    expect(exit).toBe("exit 0");
  });

  test("is not what other changes of the code make", async () => {
    const cwd = await makeProject();
    writeFiles(cwd, {
      "src/more.ts": "export const trackOthers = () => capture;\nconst name = 'order_paid';\n",
      "src/orders.test.ts": "trackOrderPaid();",
      "node_modules/a/index.ts": "trackOrderPaid();",
      "apps/other/tracking-plan.yaml": "plan: 1\n",
      "apps/other/src/a.ts": "trackOrderPaid();",
    });
    edit(cwd, "src/orders.ts", "import", "// A comment.\n\nimport");
    expect(await checked(cwd)).toEqual(["exit 0"]);
  });

  test("is not asked for where the other folders of the project are not there", async () => {
    const cwd = makeTempFolder({ ".git/HEAD": "", ...prefixed("plans", PLAN), ...prefixed("app", FILES) });
    rmSync(join(cwd, "app/tracking-plan.yaml"));
    const plans = join(cwd, "plans");
    await auditFolder(plans, { record: true });
    const record = readFileSync(join(plans, FILE), "utf8");
    expect(record).toContain(`"../app/src/orders.ts"`);
    rmSync(join(cwd, ".git"), { recursive: true });
    rmSync(join(cwd, "app"), { recursive: true });
    await generate(ARGS, captureIo({ cwd: plans }));
    expect(await checked(plans)).toEqual(["exit 0"]);
    mkdirSync(join(cwd, ".git"));
    expect((await checked(plans))[0]).toContain("is gone");
  });
});

describe("a record", () => {
  test("that is deep, large, or no JSON is a diagnostic", async () => {
    const cwd = makeTempFolder(FILES);
    for (const text of ["[".repeat(200_000), "[".repeat(200_000) + "]".repeat(200_000), "null", "", "{,}"]) {
      writeFileSync(join(cwd, FILE), text);
      expect(await checked(cwd)).toEqual([
        expect.stringContaining("record-invalid: It is not a JSON object."),
        "exit 1",
      ]);
    }
    writeFileSync(join(cwd, FILE), " ".repeat(10_000_001));
    expect(await checked(cwd)).toEqual([expect.stringContaining("it is larger than 10 MB"), "exit 1"]);
  });

  test("is read as it was written", () => {
    const word = fc.constantFrom("a", "pay", "Ünï", "__proto__", "$", "constructor");
    const path = fc
      .tuple(fc.array(fc.constantFrom("../", "../../"), { maxLength: 1 }), fc.array(word, { minLength: 1 }))
      .map(([above, steps]) => `${above.join("")}${steps.join("/")}.ts`);
    const place: fc.Arbitrary<SendingPlace> = fc.record({
      file: path,
      scope: fc.option(
        fc.array(word, { minLength: 1, maxLength: 3 }).map((names) => names.join(".")),
        { nil: undefined },
      ),
      side: fc.constantFrom("server", "client", undefined),
      by: fc.oneof(
        fc.constantFrom("helper" as const, "posthog" as const),
        word.map((wrapper) => ({ wrapper })),
      ),
    });
    const names = fc.oneof(word, fc.string(), fc.constantFrom("1", "b;c", '"'));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, fc.array(place, { minLength: 1 }))),
        fc.array(fc.tuple(path, fc.string())),
        (events, files) => {
          const text = renderRecord({ sentFrom: new Map(events), mentions: new Map(files) });
          const parsed = parseRecord(text, Infinity);
          expect("record" in parsed && renderRecord(parsed.record)).toBe(text);
        },
      ),
    );
  });
});

function edit(cwd: string, file: string, from: string, to: string): void {
  const path = join(cwd, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

function prefixed(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
