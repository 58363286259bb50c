import { posix } from "node:path";
import { exampleCall, examplePayload, hasBrowserHelper } from "../../emit/docs/example-event.ts";
import { isFor } from "../../emit/emitter.ts";
import { queryOf } from "../../emit/docs/queries.ts";
import { hasServerHelper } from "../../emit/typescript/server-helper.ts";
import { brandKeys, writeArgument } from "../../emit/typescript/types.ts";
import { PartWriter } from "../../emit/typescript/module-writer.ts";
import { namesOfEvent } from "../../plan/names.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import type { Deprecation } from "../../plan/property.ts";
import { readableJson } from "../../text/json.ts";
import { asSentence } from "../../text/words.ts";
import type { WordPage } from "./word-pages.ts";

/** What an event means, how it is sent, what it carries and how it is counted. */
export function pageOfEvent(plan: Plan, event: PlanEvent): WordPage {
  const { name, description, trigger, owner, stability, status, source, deprecated } = event;
  const { output } = plan;
  const calls = [
    ...(hasServerHelper(event) && isFor(output, "server")
      ? [
          {
            heading: "On the server",
            file: posix.join(output.dir, "index.ts"),
            call: exampleCall(plan, event, { side: "server" }).code,
          },
        ]
      : []),
    ...(hasBrowserHelper(event) && isFor(output, "browser")
      ? [
          {
            heading: "In the browser",
            file: posix.join(output.browser ?? output.dir, "browser.ts"),
            call: exampleCall(plan, event, { side: "client" }).code,
          },
        ]
      : []),
  ];
  return {
    code: name,
    consequence: `${status}${stability === undefined ? "" : ` ${stability}`} event, sent by ${SENDERS[source]}${owner === undefined ? "" : `, owned by ${owner.join(", ")}`}`,
    title: description ?? name,
    sections: [
      ...(description === undefined ? [] : [{ heading: "What it means", text: description }]),
      ...(trigger === undefined ? [] : [{ heading: "When it is sent", text: trigger }]),
      ...(status === "deprecated" || deprecated !== undefined
        ? [{ heading: "What to send instead", text: describeDeprecation(deprecated) }]
        : []),
      ...(status === "planned"
        ? [
            {
              heading: "How it is sent",
              text: "Not yet: it is only planned and has no helper. Remove `status: planned` first.",
            },
          ]
        : []),
      ...calls.map(({ heading, file, call }) => ({
        heading,
        lines: [`// from ${file}`, ...call.split("\n")],
      })),
      { heading: "Types", lines: typeOf(plan, event).split("\n") },
      {
        heading: "Example, as PostHog receives it",
        lines: readableJson(examplePayload(plan, event), 2).split("\n"),
      },
      { heading: "Query, in HogQL", lines: queryOf(event).split("\n") },
    ],
  };
}

function describeDeprecation({ since, use, reason, removeAfter }: Deprecation = {}): string {
  return [
    use === undefined ? "Nothing: the event is on its way out." : `Send \`${use}\`.`,
    since === undefined ? "" : `It is deprecated since ${since}.`,
    asSentence(reason ?? ""),
    removeAfter === undefined ? "" : `It is to be removed after ${removeAfter}.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

const SENDERS = { server: "the server", client: "the browser", both: "both sides" } as const;

/** The interface of what the helper takes, as the generated code has it. */
function typeOf({ groups }: Plan, event: PlanEvent): string {
  const typed = brandKeys(event.properties, groups, event.groups);
  const part = new PartWriter();
  writeArgument(part, namesOfEvent(event).argument, typed);
  return part.body.toString().trim();
}
