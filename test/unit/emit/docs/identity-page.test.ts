import { describe, expect, test } from "vitest";
import { emitContract, namespaceOf } from "../../../../src/emit/typescript/user-id-module.ts";
import type { IdForm, IdForms } from "../../../../src/plan/ids/identity.ts";
import type { Output, Plan } from "../../../../src/plan/plan.ts";
import { faultsOfDocs, parsePages } from "../../../support/check-docs.ts";
import { loadModule } from "../../../support/load-module.ts";
import { makeEvent, makePlan, makeProperty } from "../../../support/make-plan.ts";
import { nodesOfType, shownText } from "../../../support/parse-markdown.ts";
import type { ContractModule } from "../../../vectors/load-vectors.ts";

function form(format: IdForm["format"], rest: Partial<IdForm> = {}): IdForm {
  return { at: [], format, prefix: "", acceptUnprefixed: false, ...rest };
}

const OPTIONAL = { kind: "argument", optional: true } as const;

/** People with two kinds of ids, a job, a service with a profile, and groups of both kinds. */
const fullPlan: Plan = makePlan({
  name: "full",
  identity: {
    userId: {
      description: "The account's id.",
      forms: [
        form({ kind: "uuid" }, { prefix: "user_", acceptUnprefixed: true }),
        form({ kind: "ulid" }, { prefix: "u-", description: "Accounts of 2019." }),
      ],
    },
    actors: [
      {
        name: "nightly_job",
        at: [],
        description: "What runs at night.",
        forms: [form({ kind: "pattern", pattern: "[a-z]{3}" }, { prefix: "job_" })],
        profile: false,
      },
      { name: "partner", at: [], forms: [form({ kind: "integer" }, { prefix: "p" })], profile: true },
    ],
  },
  groups: [
    {
      name: "company",
      at: [],
      key: "company_id",
      keyForm: form({ kind: "pattern", pattern: "org_[a-z]{3}" }),
      properties: [],
    },
    { name: "team", at: [], key: "team_id", properties: [] },
  ],
  events: [
    makeEvent("built", { actor: "nightly_job" }),
    makeEvent("opened", {
      source: "both",
      ownerSide: "client",
      idempotency: { key: { kind: "once" }, at: "the row's `created`." },
    }),
    makeEvent("paid", {
      source: "both",
      ownerSide: "server",
      idempotency: { key: { kind: "properties", properties: ["invoice", "part"] } },
      properties: [makeProperty("invoice", "string", { source: OPTIONAL }), makeProperty("part", "integer")],
    }),
    makeEvent("ran", { actor: "nightly_job", idempotency: { key: { kind: "caller" } } }),
    makeEvent("seen", { source: "client" }),
  ],
});

function planOf(...forms: IdForms): Plan {
  return makePlan({ identity: { userId: { forms }, actors: [] } });
}

const plans: readonly (readonly [string, Plan])[] = [
  ["several forms", fullPlan],
  ["one form", makePlan()],
  ["a form without a prefix", planOf(form({ kind: "uuid" }))],
  ["a form that is always prefixed", planOf(form({ kind: "ulid" }, { prefix: "usr_" }))],
  ["integers", planOf(form({ kind: "integer" }))],
  ["a case-sensitive form", planOf(form({ kind: "ksuid" }, { prefix: "user_" }))],
  ["a pattern", planOf(form({ kind: "pattern", pattern: "[a-z]{3}\\|\\d+" }))],
  [
    "a pattern that takes anything",
    planOf(
      form({ kind: "pattern", pattern: ".+" }, { acceptEmails: "Old accounts.", acceptPhones: "Drivers." }),
    ),
  ],
  ["a pattern that ignores case", planOf(form({ kind: "pattern", pattern: "0x[A-F]{4}", ignoreCase: true }))],
];

function identityPage(plan: Plan) {
  return parsePages(plan).get("identity.md")!;
}

