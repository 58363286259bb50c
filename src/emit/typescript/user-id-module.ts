import type { Emitter } from "../emitter.ts";
import { CodeWriter } from "./code-writer.ts";
import { resolveFormat } from "../../plan/ids/id-formats.ts";
import { type IdNames, namesOfId } from "../../plan/ids/id-names.ts";
import type { IdForm, IdForms } from "../../plan/ids/identity.ts";
import { describeForm, exampleOfForm } from "../../plan/ids/forms.ts";
import { quoteString, quoteTemplate } from "../../text/quote.ts";
import { writeDoc } from "./doc-comments.ts";
import { placeCode } from "./place-code.ts";
import { literalPrefix, type Member, regExpLiteral } from "./literals.ts";
import { createHash } from "node:crypto";

/**
 * `user-id.ts`: the ids of people, other senders and groups, and the uuid of an event.
 */
export const userIdEmitter: Emitter = {
  name: "user-id",
  emit: ({ name, identity, groups, output }) => {
    const body = emitContract({
      user: identity.userId,
      actors: identity.actors,
      groupKeys: groups.flatMap(({ name: group, description, keyForm }) =>
        keyForm === undefined ? [] : [{ name: group, description, forms: [keyForm] }],
      ),
      namespace: namespaceOf(name),
    });
    const file = { path: "user-id.ts", body };
    // Beside the code that imports it.
    const isBesideCode = output.only !== "browser" || output.browser === undefined;
    const others = (["browser", "native"] as const).filter((folder) => output[folder] !== undefined);
    return [...(isBesideCode ? [file] : []), ...others.map((folder) => ({ path: file.path, body, folder }))];
  },
};

/** The user-ID contract of a plan. */
export interface ContractInput {
  readonly user: ContractId;
  /** Sorted by name. */
  readonly actors: readonly NamedContractId[];
  /** Groups whose key has a form, by the name of the group and sorted by it. */
  readonly groupKeys: readonly NamedContractId[];
  /** A UUID in lower case, of this plan alone: see `namespaceOf`. */
  readonly namespace: string;
}

/** One kind of id. */
interface ContractId {
  readonly description?: string | undefined;
  readonly forms: IdForms;
}

interface NamedContractId extends ContractId {
  readonly name: string;
}

/**
 * The text of `user-id.ts`: types and parsers of ids, and the uuid of an event. It imports nothing and needs only
 * ECMAScript 2022, so that server and browser run the same code. A bundler can drop the unused parts.
 */
export function emitContract(input: ContractInput): string {
  const writer = new CodeWriter();
  writeId(writer, namesOfId("user", "id"), input.user);
  for (const actor of input.actors) {
    writeId(writer, namesOfId(actor.name, "id"), actor);
  }
  for (const group of input.groupKeys) {
    writeId(writer, namesOfId(group.name, "key"), group);
  }
  writeEventUuid(writer, input.namespace);
  const ids = [input.user, ...input.actors, ...input.groupKeys];
  const integers = ids.some(({ forms }) => forms.some(isInteger)) ? ["parseInteger"] : [];
  const patterns = ids.some(({ forms }) => forms.some(isPattern)) ? ["refusalOfPlaceholder"] : [];
  const code = placeCode({
    files: ["portable/ids.ts", "portable/event-uuid.ts"],
    used: ["IdRule", "Parsed", "parseId", "parseIdOrThrow", "uuidOf", "bytesOf", ...integers, ...patterns],
    exported: ["UserIdError", "UserIdRefusal"],
  });
  return `${writer.toString()}${code}\n`;
}

function writeEventUuid(writer: CodeWriter, namespace: string): void {
  writeDoc(writer, { paragraphs: ["The UUID namespace of this plan's events."] });
  writer.writeLine(`const NAMESPACE = /* @__PURE__ */ bytesOf(${quoteString(namespace)});`).blankLine();
  writer.write(`/**
 * The uuid of an event with an idempotency key. Server and browser derive the same uuid, so PostHog counts repeats once.
 *
 * @param event - the event's name in the plan
 * @param id - the canonical id of the sender
 * @param key - the values of the key as strings, in the form in which they are sent; empty for an event that counts once per
 *   sender
 */
export function eventUuid(event: string, id: string, key: readonly string[]): string {
  return uuidOf(NAMESPACE, [event, id, ...key]);
}
`);
  writer.newLine();
}

function writeId(writer: CodeWriter, names: IdNames, id: ContractId): void {
  const expected = id.forms.map((form) => describeForm(form)).join(" or ");
  writeType(writer, names, id);
  writer.write(`const ${names.rule}: IdRule = `).inlineBlock(() => {
    writer.writeLine(`expected: ${quoteString(`${names.words} (${expected})`)},`);
    writer.write("forms: [").newLine();
    for (const form of id.forms) {
      writer.writeLine("  {");
      for (const [key, code] of membersOf(form)) {
        writer.writeLine(`    ${key}: ${code},`);
      }
      writer.writeLine("  },");
    }
    writer.writeLine("],");
    if (id.forms.some(isInteger)) writer.writeLine("parseNumber: parseInteger,");
  });
  writer.write(";").newLine().blankLine();
  writeFunctions(writer, names, id.forms);
}

