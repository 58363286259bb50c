import { namesOfId } from "../../plan/ids/id-names.ts";
import { namesOfEvent } from "../../plan/names.ts";
import { personalFields } from "../../plan/personal.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { quoteString } from "../../text/quote.ts";
import type { Emitter } from "../emitter.ts";
import type { ComputedWriter } from "./computed-values.ts";
import { Constants } from "./constants.ts";
import { finishOf, isOfRevenue, stepsOf } from "./browser-steps.ts";
import { idempotencyMember } from "./definitions.ts";
import { type FieldWriter, fieldsLiteral, hasDefaults } from "./field-rules.ts";
import { docOfArgument, writeDoc } from "./doc-comments.ts";
import { writeCommonProperties, writeSharedTypes } from "./events-module.ts";
import { brandKeys, writeArgument } from "./types.ts";
import { arrayLiteral, jsonLiteral, type Member, objectLiteral, tallObjectLiteral } from "./literals.ts";
import { ModuleWriter, type PartWriter, writeHelper } from "./module-writer.ts";
import { type PlacedFile, placeCode } from "./place-code.ts";
import { inBrowser } from "./side-view.ts";
import { stampLiteral } from "./stamp.ts";
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
  const writer = eventWriter(module);
  writeSharedTypes(module, plan);
  const common = events.length === 0 ? [] : writeCommonProperties(module, plan, "client");
  if (common.length > 0) writeSetCommon(writer, common);
  const keyed = events.filter(isKeyed);
  const calls = [
    ...(keyed.length > 0 ? ["KeyedEventDefinition", "captureKeyedEvent"] : []),
    ...(keyed.length < events.length ? ["EventDefinition", "captureEvent"] : []),
  ];
  if (events.length > 0) writePlan(module, plan, keyed.length > 0);
  for (const event of events) writeEvent(event, plan, writer);
  writeIdentifyUser(writer, plan, client);
  writer.constants.write(module);
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
  "browser/steps.ts",
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

/** What the events of a file are written to. */
interface EventWriter extends ComputedWriter, FieldWriter {
  readonly module: PartWriter;
}

function writeEvent(event: PlanEvent, plan: Plan, writer: EventWriter): void {
  const { module } = writer;
  writeDoc(module.body, docOfArgument(event, true));
  const properties = brandKeys(event.properties, plan.groups, event.groups);
  writeArgument(module, namesOfEvent(event).argument, properties);
  writeBrowserHelper(event, plan, writer);
}

function writeBrowserHelper(event: PlanEvent, plan: Plan, writer: EventWriter): void {
  const { module } = writer;
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
  const fields = fieldsLiteral(event.properties, { checks: isOfRevenue(event), write: writer });
  const steps = stepsOf(event, plan, writer);
  const finish = finishOf(event, plan, module);
  const isShared = steps.some((step) => step.endsWith(", fields)"));
  const [type, capture] = keyed
    ? ["KeyedEventDefinition", "captureKeyedEvent"]
    : ["EventDefinition", "captureEvent"];
  const definition = tallObjectLiteral([
    ["name", quoteString(event.name)],
    ...(event.idempotency === undefined
      ? []
      : [["contract", "contract"] as const, idempotencyMember(event.idempotency)]),
    ...(fields === "{}" ? [] : [["fields", isShared ? "fields" : fields] as const]),
    ...(steps.length === 0 ? [] : [["steps", arrayLiteral(steps)] as const]),
    ...(finish === undefined ? [] : [["finish", finish] as const]),
  ]);
  writeHelper(module, helper, parameters, [
    ...(isShared ? [`const fields: Fields = ${fields};`] : []),
    `const event: ${type} = ${definition};`,
    `return ${capture}(posthog, event, properties, options);`,
  ]);
}

function eventWriter(module: PartWriter): EventWriter {
  return {
    module,
    constants: new Constants(),
    decimal: (operation) => module.place(operation),
    toIso: () => module.place("toIso"),
    isKey: (names) => module.useOfId(names, "is"),
  };
}

/** Writes what events need to know of the plan: only what some event needs, because TypeScript can refuse the rest. */
function writePlan(module: ModuleWriter, plan: Plan, hasKeyed: boolean): void {
  const constant = (doc: string, name: string, code: string): void => {
    writeDoc(module.body, { paragraphs: [doc] });
    module.body.writeLine(`const ${name} = ${code};`).blankLine();
  };
  if (plan.groups.length > 0) {
    const types = plan.groups.map(({ name, keyForm }): Member => {
      const parse = keyForm && module.useOfId(namesOfId(name, "key"), "parse");
      return [name, objectLiteral(parse === undefined ? [] : [["parseKey", parse]])];
    });
    constant(
      "The group types of the plan.",
      `groupTypes: ${module.place("GroupTypes")}`,
      objectLiteral(types),
    );
  }
  const stamp = stampLiteral(plan);
  if (stamp !== undefined) constant("Which version of the plan sent an event.", "stamp", stamp);
  if (hasKeyed) {
    const contract = (["eventUuid", "isUserId"] as const).map((name): Member => [name, module.use(name)]);
    constant("The user-ID contract, for events that count once.", "contract", objectLiteral(contract));
  }
}

function writeSetCommon(writer: EventWriter, properties: readonly Property[]): void {
  const { module } = writer;
  const fields = fieldsLiteral(properties, { checks: () => false, write: writer });
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

function writeIdentifyUser(writer: EventWriter, plan: Plan, client: Client): void {
  const { module } = writer;
  const fields = fieldsLiteral(plan.person, { checks: () => false, write: writer });
  const personal = personalFields(plan.person, plan.properties);
  const set = objectLiteral([
    ["fields", "personFields"],
    ["input", "properties"],
    ...(hasDefaults(plan.person) ? [["addDefaults", module.place("addDefaults")] as const] : []),
    ...(plan.person.length === 0 ? [] : [["resolveUnset", module.place("resolveUnset")] as const]),
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
