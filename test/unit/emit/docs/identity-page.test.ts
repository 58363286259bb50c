import { describe, expect, test } from "vitest";
import { emitContract } from "../../../../src/emit/typescript/contract/contract.ts";
import { namespaceOf } from "../../../../src/emit/typescript/contract/namespace.ts";
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
    planOf(form({ kind: "pattern", pattern: ".+" }, { acceptEmails: "Old accounts." })),
  ],
];

function identityPage(plan: Plan) {
  return parsePages(plan).get("identity.md")!;
}

function headingsOf(plan: Plan): readonly string[] {
  return nodesOfType(identityPage(plan), "heading").map((node) => shownText(node));
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

describe.each(plans)("the identity page of a plan with %s", (_, plan) => {
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
    const spellings = tablesOf(plan).get("Spelled, Sent as") ?? [];
    const forms = tablesOf(plan).get("Form, Example, Meaning") ?? [];
    const sent = [
      ...spellings.map(([spelling, id]) => [spelling, id]),
      ...spellings.map(([, id]) => [id, id]),
      ...forms.map(([, example]) => [example, example]),
    ];
    expect(sent.map(([raw]) => parseUserId(raw))).toEqual(sent.map(([, id]) => ({ ok: true, id })));
  });

  test("names only refusals that the generated contract gives, for the same reason", async () => {
    const { parseUserId } = await contract;
    const rows = tablesOf(plan).get("Such as, Reason, Why")!;
    const said = rows.flatMap(([examples, reason]) =>
      valuesIn(examples!).map((value) => ({ value, ok: false, reason })),
    );
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

test("several forms stand in a table, the canonical one first", () => {
  expect(tablesOf(fullPlan).get("Form, Example, Meaning")).toEqual([
    [
      "user_<uuid>",
      "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
      "A UUID of any version, in lower case when canonical.",
    ],
    ["u-<ulid>", "u-01ARZ3NDEKTSV4RRFFQ69G5FAV", "Accounts of 2019. A ULID, in upper case when canonical."],
  ]);
});

test("each sender that is no person stands there with its id, its type and its events", () => {
  expect(tablesOf(fullPlan).get("Sender, Id, Such as, In code, Sends, Meaning")).toEqual([
    [
      "nightly_job",
      "job_<match of [a-z]{3}>",
      "job_aaa",
      "nightlyJobId(raw)",
      "built, ran",
      "What runs at night.",
    ],
    ["partner", "p<integer>", "p90210", "partnerId(raw)", "", ""],
  ]);
});

test("each group stands there with its key", () => {
  expect(tablesOf(fullPlan).get("Group, Property, Key, Such as, In code")).toEqual([
    ["company", "company_id", "<match of org_[a-z]{3}>", "org_aaa", "companyKey(raw)"],
    ["team", "team_id", "any text", "", ""],
  ]);
});

test("each keyed event stands there with its key and its time, and no other", () => {
  expect(tablesOf(fullPlan).get("Event, Counts once for each, Its time is")).toEqual([
    ["opened", "person", "the row's created"],
    ["paid", "person and invoice and part", ""],
    ["ran", "nightly_job and key that the caller passes", ""],
  ]);
});

test("each event of both sides stands there with the side that must send it", () => {
  expect(tablesOf(fullPlan).get("Event, Must send it, Safety net")).toEqual([
    ["opened", "frontend", "backend"],
    ["paid", "backend", "frontend"],
  ]);
});

test("the section of each event says who sends it, and what it counts once for", () => {
  const lists = nodesOfType(parsePages(fullPlan).get("other.md")!, "list");
  const facts = lists.map((node) => node.children.map((item) => shownText(item)));
  expect(facts).toEqual([
    ["Sent by: the server, as nightly_job, which is no person"],
    [
      "Sent by: the browser, which must; the server too, as the safety net",
      "Counted once: for each person, at the row's created (what that means)",
    ],
    [
      "Sent by: the server, which must; the browser too, as the safety net",
      "Counted once: for each person and invoice and part (what that means)",
    ],
    [
      "Sent by: the server, as nightly_job, which is no person",
      "Counted once: for each nightly_job and key that the caller passes (what that means)",
    ],
    ["Sent by: the browser"],
  ]);
});

test("the example of an actor's event has its id, and no profile where it has none", () => {
  const examples = nodesOfType(parsePages(fullPlan).get("other.md")!, "code").filter(
    ({ lang }) => lang === "json",
  );
  expect(examples.map(({ value }) => JSON.parse(value) as unknown)).toMatchObject([
    { event: "built", distinct_id: "job_aaa", properties: { $process_person_profile: false } },
    { event: "opened", distinct_id: "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
    { event: "paid", properties: { part: 1 } },
    {
      event: "ran",
      distinct_id: "job_aaa",
      properties: { $process_person_profile: false, idempotency_key: "evt_123" },
    },
    { event: "seen" },
  ]);
});

test("has no section on what the plan does not have", () => {
  expect(headingsOf(makePlan()).slice(1)).toEqual([
    "A person's id",
    "On the frontend",
    "On the backend",
    "What is refused, and why",
    "What counts once",
  ]);
  expect(headingsOf(fullPlan).slice(1)).toEqual([
    "A person's id",
    "On the frontend",
    "On the backend",
    "What is refused, and why",
    "Senders that are not people",
    "Keys of groups",
    "What counts once",
    "Events that both sides send",
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
