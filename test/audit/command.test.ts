import { describe, expect, test } from "vitest";
import { audit, type AuditArguments } from "../../src/commands/audit/audit.ts";
import { captureIo } from "../support/captured-io.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity:
  user_id: { format: uuid, prefix: user_ }
events:
  user_signed_up:
    description: Somebody signed up.
    properties:
      plan: { type: enum, values: [free, team], description: The plan. }
      seats: { type: integer, description: How many seats. }
  never_sent:
    description: Nothing sends it.
    properties: {}
`;

const CODE = `import { PostHog } from "posthog-node";
const client = new PostHog("key");
export function signUp(user: { id: string; email: string }) {
  client.capture({ distinctId: user.email, event: "user_signed_up", properties: { plan: "pro", seats: "3" } });
  client.capture({ distinctId: user.id, event: "account_registered" });
}
`;

async function run(
  files: Readonly<Record<string, string>>,
  options: Partial<AuditArguments> = {},
): Promise<{ readonly code: number; readonly stdout: string }> {
  const folder = makeTempFolder({ "tracking-plan.yaml": PLAN, ...files });
  const io = captureIo({ cwd: folder });
  const args = { paths: [], changed: false, format: "json", strict: false, ...options } as const;
  const code = await audit(args, io);
  return { code, stdout: io.printed.stdout };
}

function findings(stdout: string): readonly string[] {
  const { diagnostics } = JSON.parse(stdout) as {
    readonly diagnostics: readonly { readonly code: string; readonly place: { readonly line: number } }[];
  };
  return diagnostics.map(({ code, place }) => `${place.line} ${code}`);
}

describe("audit", () => {
  test("holds calls, properties and ids to the plan", async () => {
    const { code, stdout } = await run({ "src/sign-up.ts": CODE });
    expect(findings(stdout)).toEqual([
      "4 id-is-email",
      "4 bypassing-call",
      "4 unplanned-enum-value",
      "4 wrong-property-type",
      "5 unplanned-event",
      "11 event-not-sent",
    ]);
    expect(code).toBe(1);
  });

  test("leaves out what a comment with a reason suppresses, and reports comments that suppress nothing", async () => {
    const { stdout } = await run({
      "a.ts": `import posthog from "posthog-js";
posthog.capture("one"); // tracking-plan-ignore unplanned-event: an experiment
// tracking-plan-ignore unplanned-event: the next line
posthog.capture("two");
// tracking-plan-ignore unplanned-event
posthog.capture("three");
// tracking-plan-ignore unplaned-event: a slip
// tracking-plan-ignore id-is-email: nothing here
posthog.capture("never_sent");
`,
    });
    expect(findings(stdout)).toEqual([
      "6 unplanned-event",
      "9 wrong-side",
      "9 bypassing-call",
      "6 event-not-sent",
      "5 suppression-without-reason",
      "7 suppression-without-reason",
      "8 unused-suppression",
    ]);
  });

  test("takes the severities and wrappers that the plan names", async () => {
    const { code, stdout } = await run({
      "tracking-plan.yaml": `${PLAN}audit:
  rules: { event-not-sent: "off", unplanned-event: error, wrong-side: info }
  wrappers: [{ name: emit, event: 1, id: 0 }]
`,
      "a.js": `declared.emit("user@example.com", "never_planned", {});`,
    });
    expect(findings(stdout)).toEqual(["1 id-is-email", "1 unplanned-event"]);
    expect(code).toBe(1);
  });

  test("finds nothing in code that calls the helpers", async () => {
    const { code, stdout } = await run({
      "src/a.ts": `import { trackUserSignedUp, trackNeverSent, parseUserId } from "../generated/index.js";
export function done(user: { id: string }) {
  trackUserSignedUp(parseUserId(user.id), { plan: "free", seats: 1 });
  trackNeverSent(parseUserId(user.id), {});
}
`,
    });
    expect(findings(stdout)).toEqual([]);
    expect(code).toBe(0);
  });

  test("refuses paths that are not there or outside of the project", async () => {
    await expect(run({}, { paths: ["missing"] })).rejects.toThrow(
      "Cannot audit missing: there is no such file or folder.",
    );
    await expect(run({}, { paths: [".."] })).rejects.toThrow(
      "Cannot audit ..: it is outside of the plan's project.",
    );
  });
});
