import type { PlanEvent } from "../../plan/plan.ts";
import { isEnum, type Deprecation, type Property, type PropertyType } from "../../plan/property.ts";
import { quoteComment, quoteString } from "../../text/quote.ts";
import { asSentence } from "../../text/words.ts";
import type { CodeWriter } from "./code-writer.ts";

/** What a doc comment says: paragraphs, each of one or more lines, and tags below them. */
export interface Doc {
  readonly paragraphs: readonly (string | undefined)[];
  readonly tags?: readonly (DocTag | undefined)[];
}

interface DocTag {
  readonly name: "deprecated" | "example" | "experimental" | "returns" | "see" | "throws";
  readonly text: string;
}

/** Writes a doc comment, or nothing when there is nothing to say. */
export function writeDoc(writer: CodeWriter, doc: Doc): void {
  const lines = docLines(doc);
  const [only] = lines;
  if (only === undefined) {
    return;
  }
  if (lines.length === 1) {
    writer.writeLine(`/** ${only} */`);
    return;
  }
  writer.writeLine("/**");
  for (const line of lines) {
    writer.writeLine(line === "" ? " *" : ` * ${line}`);
  }
  writer.writeLine(" */");
}

function docLines(doc: Doc): readonly string[] {
  const tags = (doc.tags ?? []).filter((tag) => tag !== undefined).map((tag) => tagText(tag));
  const blocks = [
    ...doc.paragraphs.map((paragraph) => quoteComment(paragraph ?? "").join("\n")),
    tags.join("\n"),
  ];
  const text = blocks.filter((block) => block !== "").join("\n\n");
  return text === "" ? [] : text.split("\n");
}

function tagText(tag: DocTag): string {
  return `@${tag.name} ${quoteComment(tag.text).join("\n")}`.trimEnd();
}

/** What there is to say of an event: what it means, when it fires, and whose it is. */
export function docOfEvent(event: PlanEvent): Doc {
  const facts = [
    event.category === undefined ? undefined : `Category: ${event.category}.`,
    event.owner === undefined ? undefined : `Owner: ${event.owner.join(", ")}.`,
    event.actor === "user" ? undefined : `Sent by: ${codeSpan(event.actor)}.`,
    event.source === "server" ? undefined : `Source: ${event.source}${ownerFact(event)}.`,
    event.alsoSentAs === undefined ? undefined : `Also sent as ${codeSpan(event.alsoSentAs.name)}.`,
    event.status === "planned" ? "Planned: it is not sent yet." : undefined,
    event.removeAfter === undefined ? undefined : `To be removed after ${event.removeAfter}.`,
  ];
  return {
    paragraphs: [
      event.description,
      event.trigger === undefined ? undefined : `When: ${event.trigger}`,
      facts.filter((fact) => fact !== undefined).join(" "),
    ],
    tags: [
      deprecatedTag(event.status === "deprecated" ? (event.deprecated ?? {}) : event.deprecated),
      event.stability === undefined ? undefined : { name: event.stability, text: "" },
      ...(event.links ?? []).map(({ title, url }): DocTag => ({ name: "see", text: `${title}: ${url}` })),
    ],
  };
}

/** What there is to say of the properties of an event. What there is to say of the event is at its helper, if it has one. */
export function docOfArgument(event: PlanEvent, hasHelper: boolean): Doc {
  const lead = `What ${codeSpan(event.name)} accepts.`;
  const { paragraphs, ...tags } = docOfEvent(event);
  return { paragraphs: hasHelper ? [lead] : [lead, ...paragraphs], ...tags };
}

/** Which of both sides cannot do without. */
function ownerFact({ ownerSide }: PlanEvent): string {
  return ownerSide === undefined ? "" : `, and the ${ownerSide} must send it`;
}

/** What there is to say of a property: its meaning, unit, values, and an example. In one line, if the plan's text is. */
export function docOfProperty(property: Property): Doc {
  const { source, description = "" } = property;
  const facts = [
    property.unit === undefined ? undefined : `Unit: ${property.unit}.`,
    source.kind === "argument" && source.default !== undefined
      ? `Default: ${codeSpan(JSON.stringify(source.default))}.`
      : undefined,
    source.kind === "computed" ? `Computed: ${codeSpan(source.text)}.` : undefined,
    property.requiredWith === undefined
      ? undefined
      : `Required with ${property.requiredWith.map((name) => codeSpan(name)).join(" or ")}.`,
    property.common === undefined ? undefined : "Common: may be left out if its value is given once.",
    property.pii === "personal" ? "Personal data." : undefined,
    property.example === undefined ? undefined : `Example: ${codeSpan(JSON.stringify(property.example))}.`,
  ].filter((fact) => fact !== undefined);
  const text = description.trim();
  const paragraphs = /[\n\r]/u.test(text)
    ? [text, facts.join(" ")]
    : [[...(text === "" ? [] : [asSentence(text)]), ...facts].join(" ")];
  return {
    paragraphs: [...paragraphs, meaningsOf(property.type)],
    tags: [deprecatedTag(property.deprecated)],
  };
}

/** A list of an enum's values and what they mean; undefined when no value has a meaning, or a type of its own says it. */
export function meaningsOf(type: PropertyType): string | undefined {
  if (!isEnum(type) || type.shared !== undefined) {
    return undefined;
  }
  const lines = type.values.map(({ value, meaning }) =>
    meaning === undefined
      ? `- ${codeSpan(String(value))}`
      : `- ${codeSpan(String(value))}: ${meaning.replaceAll(/\s+/gu, " ")}`,
  );
  return type.values.some(({ meaning }) => meaning !== undefined) ? lines.join("\n") : undefined;
}

/** Text of a plan as code: in backticks where they can hold it, as a string literal elsewhere. */
export function codeSpan(text: string): string {
  return /^[^`\s](?:[^`\n\r\u2028\u2029]*[^`\s])?$/u.test(text) ? `\`${text}\`` : quoteString(text);
}

function deprecatedTag(deprecation: Deprecation | undefined): DocTag | undefined {
  if (deprecation === undefined) {
    return undefined;
  }
  const { since, use, reason, removeAfter } = deprecation;
  const parts = [
    since === undefined ? undefined : `Since ${since}.`,
    use === undefined ? undefined : `Use ${codeSpan(use)} instead.`,
    reason === undefined ? undefined : asSentence(reason),
    removeAfter === undefined ? undefined : `To be removed after ${removeAfter}.`,
  ];
  return { name: "deprecated", text: parts.filter((part) => part !== undefined).join(" ") };
}
