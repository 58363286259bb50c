import { namesOfId } from "../../plan/ids/id-names.ts";
import { namesOfEvent } from "../../plan/names.ts";
import { hasPersonalKey, personalFields, personalInEvent, personalKeyOf } from "../../plan/personal.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { isEnum, type Property } from "../../plan/property.ts";
import { quoteString } from "../../text/quote.ts";
import type { Emitter } from "../emitter.ts";
import { type RuleWriter, ruleMembers } from "./definitions.ts";
import { fieldsLiteral } from "./field-rules.ts";
import { docOfArgument, writeDoc } from "./doc-comments.ts";
import { writeCommonProperties, writeSharedTypes } from "./events-module.ts";
import { brandKeys, writeArgument } from "./types.ts";
import { jsonLiteral, type Member, objectLiteral, tallObjectLiteral } from "./literals.ts";
import { ModuleWriter, type PartWriter, writeHelper } from "./module-writer.ts";
import { type PlacedFile, placeCode } from "./place-code.ts";
import { inBrowser } from "./side-view.ts";
import { stampMember } from "./stamp.ts";
import { docOfHelper, needsNothing, optionsType, withAdditional } from "./server-helper.ts";

/**
 * `browser.ts`: helpers over posthog-js, for the events that browsers send and for who the person is. It imports
 * `user-id.ts` and nothing else, not even the type of posthog-js, and what is not used can be dropped by a bundler.
 */
export const browserEmitter: Emitter = {
  name: "browser",
  side: "browser",
  emit: (plan) => {
    const { browser, imports, browserImports } = plan.output;
    const body = frontendModule(plan, "posthog-js", browser === undefined ? imports : browserImports);
    return [{ path: "browser.ts", folder: browser === undefined ? "dir" : "browser", body }];
  },
};

/** `react-native.ts`: the same over posthog-react-native, where the plan names a folder for it. */
export const nativeEmitter: Emitter = {
  name: "react-native",
  side: "browser",
  emit: (plan) => {
    const { native, browserImports } = plan.output;
    if (native === undefined) return [];
    const body = frontendModule(plan, "posthog-react-native", browserImports);
    return [{ path: "react-native.ts", folder: "native", body }];
  },
};

/** The clients that there are helpers over. Each is a file of `src/browser` with the same exports. */
type Client = "posthog-js" | "posthog-react-native";

/** Whether an event has a helper for the browser. Only people are in browsers. */
export function hasBrowserHelper(event: PlanEvent): boolean {
  return event.source !== "server" && event.status !== "planned" && event.actor === "user";
}

function frontendModule(plan: Plan, client: Client, imports: Plan["output"]["imports"]): string {
  const module = new ModuleWriter(imports, ["JsonValue"]);
  const events = plan.events.filter((event) => hasBrowserHelper(event)).map(inBrowser);
  writeSharedTypes(module, plan);
  const common = events.length === 0 ? [] : writeCommonProperties(module, plan, "client");
  if (common.length > 0) writeSetCommon(module, common);
  const keyed = events.filter(isKeyed);
  const calls = [
    ...(keyed.length > 0 ? ["KeyedEventDefinition", "captureKeyedEvent"] : []),
    ...(keyed.length < events.length ? ["EventDefinition", "captureEvent"] : []),
  ];
  writePlan(module, plan, {
    keyed: keyed.length > 0,
    unkeyed: keyed.length < events.length,
    hasCommon: common.length > 0,
  });
  for (const event of events) writeEvent(module, event, plan);
  writeIdentifyUser(module, plan, client);
  module.body.writeLine(
    placeCode({
      files: [`browser/${client}.ts`, ...FILES],
      used: ["Fields", "identifyPerson", ...calls, ...module.placed],
      exported: EXPORTED,
    }),
  );
  return module.text();
}

/** The code that the helpers share, what users read of it first. */
const FILES: readonly PlacedFile[] = [
  "browser/options.ts",
  "browser/identify.ts",
  "browser/capture.ts",
  "browser/take-known.ts",
  "browser/common.ts",
  "browser/drop-unfit.ts",
  "browser/personal-data.ts",
  "portable/compose-event.ts",
  "portable/field-rule.ts",
  "portable/fill-fields.ts",
  "portable/required-with.ts",
  "portable/common.ts",
  "portable/additional.ts",
  "portable/computed.ts",
  "portable/decimal.ts",
  "portable/groups.ts",
  "portable/event-key.ts",
  "portable/redact.ts",
  "portable/timestamps.ts",
  "portable/unset.ts",
  "portable/violations.ts",
  "portable/values.ts",
];

