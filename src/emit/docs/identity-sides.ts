import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { code, fence, list } from "../../text/markdown.ts";
import { namesOfEvent } from "../../plan/names.ts";
import { brandKeys } from "../typescript/key-brands.ts";
import { hasServerHelper } from "../typescript/server-helper.ts";
import { serverCall } from "./example-call.ts";

/** How frontend code says who the person is. */
export function browserBlocks(plan: Plan): readonly string[] {
  const { browser, browserImports, dir, imports } = plan.output;
  const from = importOf(browser ?? dir, "browser", browser === undefined ? imports : browserImports);
  return [
    fence(
      "ts",
      [
        'import { posthog } from "posthog-js";',
        `import { identifyUser, logOut } from ${from};`,
        "",
        "// At login, and whenever a page loads for somebody who is logged in.",
        "identifyUser(posthog, session.userId);",
        "",
        "// At logout.",
        "logOut(posthog);",
      ].join("\n"),
    ),
    list([
      `${code("identifyUser")} holds the id against the same rules as the backend does. If it is none, it returns ${code("false")} and PostHog hears nothing of it.`,
      `Call it once posthog-js has started: from its option ${code("loaded")}, or later.`,
      "What the visitor did before the login in this browser becomes the person's.",
      "If the browser still belongs to another person, that person is forgotten first, so that two people do not become one.",
      `Without ${code("logOut")}, what the next visitor does counts for the person who left.`,
      `Do not call ${code("posthog.identify()")} yourself: it takes almost any text for a person, and cannot undo it.`,
    ]),
  ];
}

/** How backend code says who the person is. */
export function serverBlocks(plan: Plan): readonly string[] {
  const { dir, imports } = plan.output;
  const example = shortestCall(plan);
  const names = ["parseUserId", ...(example === undefined ? [] : [example.helper])];
  return [
    fence(
      "ts",
      [
        `import { ${names.join(", ")} } from ${importOf(dir, "index", imports)};`,
        "",
        example === undefined
          ? "const user = parseUserId(row.user_id); // what each helper of a person's event takes first"
          : example.call,
      ].join("\n"),
    ),
    list([
      "The id is that of your own record: a row, or the session that the server keeps. What a request says of itself, in its body or in PostHog's headers and cookies, is only a claim.",
      `A call with something else in its place sends nothing and returns ${code("false")}. It is counted in ${code("stats()")}, told to ${code("onRefused")}, and logged once a cause; nothing is thrown.`,
      `${code("userId(raw)")} throws instead: for the code of logins, where going on would be wrong. ${code("isUserId(raw)")} only asks.`,
      `${code("fromRequest(request)")}, spread into a call's options, links its event to the session in the browser. If the browser says that it belongs to another person, the authenticated id counts, and ${code("stats().mismatched")} says how often that was.`,
    ]),
  ];
}

/** The call of a person's event that takes the least to read. */
function shortestCall(plan: Plan): { readonly helper: string; readonly call: string } | undefined {
  const calls = plan.events
    .filter((event) => event.actor === "user" && event.status === "live" && hasServerHelper(event))
    .filter((event) => event.idempotency === undefined && !takesKeys(plan, event))
    .map((event) => ({
      helper: namesOfEvent(event.name).helper,
      call: serverCall(plan, event, "parseUserId(row.user_id)"),
    }));
  return calls.toSorted((a, b) => a.call.length - b.call.length)[0];
}

function takesKeys({ groups }: Plan, event: PlanEvent): boolean {
  return brandKeys(event.properties, groups, event.groups).some(({ brand }) => brand !== undefined);
}

/** A generated file, as code beside its folder imports it. */
function importOf(dir: string, file: string, imports: Plan["output"]["imports"]): string {
  const folder = dir.split("/").findLast((part) => part !== "" && part !== "." && part !== "..");
  const end = imports === "none" ? "" : `.${imports}`;
  return JSON.stringify(`./${folder === undefined ? "" : `${folder}/`}${file}${end}`);
}
