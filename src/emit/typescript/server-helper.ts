import { namesOfId } from "../../plan/ids/id-names.ts";
import { namesOfEvent } from "../../plan/names.ts";
import type { Idempotency, PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { thousands } from "../../text/words.ts";
import { codeSpan, type Doc, docOfEvent, writeDoc } from "./doc-comments.ts";
import { type PartWriter, writeHelper } from "./module-writer.ts";
import { isArgument, isOmissible } from "./types.ts";

/** Whether an event has a helper for the server. */
export function hasServerHelper(event: PlanEvent): boolean {
  return event.source !== "client" && event.status !== "planned";
}

/** Writes the function that sends an event from the server. */
export function writeServerHelper(module: PartWriter, event: PlanEvent): void {
  const names = namesOfEvent(event);
  const options = optionsType(event);
  const sender = event.actor === "user" ? "user" : "sender";
  const additional = event.additional === undefined ? "" : module.use("AdditionalOptions");
  const type = withAdditional(event, `${module.use(options)}<GroupKeys>`, additional);
  writeDoc(module.body, docOfHelper(event));
  const parameters = [
    `${sender}: ${senderType(module, event.actor)}`,
    `properties: ${names.argument}${options === "TrackOptions" && needsNothing(event.properties) ? " = {}" : ""}`,
    `options${options === "TrackOptions" ? "?" : ""}: ${type}`,
  ];
  const call = `${names.definition}, ${sender}, properties, options`;
  writeHelper(module, names.helper, parameters, [`return ${module.use("track")}(${call});`]);
}

/** The type of who sends an event: an id of the kind that its actor has, or what the parser of such ids returns. */
export function senderType(module: PartWriter, actor: string): string {
  const names = namesOfId(actor, "id");
  return `${module.useOfId(names, "type")} | ${module.useOfId(names, "parsed")}`;
}

/** The runtime's type of the options that an event's helper takes. All but `TrackOptions` are required. */
export function optionsType({
  idempotency,
}: PlanEvent): "TrackOptions" | "KeyedOptions" | "CallerKeyedOptions" {
  if (idempotency === undefined) return "TrackOptions";
  return idempotency.key.kind === "caller" ? "CallerKeyedOptions" : "KeyedOptions";
}

/**
 * The type of the options of an event that may accept additional properties.
 *
 * @param name - of `AdditionalOptions`, where the code is to stand
 */
export function withAdditional({ additional }: PlanEvent, options: string, name: string): string {
  if (additional === undefined) return options;
  const types = new Set(additional.types.map((type) => (type === "integer" ? "number" : type)));
  return `${options} & ${name}<${[...types].join(" | ")}>`;
}

/** What there is to say of an event's helper: of the event, and of its key. */
export function docOfHelper(event: PlanEvent): Doc {
  const doc = docOfEvent(event);
  const { additional, idempotency } = event;
  const paragraphs = [
    idempotency === undefined ? undefined : docOfKey(event, idempotency),
    additional === undefined
      ? undefined
      : `Accepts up to ${thousands(additional.maxKeys)} properties that the plan does not name, as \`options.additional\`.`,
  ];
  return { ...doc, paragraphs: [...doc.paragraphs, ...paragraphs] };
}

/** What a caller has to know so that repeats count once: which key there is, and which time to pass. */
function docOfKey({ properties }: PlanEvent, { key, at }: Idempotency): string {
  const time =
    at === undefined ? "the time of the business record" : at.replaceAll(/\s+/gu, " ").replace(/\.$/u, "");
  const timestamp = `Pass as \`options.timestamp\`: ${time}, the same in every repeat.`;
  switch (key.kind) {
    case "once":
      return `Counts once per sender.\n${timestamp}`;
    case "caller":
      return `Counts once per \`options.idempotencyKey\`, such as the id of the webhook event.\n${timestamp}`;
    case "properties": {
      const names = key.properties.map((name) => codeSpan(name)).join(" and ");
      const absent = hasOptionalKey(properties, key.properties)
        ? `\nWithout ${names}, pass \`options.idempotencyKey\`.`
        : "";
      return `Counts once per sender and ${names}.${absent}\n${timestamp}`;
    }
    default:
      return key satisfies never;
  }
}

/** Whether an event may be sent without a part of its key. */
export function hasOptionalKey(properties: readonly Property[], key: readonly string[]): boolean {
  return properties.some(
    ({ name, nullable, source }) =>
      key.includes(name) && (nullable || (source.kind !== "const" && source.optional)),
  );
}

/** Whether a caller need not pass any property. */
export function needsNothing(properties: readonly Property[]): boolean {
  return properties.every((property) => !isArgument(property) || isOmissible(property));
}