function headingsOf(plan: Plan): readonly string[] {
  return nodesOfType(identityPage(plan), "heading").map((node) => shownText(node));
}

/** The items of the page's lists, as a reader sees them. */
function itemsOf(plan: Plan): readonly string[] {
  return nodesOfType(identityPage(plan), "listItem").map((item) => shownText(item));
}

/** The rows of each table of the page, as a reader sees them, by the heads of its columns. */
function tablesOf(plan: Plan): ReadonlyMap<string, readonly (readonly string[])[]> {
  return new Map(
    nodesOfType(identityPage(plan), "table").map((table) => {
      const [head, ...rows] = table.children.map((row) => row.children.map((cell) => shownText(cell)));
      return [head!.join(", "), rows];
    }),
  );
}

/** How many other spellings of an id each plan knows. */
const SPELLINGS = new Map([
  ["several forms", 4],
  ["one form", 3],
  ["a form without a prefix", 1],
  ["a form that is always prefixed", 1],
  ["a pattern that ignores case", 1],
]);

describe.each(plans)("the identity page of a plan with %s", (name, plan) => {
  const contract = loadModule<ContractModule>(
    emitContract({
      user: plan.identity.userId,
      actors: [],
      groupKeys: [],
      namespace: namespaceOf(plan.name),
    }),
  );

  test("names only ids that the generated contract takes as it says", async () => {
    const { parseUserId } = await contract;
    const spellings = itemsOf(plan).flatMap((item) => {
      const [, spelling, id] = /^(.*) is sent as (.*)$/u.exec(item) ?? [];
      return spelling === undefined ? [] : [[spelling, id] as const];
    });
    const forms = tablesOf(plan).get("Form, Meaning") ?? [];
    const examples = forms.map(([cell]) => cell!.split("\nsuch as ")[1]!);
    const sent = [
      ...spellings,
      ...spellings.map(([, id]) => [id, id]),
      ...examples.map((example) => [example, example]),
    ];
    expect(examples.length).toBe(plan.identity.userId.forms.length > 1 ? 2 : 0);
    expect(spellings.length).toBe(SPELLINGS.get(name) ?? 0);
    expect(sent.map(([raw]) => parseUserId(raw))).toEqual(sent.map(([, id]) => ({ ok: true, id })));
  });

  test("names only refusals that the generated contract gives, for the same reason", async () => {
    const { parseUserId } = await contract;
    const said = itemsOf(plan).flatMap((item) => {
      const [, reason, examples] = /^(\w+): .* For example: (.*)$/u.exec(item) ?? [];
      return examples === undefined ? [] : valuesIn(examples).map((value) => ({ value, ok: false, reason }));
    });
    expect(said.map(({ value }) => ({ value, ...parseUserId(value) }))).toEqual(said);
    expect(said.length).toBeGreaterThan(8);
  });

  test("has no link that leads nowhere", () => {
    expect(faultsOfDocs(plan)).toEqual([]);
  });
});

/** What a cell of examples stands for. */
function valuesIn(examples: string): readonly unknown[] {
  if (examples.startsWith("more than 200")) return ["a".repeat(201)];
  if (examples.startsWith("undefined")) return [undefined, null, {}];
  return JSON.parse(`[${examples}]`) as readonly unknown[];
}

test("ids that ignore case are shown in capitals, and as they are sent", () => {
  const plan = planOf(form({ kind: "pattern", pattern: "0x[A-F]{4}", ignoreCase: true }));
  expect(itemsOf(plan)).toContain("0XAAAA is sent as 0xaaaa");
});

test("reasons for emails and for phone numbers stand there", () => {
  const reasons = { acceptEmails: "Old accounts.", acceptPhones: "Drivers." };
  const items = nodesOfType(
    identityPage(planOf(form({ kind: "pattern", pattern: ".+" }, reasons))),
    "listItem",
  );
  expect(items.map((item) => shownText(item))).toEqual(expect.arrayContaining(["Old accounts.", "Drivers."]));
});