function writeType(
  writer: CodeWriter,
  { type, parsed, words, parse, make, is }: IdNames,
  id: ContractId,
): void {
  const shapes = id.forms.map((form) => `\`${describeForm(form)}\``).join(", or ");
  writeDoc(writer, {
    paragraphs: [
      id.description,
      `Canonical form: ${shapes}.${id.forms.length > 1 ? " New ids have the first form." : ""}`,
      `Only \`${parse}\`, \`${make}\` and \`${is}\` produce this type, so a plain string is not assignable to it.`,
    ],
  });
  writer.writeLine(
    `export type ${type} = ${textType(id.forms)} & { readonly __brand: ${quoteString(type)} };`,
  );
  writer.blankLine();
  writeDoc(writer, { paragraphs: [`The canonical ${words}, or the reason why a value is not one.`] });
  writer.writeLine(`export type ${parsed} = Parsed<${type}>;`).blankLine();
}

/**
 * The type of canonical ids before branding: a template literal with the prefix. The brand has a string key, so that two
 * copies of one contract, in two packages, have the same type.
 */
function textType(forms: IdForms): string {
  const prefixes = forms.map(({ prefix, format }) =>
    prefix === "" && format.kind === "pattern" && !format.ignoreCase ? literalPrefix(format.pattern) : prefix,
  );
  if (prefixes.includes("")) return "string";
  const types = [...new Set(prefixes)].map((prefix) => `\`${quoteTemplate(prefix)}\${string}\``);
  return types.length === 1 ? types.join("") : `(${types.join(" | ")})`;
}

function isInteger({ format }: Pick<IdForm, "format">): boolean {
  return format.kind === "integer";
}

function isPattern({ format }: Pick<IdForm, "format">): boolean {
  return format.kind === "pattern";
}

const CASE_METHODS = { lower: "toLowerCase", upper: "toUpperCase" } as const;

function membersOf({ prefix, acceptUnprefixed, format }: IdForm): readonly Member[] {
  const { accepted, letters } = resolveFormat(format);
  return [
    ["prefix", quoteString(prefix)],
    ...(acceptUnprefixed ? [["unprefixed", "true"] as const] : []),
    ["body", regExpLiteral(accepted.source, accepted.flags)],
    ...(letters === "as_is" ? [] : [["letters", quoteString(CASE_METHODS[letters])] as const]),
    ...(isInteger({ format }) ? [["integer", "true"] as const] : []),
    ...(isPattern({ format }) ? [["except", "refusalOfPlaceholder"] as const] : []),
  ];
}

function writeFunctions(writer: CodeWriter, names: IdNames, forms: IdForms): void {
  const { type, parsed, words, rule, parse, make, is } = names;
  const where = type === "UserId" ? "login and session code" : "code";
  const example = exampleOfForm(forms[0]);
  writeDoc(writer, {
    paragraphs: [
      `Parses a ${words} into its canonical form, or returns the reason why the value is not one. Never throws.`,
    ],
    tags: [
      example === undefined
        ? undefined
        : { name: "example", text: `${parse}(${quoteString(example)}) // { ok: true, id: … }` },
    ],
  });
  writer.write(`export function ${parse}(raw: unknown): ${parsed} `).block(() => {
    writer.writeLine(`return parseId(${rule}, raw);`);
  });
  writer.blankLine();
  writeDoc(writer, {
    paragraphs: [`Parses a ${words} into its canonical form. For ${where} where throwing is appropriate.`],
    tags: [{ name: "throws", text: "UserIdError if the value is not valid." }],
  });
  writer.write(`export function ${make}(raw: unknown): ${type} `).block(() => {
    writer.writeLine(`return parseIdOrThrow(${rule}, raw);`);
  });
  writer.blankLine();
  writeDoc(writer, {
    paragraphs: [`Whether a value is a ${words} in its canonical form already. No prefix is added.`],
  });
  writer.write(`export function ${is}(raw: unknown): raw is ${type} `).block(() => {
    writer.writeLine(`const parsed = ${parse}(raw);`);
    writer.writeLine("return parsed.ok === true && parsed.id === raw;");
  });
  writer.blankLine();
}

/** The namespace of the plans' namespaces: a random UUID. */
const PLANS = "7b1c0f9a-5f0e-4c57-9d3a-2f6f2f3a9e14";

/**
 * The namespace of a plan's event uuids: a UUIDv5 of the plan's name. Two plans never produce the same uuid; renaming a
 * plan changes its uuids.
 */
export function namespaceOf(planName: string): string {
  const hash = createHash("sha1")
    .update(Buffer.from(PLANS.replaceAll("-", ""), "hex"))
    .update(planName, "utf8");
  const bytes = hash.digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}
