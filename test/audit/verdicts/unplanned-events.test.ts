import { expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

const PLAN = planFile(
  `user_signed_up: { description: Somebody signed up. }
order_paid: { description: A customer paid., renamed_from: order_settled }
report_exported: { description: Somebody exported a report. }
newsletter_subscribed: { description: Somebody wants the newsletter. }
image_viewed: { description: Somebody looked at an image. }
file_viewed: { description: Somebody looked at a file. }
file_opened: { description: Somebody opened a file. }`,
  { only: ["unplanned-event"] },
);

/** What is said of an event that the plan does not have. */
async function said(...names: readonly string[]): Promise<readonly string[]> {
  const calls = names.map((name) => `posthog.capture(${JSON.stringify(name)});\n`);
  const found = await findingsIn({ ...PLAN, "a.ts": `import posthog from "posthog-js";\n${calls.join("")}` });
  return found.map((line) => line.replace(/^.*?unplanned-event: /u, ""));
}

const OR_ADD = ", or add the event: `npx tracking-plan add event`.";

test("an event that looks like a planned one under another name", async () => {
  expect(
    await said(
      "userSignedUp",
      "sign_up_user",
      "account_created",
      "order_settled",
      "Paid Order",
      "report_exporteds",
      "report_exprted",
      "picture_opened",
      "image_opened",
    ),
  ).toEqual([
    `\`userSignedUp\` is not in the plan; it looks like \`user_signed_up\` (differs in case and separators). Send \`user_signed_up\`${OR_ADD}`,
    `\`sign_up_user\` is not in the plan; it looks like \`user_signed_up\` (differs in tense and word order). Send \`user_signed_up\`${OR_ADD}`,
    `\`account_created\` is not in the plan; it looks like \`user_signed_up\` (words that mean the same). Send \`user_signed_up\`${OR_ADD}`,
    `\`order_settled\` is not in the plan; it looks like \`order_paid\` (its former name). Send \`order_paid\`${OR_ADD}`,
    `\`Paid Order\` is not in the plan; it looks like \`order_paid\` (differs in case, separators and word order). Send \`order_paid\`${OR_ADD}`,
    `\`report_exporteds\` is not in the plan; it looks like \`report_exported\` (differs in the plural). Send \`report_exported\`${OR_ADD}`,
    `\`report_exprted\` is not in the plan; it looks like \`report_exported\` (nearly the same spelling). Send \`report_exported\`${OR_ADD}`,
    "`picture_opened` is not in the plan; the nearest planned name is `file_opened`. Add the event: `npx tracking-plan add event`.",
    `\`image_opened\` is not in the plan; it looks like \`image_viewed\` (words that mean the same). Send \`image_viewed\`${OR_ADD}`,
  ]);
});

const nearest = (name: string, planned: string): string =>
  `\`${name}\` is not in the plan; the nearest planned name is \`${planned}\`. Add the event: \`npx tracking-plan add event\`.`;

test("opposites, counted steps and words that the plan tells apart are other events", async () => {
  expect(
    await said("user_signed_in", "newsletter_unsubscribed", "file_shown", "something_else_entirely"),
  ).toEqual([
    nearest("user_signed_in", "user_signed_up"),
    nearest("newsletter_unsubscribed", "newsletter_subscribed"),
    "`file_shown` is not in the plan. Add the event: `npx tracking-plan add event`.",
    "`something_else_entirely` is not in the plan. Add the event: `npx tracking-plan add event`.",
  ]);
});

test("PostHog's own events and those of other libraries are nobody's business", async () => {
  const code = `import posthog from "posthog-js";
import * as Sentry from "@sentry/node";
import { analytics } from "./segment";
posthog.capture("$pageview");
Sentry.capture("not_ours");
analytics.track("not_ours");
`;
  expect(await findingsIn({ ...PLAN, "a.ts": code })).toEqual([]);
});