test("several forms stand in a table, the canonical one first", () => {
  expect(tablesOf(fullPlan).get("Form, Meaning")).toEqual([
    [
      "user_<uuid>\nsuch as user_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
      "A UUID of any version. Its canonical form is lower case.",
    ],
    [
      "u-<ulid>\nsuch as u-01ARZ3NDEKTSV4RRFFQ69G5FAV",
      "Accounts of 2019. A ULID. Its canonical form is upper case.",
    ],
  ]);
});

test("each sender that is no person stands there with its id, its type and its events", () => {
  expect(tablesOf(fullPlan).get("Sender, Meaning")).toEqual([
    [
      "nightly_job\njob_<match of [a-z]{3}>\nsuch as job_aaa\nnightlyJobId(raw)",
      "What runs at night.\nSends: built, ran",
    ],
    ["partner\np<integer>\nsuch as p90210\npartnerId(raw)", ""],
  ]);
});

test("each group stands there with its key", () => {
  expect(tablesOf(fullPlan).get("Group, Key")).toEqual([
    ["company", "company_id\n<match of org_[a-z]{3}>\nsuch as org_aaa\ncompanyKey(raw)"],
    ["team", "team_id\nany text"],
  ]);
});

test("each keyed event stands there with its key and its time, and no other", () => {
  expect(itemsOf(fullPlan).filter((item) => item.includes(": per "))).toEqual([
    "opened: per person, at the row's created",
    "paid: per person and invoice and part",
    "ran: per nightly_job and the key that the caller passes",
  ]);
});

test("each event of both sides stands there with the side that must send it", () => {
  expect(tablesOf(fullPlan).get("Event, Must send it, Backup")).toEqual([
    ["opened", "browser", "server"],
    ["paid", "server", "browser"],
  ]);
});

test("the section of each event says who sends it, and what it counts once for", () => {
  const lists = nodesOfType(parsePages(fullPlan).get("other.md")!, "list");
  const facts = lists.map((node) => node.children.map((item) => shownText(item)));
  expect(facts).toEqual([
    ["Sent by: the server, as nightly_job (not a person)"],
    [
      "Sent by: the browser (required) and the server (backup)",
      "Counts once: per person, at the row's created (how it works)",
    ],
    [
      "Sent by: the server (required) and the browser (backup)",
      "Counts once: per person and invoice and part (how it works)",
    ],
    [
      "Sent by: the server, as nightly_job (not a person)",
      "Counts once: per nightly_job and the key that the caller passes (how it works)",
    ],
    ["Sent by: the browser"],
  ]);
});

test("has no section on what the plan does not have", () => {
  expect(headingsOf(makePlan()).slice(1)).toEqual([
    "A person's id",
    "In the browser",
    "On the server",
    "Invalid ids",
    "What counts once",
  ]);
  expect(headingsOf(fullPlan).slice(1)).toEqual([
    "A person's id",
    "In the browser",
    "On the server",
    "Invalid ids",
    "Senders that are not people",
    "Group keys",
    "What counts once",
    "Events sent by both sides",
  ]);
});

test.each([
  [
    { dir: "./generated", imports: "js", browserImports: "none" },
    "./generated/browser.js",
    "./generated/index.js",
  ],
  [{ dir: ".", imports: "none", browserImports: "js" }, "./browser", "./index"],
  [
    { dir: "src/analytics/", imports: "ts", browser: "../web/src/tracking", browserImports: "none" },
    "./tracking/browser",
    "./analytics/index.ts",
  ],
] satisfies [Output, string, string][])(
  "the imports of %j are as code beside the folders writes them",
  (output, browser, server) => {
    const blocks = nodesOfType(identityPage(makePlan({ output })), "code").map(({ value }) => value);
    const imports = blocks.join("\n").matchAll(/from "(\.[^"]*)"/gu);
    expect([...imports].map(([, path]) => path)).toEqual([browser, server]);
  },
);
