import { describe, expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

const only = ["id-is-email", "id-is-group", "id-is-constant", "id-mixes-kinds", "id-outside-contract"];
const EVENTS = "order_paid: { description: A customer paid. }";

/** What is said of ids that servers send, each an expression. */
async function said(ids: readonly string[], { declared = "", more = "" } = {}): Promise<readonly string[]> {
  const calls = ids.map((id) => `client.capture({ event: "order_paid", distinctId: ${id} });\n`);
  const code = `import { PostHog } from "posthog-node"; ${declared}
const client = new PostHog("key");
${calls.join("")}`;
  const found = await findingsIn({
    ...planFile(EVENTS, { only, more }),
    "tsconfig.json": `{ "compilerOptions": { "strict": true } }`,
    "a.ts": code,
  });
  return found.map((line) => line.replace("a.ts:", ""));
}

const declared =
  "declare const user: { id: string; email: string; emailAddress: string; emailHash: string; uuid: string; orgId: string }, any: any;";

test("emails, by their name, their type and the shape of a literal", async () => {
  const hint = "Pass the user's id. An address changes, and PostHog would count a second person.";
  const ids = [
    "user.email",
    "user.emailAddress.trim().toLowerCase()",
    "to",
    '"someone@example.com"',
    "any.workEmail ?? any.privateEmail",
  ];
  expect(
    await said(ids, {
      declared: `${declared} type EmailAddress = string & { of: "email" }; declare const to: EmailAddress;`,
    }),
  ).toEqual([
    `3 id-is-email: The person's id is an email address: \`user.email\`. ${hint}`,
    `4 id-is-email: The person's id is an email address: \`user.emailAddress.trim().toLowerCase()\`. ${hint}`,
    `5 id-is-email: The person's id is an email address: \`to\`. ${hint}`,
    `6 id-is-email: The person's id is an email address: \`someone@example.com\`. ${hint}`,
    `7 id-is-email: The person's id is an email address: \`any.workEmail\`. ${hint}`,
  ]);
});

test("ids of organizations, teams, workspaces and the groups of the plan", async () => {
  const hint = "All its people would be one person. Pass the user's id, and name the group in `groups`.";
  const ids = [
    "user.orgId",
    "any.team.id",
    "any.workspace_id",
    "any.organization",
    "any.clinicId",
    "`org_${any.org.id}`",
  ];
  const more =
    "properties:\n  clinic_id: { type: string, description: A clinic. }\ngroups:\n  clinic: { description: A clinic., key: clinic_id }\n";
  expect(await said(["any.clinicId"], { declared })).toEqual([]);
  expect(await said(ids, { declared, more })).toEqual(
    ids.map(
      (id, index) => `${index + 3} id-is-group: The person's id is that of a group: \`${id}\`. ${hint}`,
    ),
  );
});

test("constants", async () => {
  const hint =
    "all such events belong to one person. Pass a user's id, or define an actor in `identity.actors`.";
  expect(await said(['"anonymous"', '"System"', '""', "'server' as const"])).toEqual([
    `3 id-is-constant: The person's id is the constant \`anonymous\`: ${hint}`,
    `4 id-is-constant: The person's id is the constant \`System\`: ${hint}`,
    `5 id-is-constant: The person's id is the constant \`""\`: ${hint}`,
    `6 id-is-constant: The person's id is the constant \`server\`: ${hint}`,
  ]);
});

test("chains that mix kinds, and chains that do not", async () => {
  const hint = "Pass only the user's id. Without one, send nothing.";
  const mixed = "id-mixes-kinds: One person gets ids of several kinds:";
  const ids = [
    "user.email ?? user.orgId",
    'any.user?.id || "anonymous"',
    "any.flag ? user.id : user.email",
    "any.user?.id ?? any.cookieId",
    "any.userId ?? any.session.user.id",
    "any.user?.id ?? undefined",
    'any.user?.id ?? ""',
  ];
  expect(await said(ids, { declared })).toEqual([
    `3 ${mixed} \`user.email\` (an email address) or \`user.orgId\` (shared by many people). ${hint}`,
    `4 ${mixed} \`any.user?.id\` or \`anonymous\` (a constant). ${hint}`,
    `5 ${mixed} \`user.id\` or \`user.email\` (an email address). ${hint}`,
    `9 ${mixed} \`any.user?.id\` or \`""\` (a constant). ${hint}`,
  ]);
});

describe("ids outside of the contract", () => {
  const numbers = "declare const row: { id: number; uuid: string }; ";

  test("a number, a uuid without its prefix and a literal of another form", async () => {
    expect(await said(["row.id", "String(row.id)", "row.uuid", '"user_1"'], { declared: numbers })).toEqual(
      [
        ["3", "a number: `row.id`"],
        ["4", "a number: `row.id`"],
        ["5", "`row.uuid`"],
        ["6", "`user_1`"],
      ].map(
        ([line, what]) =>
          `${line} id-outside-contract: The person's id is ${what}, which is not in the user-ID contract. The plan accepts \`user_<uuid>\`.`,
      ),
    );
  });

  test("what the contract accepts is none", async () => {
    const integer = "identity: { user_id: { format: integer, reused: false, accept_unprefixed: Old. } }\n";
    expect(await said(["row.id"], { declared: numbers, more: integer })).toEqual([]);
    const uuid = "identity: { user_id: { format: uuid, accept_unprefixed: Old. } }\n";
    expect(await said(["row.uuid"], { declared: numbers, more: uuid })).toEqual([]);
    expect(await said(['"user_0198c7de-4b2f-7c3a-9d1e-5f6a7b8c9d0e"'])).toEqual([]);
  });
});

test("names that may be a person's are not reported", async () => {
  const ids = [
    "any.accountId",
    "any.account.id",
    "any.ownerId",
    "any.organization.ownerId",
    "any.post.author.id",
    "any.team.members[0].userId",
    "any.customer.id",
    "any.workspaceMember.userId",
    "any.projectOwner.id",
    "user.emailHash",
    "any.hash(user.email)",
    "any.email.id",
    "any.getUserId()",
    "any.distinctId",
    "any.createdBy",
    "any.token.sub",
  ];
  expect(await said(ids, { declared })).toEqual([]);
});

test("an id that passes through wrappers is told once, where it gets to be what it should not be", async () => {
  const code = `import { PostHog } from "posthog-node";
const client = new PostHog("key");
function send(distinctId: string, event: string) { client.capture({ event, distinctId }); }
function mail(email: string, event: string) { send(email, event); }
function paid(email: string) { mail(email, "order_paid"); }
export function first(user: { id: string; email: string }) {
  paid(user.email);
  mail(user.email, "order_paid");
  send(user.email, "order_paid");
  send(user.id, "order_paid");
}
function guest(id: string | undefined) { client.capture({ event: "order_paid", distinctId: id ?? "anonymous" }); }
export function second(user: { id: string; email: string }) { guest(user.email); guest(user.id); guest(undefined); }
`;
  const found = await findingsIn({ ...planFile(EVENTS, { only }), "a.ts": code });
  expect(found.map((line) => line.split(":").slice(0, 2).join(":"))).toEqual([
    "a.ts:4 id-is-email",
    "a.ts:9 id-is-email",
    "a.ts:12 id-is-constant",
    "a.ts:13 id-is-email",
  ]);
});

test("an actor's id is one of its events, and may be one of events that the plan does not have", async () => {
  const more = `identity:
  user_id: { format: uuid, prefix: user_ }
  actors: { job: { description: A job., format: pattern, pattern: nightly, prefix: job_ } }
`;
  const files = planFile(`order_synced: { description: A job synced an order., actor: job }\n${EVENTS}`, {
    only,
    more,
  });
  const code = `import { PostHog } from "posthog-node";
const client = new PostHog("key");
client.capture({ event: "order_synced", distinctId: "job_nightly" });
client.capture({ event: "not_planned", distinctId: "job_nightly" });
client.capture({ event: "order_paid", distinctId: "job_nightly" });
`;
  expect(await findingsIn({ ...files, "a.ts": code })).toEqual([
    "a.ts:5 id-outside-contract: The person's id is `job_nightly`, which is not in the user-ID contract. The plan accepts `user_<uuid>`.",
  ]);
});