const EXPORTED = [
  "AdditionalOptions",
  "CallerKeyedOptions",
  "IdentifyOptions",
  "JsonValue",
  "KeyedOptions",
  "PostHog",
  "Refusal",
  "RefusalReason",
  "TrackOptions",
  "TrackingOptions",
  "configureTracking",
  "logOut",
];

function isKeyed({ idempotency }: PlanEvent): boolean {
  return idempotency !== undefined;
}

function writeEvent(module: PartWriter, event: PlanEvent, plan: Plan): void {
  writeDoc(module.body, docOfArgument(event, true));
  const properties = brandKeys(event.properties, plan.groups, event.groups);
  writeArgument(module, namesOfEvent(event).argument, properties);
  writeBrowserHelper(module, event, plan);
}

function writeBrowserHelper(module: PartWriter, event: PlanEvent, plan: Plan): void {
  const { helper, argument } = namesOfEvent(event);
  const keyed = isKeyed(event);
  const options = withAdditional(event, `${optionsType(event)}<GroupKeys>`, "AdditionalOptions");
  const doc = docOfHelper(event);
  const paragraphs = keyed
    ? [...doc.paragraphs, "Call `identifyUser` first: without an identified person, the call is refused."]
    : doc.paragraphs;
  writeDoc(module.body, { ...doc, paragraphs });
  const parameters = [
    "posthog: PostHog",
    `properties: ${argument}${!keyed && needsNothing(event.properties) ? " = {}" : ""}`,
    `options: ${options}${keyed ? "" : " = {}"}`,
  ];
  const definition = tallObjectLiteral([
    ["plan", keyed ? "keyedPlan" : "plan"],
    ["name", quoteString(event.name)],
    ...ruleMembers(event, event.properties, { checks: isOfRevenue(event), write: ruleWriter(module) }),
    ...revenueMember(module, event),
    ...personalMembers(module, event, plan),
    ...personalKeyMembers(module, event, plan),
    ...formerMember(module, event),
  ]);
  const [type, capture] = keyed
    ? ["KeyedEventDefinition", "captureKeyedEvent"]
    : ["EventDefinition", "captureEvent"];
  writeHelper(module, helper, parameters, [
    `const event: ${type} = ${definition};`,
    `return ${capture}(posthog, event, properties, options);`,
  ]);
}

function ruleWriter(module: PartWriter): RuleWriter {
  return {
    toIso: () => module.place("toIso"),
    isKey: (names) => module.useOfId(names, "is"),
    addComputed: () => module.place("addComputed"),
    findMissing: () => module.place("findMissing"),
    addAdditional: () => module.place("addAdditional"),
    decimal: (operation) => module.place(operation),
  };
}

/** Whether revenue is made of a property, which is checked then: `$revenue` goes on both sides or on none. */
function isOfRevenue({ revenue }: PlanEvent): (property: Property) => boolean {
  const { amount, currency } = revenue ?? {};
  const code = currency?.kind === "property" ? currency.property : undefined;
  return ({ name, source, type }) =>
    source.kind === "argument" && (name === amount || (name === code && isEnum(type)));
}

function revenueMember(module: PartWriter, event: PlanEvent): readonly Member[] {
  return event.properties.some(isOfRevenue(event)) ? [["dropUnfit", module.place("dropUnfit")]] : [];
}

/** How to remove what is personal in an event. */
function personalMembers(module: PartWriter, event: PlanEvent, plan: Plan): readonly Member[] {
  const personal = personalInEvent(event, plan);
  if (personal === undefined) return [];
  const call = `${module.place("removePersonal")}(properties, ${jsonLiteral({ ...personal })})`;
  return [["personal", `(properties) => ${call}`]];
}

/** How to find a key of an event that is personal. */
function personalKeyMembers(module: PartWriter, event: PlanEvent, plan: Plan): readonly Member[] {
  const own = personalKeyOf(event, plan);
  const ofGroups = plan.groups
    .filter((group) => hasPersonalKey(group, plan))
    .map(({ name, key }): Member => [name, quoteString(key)]);
  if (own === undefined && ofGroups.length === 0) return [];
  const last = own === undefined ? "" : `, ${quoteString(own)}`;
  return [
    [
      "findPersonalKey",
      `(groups) => ${module.place("findPersonalKey")}(groups, ${objectLiteral(ofGroups)}${last})`,
    ],
  ];
}

