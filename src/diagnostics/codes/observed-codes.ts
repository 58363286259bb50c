import type { CatalogueEntry } from "../diagnostic.ts";

/** What `inspect` says about events that arrived. */
export const OBSERVED_CODES = {
  "event-not-in-plan": {
    severity: "error",
    title: "An event arrived that is not in the plan.",
    cause: "Something sends an event that nobody described: a direct call of PostHog, or an older version.",
    fix: "Add it with `npx tracking-plan add event`, or send the planned event that means the same.",
    about: "events",
  },
  "event-breaks-plan": {
    severity: "error",
    title: "An event arrived with properties that the plan does not accept.",
    cause:
      "A property is missing, unknown, or has a value that its type refuses. Reports that group or sum by it are wrong.",
    fix: "Correct the call, or change the plan. A helper checks it before it sends.",
    about: "events",
  },
  "event-from-wrong-side": {
    severity: "warning",
    title: "An event arrived from the wrong side.",
    cause: "`source` names the side that sends the event, and the SDK that sent it belongs to the other.",
    fix: "Send it from the side that `source` names, or change `source`.",
    about: "events",
  },
  "planned-event-arrived": {
    severity: "warning",
    title: "An event arrived that is only planned.",
    cause: "An event with `status: planned` has no helper, so something sends it beside the plan.",
    fix: "Remove `status: planned` and use the helper.",
    about: "events",
  },
  "deprecated-event-arrived": {
    severity: "warning",
    title: "A deprecated event arrived.",
    cause: "The plan says that the event is to be replaced, and something still sends it.",
    fix: "Send the event that replaces it.",
    about: "events",
  },
  "event-without-key": {
    severity: "error",
    title: "An event arrived without its idempotency key.",
    cause:
      "The plan gives the event an `idempotency` key, and its uuid was not made from one. PostHog counts a repeat of it twice.",
    fix: "Send it by its helper, which makes the uuid from the key.",
    about: "events",
  },
  "event-arrived-twice": {
    severity: "info",
    title: "An event arrived again with the same uuid.",
    cause:
      "It was sent again after an error or a restart, or two places send it. PostHog keeps one of the two.",
    fix: "Nothing has to be done. Where it happens each time, look for the second place.",
    about: "events",
  },
  "event-refused": {
    severity: "error",
    title: "PostHog would refuse an event that arrived.",
    cause:
      "The event or its request breaks a rule of PostHog's capture: it has no name or id, is too large, or is malformed.",
    fix: "Correct the call, or what sends the request. The helpers never send such events.",
    about: "events",
  },
  "id-not-in-contract": {
    severity: "error",
    title: "An event arrived under an id outside the user-ID contract.",
    cause: "Another place sends this person under another id, so one person becomes two in PostHog.",
    fix: "Send the id that the contract describes. The helpers refuse any other.",
    security: true,
    about: "events",
  },
  "id-not-mergeable": {
    severity: "error",
    title: "An event arrived under an id that PostHog never merges.",
    cause: "Ids such as `anonymous` or `null` stand for a missing id. Everybody who has one is one person.",
    fix: "Send the user's id. Without one, send nothing.",
    security: true,
    about: "events",
  },
  "event-never-seen": {
    severity: "info",
    title: "A live event of the plan never arrived.",
    cause: "Nothing that ran sent the event: it is not tested, or no code sends it.",
    fix: "Test what sends it, set `status: planned`, or remove the event.",
    about: "events",
  },
  "event-no-longer-seen": {
    severity: "warning",
    title: "Something that an earlier recording has did not arrive.",
    cause:
      "A test was removed, or the code no longer sends an event, a property or a value that it sent before.",
    fix: "Bring it back, or record again with `--save` if the change is meant.",
    about: "events",
  },
  "coverage-low": {
    severity: "error",
    title: "Fewer events of the plan arrived than `--min-coverage` asks for.",
    cause: "Events of the plan have lost their tests, or new ones have none.",
    fix: "Test what sends the missing events, or lower the limit.",
    about: "events",
  },
  "no-event": {
    severity: "warning",
    title: "No event arrived.",
    cause:
      "What sends events has another host or no key, its tests replace PostHog, or no code that sends an event ran.",
    fix: "Let it read `POSTHOG_HOST` and `POSTHOG_API_KEY`, and use `useTestTracker` in tests.",
    about: "events",
  },
  "no-browser-event": {
    severity: "warning",
    title: "No event of a browser arrived.",
    cause:
      "The plan has events that browsers send, and none came. A frontend that was built before has another host in its code.",
    fix: "Build the frontend within the command, or name the variable of its host with `--env`.",
    about: "events",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ObservedCode = keyof typeof OBSERVED_CODES;
