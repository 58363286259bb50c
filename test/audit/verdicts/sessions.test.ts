import { expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

const plan = (...only: readonly string[]): Readonly<Record<string, string>> =>
  planFile("order_paid: { description: A customer paid. }", { only });
const NAMED = `import posthog from "posthog-js";
export const signedIn = (user: any) => posthog.identify(user.id);
`;

test("a logout without a reset", async () => {
  const logout = `import { signOut } from "./auth";\nexport const leave = () => signOut();\n`;
  const files = { ...plan("no-reset-at-logout"), "in.ts": NAMED, "out.ts": logout };
  expect(await findingsIn(files)).toEqual([
    "out.ts:2 no-reset-at-logout: Nobody calls `reset` at logout: what the next person does in this browser counts for the one before. Call `logOut(posthog)` of the generated browser code, or `posthog.reset()`.",
  ]);
  const reset = `import posthog from "posthog-js";\nexport const forget = () => posthog.reset();\n`;
  expect(await findingsIn({ ...files, "reset.ts": reset })).toEqual([]);
});

test("without a call that identifies people, nothing has to be reset", async () => {
  const logout = `import { signOut } from "./auth";\nexport const leave = () => signOut();\n`;
  expect(await findingsIn({ ...plan("no-reset-at-logout"), "out.ts": logout })).toEqual([]);
});

test("an event before its person is identified", async () => {
  const code = `import posthog from "posthog-js";
export function wrong(user: any) {
  posthog.capture("order_paid");
  posthog.identify(user.id);
}
export function right(user: any) {
  posthog.identify(user.id);
  posthog.capture("order_paid");
}
`;
  expect(await findingsIn({ ...plan("capture-before-identify"), "a.ts": code })).toEqual([
    "a.ts:3 capture-before-identify: `order_paid` is sent before the person is identified. Identify the person first: server events of the same person may come earlier.",
  ]);
});

test("of two branches of which only one runs, neither comes before the other", async () => {
  const code = `import posthog from "posthog-js";
export function either(user: any, wait: boolean) {
  if (user === undefined) {
    posthog.capture("order_paid");
    return;
  }
  if (wait) posthog.capture("order_paid");
  else posthog.identify(user.id);
  switch (user.role) {
    case "guest":
      posthog.capture("order_paid");
      return;
    default:
      posthog.identify(user.id);
  }
  return user ? posthog.capture("order_paid") : posthog.identify("user_1");
}
export function both(user: any, wait: boolean) {
  if (wait) {
    posthog.capture("order_paid");
  }
  if (user) posthog.identify(user.id);
}
`;
  const found = await findingsIn({ ...plan("capture-before-identify"), "a.ts": code });
  expect(found.map((line) => line.split(" ")[0])).toEqual(["a.ts:7", "a.ts:20"]);
});

test("identify and alias beside the helpers, once where a wrapper does it", async () => {
  const code = `import posthog from "posthog-js";
import { identifyUser } from "./generated/index.js";
const named = (id: string) => posthog.identify(id);
export const signedIn = (user: any) => {
  named(user.id);
  posthog.alias(user.id);
  identifyUser(user.id);
};
`;
  expect(await findingsIn({ ...plan("bypassing-identify", "alias-call"), "a.ts": code })).toEqual([
    "a.ts:3 bypassing-identify: `identify` is called beside `identifyUser`: nothing checks the id. Call `identifyUser` of the generated code.",
    "a.ts:6 alias-call: `alias` joins two people for good, and no contract checks their ids. Identify people by one id on both sides: then nothing has to be joined.",
  ]);
});