function formerMember(module: PartWriter, { alsoSentAs }: PlanEvent): readonly Member[] {
  if (alsoSentAs === undefined) return [];
  const members: readonly Member[] = [
    ["name", quoteString(alsoSentAs.name)],
    ["properties", module.place("formerProperties")],
  ];
  return [["former", objectLiteral(members)]];
}

/** Writes what events need to know of the plan: only what some event needs, because TypeScript can refuse the rest. */
function writePlan(
  module: ModuleWriter,
  plan: Plan,
  events: { readonly keyed: boolean; readonly unkeyed: boolean; readonly hasCommon: boolean },
): void {
  if (!events.keyed && !events.unkeyed) return;
  const types = plan.groups.map(({ name, keyForm }): Member => {
    const parse = keyForm && module.useOfId(namesOfId(name, "key"), "parse");
    return [name, objectLiteral(parse === undefined ? [] : [["parseKey", parse]])];
  });
  const members: readonly Member[] = [
    ["groups", objectLiteral(types)],
    ...stampMember(plan),
    ...(events.hasCommon
      ? [["addGiven", `(known, event) => ${module.place("addGiven")}(known, event, commonFields)`] as const]
      : []),
  ];
  if (events.unkeyed) {
    writeDoc(module.body, { paragraphs: ["The plan's data for its events."] });
    module.body.writeLine(`const plan: EventDefinition["plan"] = ${tallObjectLiteral(members)};`).blankLine();
  }
  if (events.keyed) {
    const contract = (["eventUuid", "isUserId"] as const).map((name): Member => [name, module.use(name)]);
    writeDoc(module.body, { paragraphs: ["The plan's data for events that count once."] });
    module.body
      .writeLine(
        `const keyedPlan: KeyedEventDefinition["plan"] = ${tallObjectLiteral([...members, ...contract])};`,
      )
      .blankLine();
  }
}

function writeSetCommon(module: ModuleWriter, properties: readonly Property[]): void {
  const fields = fieldsLiteral(properties, { checks: () => false, write: ruleWriter(module) });
  writeDoc(module.body, { paragraphs: ["How common properties are sent."] });
  module.body.writeLine(`const commonFields: Fields = ${fields};`).blankLine();
  module.body
    .write(
      `/**
 * Gives common properties values for all later events. Later calls add to earlier ones; \`undefined\` forgets a value.
 * A value that a helper is passed goes before it.
 */
export function setCommon(values: CommonProperties): void {
  ${module.place("giveCommon")}(values);
}`,
    )
    .newLine()
    .blankLine();
}

const WORDS = {
  "posthog-js": { place: "in this browser", start: "a page loads" },
  "posthog-react-native": { place: "on this device", start: "the app starts" },
} as const satisfies Record<Client, object>;

function writeIdentifyUser(module: ModuleWriter, plan: Plan, client: Client): void {
  const fields = fieldsLiteral(plan.person, { checks: () => false, write: ruleWriter(module) });
  const personal = personalFields(plan.person, plan.properties);
  const set = objectLiteral([
    ["fields", "personFields"],
    ["input", "properties"],
    ...(Object.keys(personal).length === 0
      ? []
      : [
          [
            "personal",
            `(set: PlainObject) => ${module.place("removeFields")}(set, ${jsonLiteral(personal)})`,
          ] as const,
        ]),
  ]).replaceAll("\n", "\n  ");
  writeDoc(module.body, { paragraphs: ["How properties of a person are sent."] });
  module.body.writeLine(`const personFields: Fields = ${fields};`).blankLine();
  module.body
    .write(
      `/**
 * Identifies the person ${WORDS[client].place}. Call it after each login, and when ${WORDS[client].start} with a person logged in.
 *
 * The user-ID contract checks the id, so that the server and the browser send the same one. An invalid id is refused, even if
 * ${client} would accept it. If another person was identified before, ${client} is reset first, so two people never
 * merge. For the same person again, only new properties are sent.
 *
 * Properties that are not in the plan are left out. The values of the others are not checked.
 *
 * @returns whether this person is identified now; see \`options.onRefused\`.
 */
export function identifyUser(
  posthog: PostHog,
  rawId: unknown,
  properties?: PersonProperties,
  options: IdentifyOptions<keyof PersonProperties> = {},
): boolean {
  const set = ${set};
  return identifyPerson(posthog, ${module.use("parseUserId")}(rawId), set, options);
}`,
    )
    .newLine()
    .blankLine();
}
