import type { NewProperty, NewType } from "../../edit/new-event.ts";
import type { TypeName } from "../../format/property-body.ts";
import { looseForm } from "../../plan/names.ts";
import { UNION_KINDS } from "../../plan/property.ts";
import { splitList } from "./list-cell.ts";
import { type Token, tokenize } from "./type-tokens.ts";

/** What a cell says of a value's type, and whether it may be absent, where it says so. */
export interface TypeCell {
  readonly type: NewType;
  readonly optional?: boolean | undefined;
  /** Whether the type accepts more than the cell says, as far as it was understood. */
  readonly isWider: boolean;
}

/** What people and databases call types, without case and separators. */
const TYPE_NAMES: Readonly<Record<TypeName, string>> = {
  string: "string str text varchar char character id key slug",
  number:
    "number num float float32 float64 double decimal numeric real money currency price percent percentage",
  integer: "integer int int32 int64 long bigint smallint short uint uint32 uint64 count wholenumber",
  boolean: "boolean bool bit flag truefalse yesno",
  enum: "enum enumeration picklist select choice",
  datetime: "datetime timestamp timestamptz iso8601 rfc3339 isostring dateandtime isodate",
  date: "date day calendardate",
  uuid: "uuid guid uuidv4 uuid4",
  url: "url uri link href",
  email: "email emailaddress",
  ip: "ip ipaddress ipv4 ipv6",
  array: "array readonlyarray list set collection",
  object: "object struct record",
  map: "map dictionary dict hash hashmap",
  json: "json jsonb any unknown mixed variant",
};

const TYPE_BY_NAME: ReadonlyMap<string, TypeName> = new Map(
  (Object.entries(TYPE_NAMES) as [TypeName, string][]).flatMap(([type, names]) =>
    names.split(" ").flatMap((name) => [[name, type] as const, [`${name}s`, type] as const]),
  ),
);

/** Deeper types are any JSON. */
const MAX_DEPTH = 20;

const ANYTHING: NewType = { type: "json" };

/**
 * Reads a type as people write it: as in TypeScript, by the names that databases use, or as a list of values.
 *
 * @returns nothing for an empty cell
 * @example readTypeCell('"free" | "pro" | null') // { type: { type: "enum", values: ["free", "pro"], nullable: true }, … }
 * @example readTypeCell("number[] (optional)") // { type: { type: "array", items: { type: "number" } }, optional: true, … }
 * @example readTypeCell("enum: a, b") // { type: { type: "enum", values: ["a", "b"] }, … }
 */
export function readTypeCell(cell: string): TypeCell | undefined {
  const { text, optional } = splitOptional(cell.replaceAll("`", "").trim());
  if (text === "") return optional === undefined ? undefined : { type: {}, optional, isWider: false };
  const listed = LISTED.exec(text)?.groups?.["values"];
  if (listed !== undefined) {
    return { type: { type: "enum", values: [...new Set(splitList(listed))] }, optional, isWider: false };
  }
  const parser = new TypeParser(tokenize(text));
  const { type, isOptional } = parser.readAll();
  return { type, optional: optional ?? (isOptional ? true : undefined), isWider: parser.isWider };
}

/** `enum: a, b`, `enum(a, b)` and `one of: a, b`: what is listed are values, whatever they are called. */
const LISTED =
  /^(?:string )?(?:enum|one of)\s*(?:[([{:]|:\s*[([{])(?<values>[^)\]}]*[^)\]}\s:][^)\]}]*)[)\]}]?$/iu;

const OPTIONAL = /^(?:optional|not required)$/iu;
const REQUIRED = /^(?:required|mandatory|not null)$/iu;

/**
 * Takes what says whether a value may be absent from the end of a text.
 *
 * @example splitOptional("string (required)") // { text: "string", optional: false }
 * @example splitOptional("coupon?") // { text: "coupon", optional: true }
 */
export function splitOptional(text: string): {
  readonly text: string;
  readonly optional: boolean | undefined;
} {
  const word = /(?:^|[\s([,;])(?<word>optional|not required|required|mandatory|not null)\s*[)\]]?$/iu.exec(
    text,
  )?.groups?.["word"];
  if (word !== undefined) {
    const before = text
      .slice(0, text.toLowerCase().lastIndexOf(word.toLowerCase()))
      .replace(/[\s([,;]+$/u, "");
    return { text: before, optional: OPTIONAL.test(word) || !REQUIRED.test(word) };
  }
  return text.endsWith("?")
    ? { text: text.slice(0, -1).trimEnd(), optional: true }
    : { text, optional: undefined };
}

/** What one member of a union is. */
type Part =
  | { readonly kind: "null" | "undefined" }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "type"; readonly type: NewType }
  /** Words that name no type: values, if there are several. */
  | { readonly kind: "words"; readonly text: string };

/** Reads tokens from left to right. What it does not understand makes the type wider, never narrower. */
class TypeParser {
  isWider = false;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  readAll(): { readonly type: NewType; readonly isOptional: boolean } {
    const parts = this.#union(new Set(["|", ",", ";"]));
    // What trails is a remark, or what no plan can say.
    if (this.#at < this.#tokens.length) this.isWider = true;
    const isOptional = parts.some(({ kind }) => kind === "undefined");
    return { type: this.#combine(parts), isOptional };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(text: string): boolean {
    const token = this.#peek();
    if (token?.kind === "text" || token?.text !== text) return false;
    this.#at++;
    return true;
  }

  /** @param separators - of the members: commas, too, outside of braces and angles */
  #union(separators: ReadonlySet<string>): readonly Part[] {
    this.#take("|");
    const parts: Part[] = [];
    for (;;) {
      const part = this.#member();
      if (part === undefined) break;
      parts.push(part);
      const next = this.#peek();
      if (next?.kind !== "mark" || !separators.has(next.text)) break;
      this.#at++;
    }
    return parts;
  }

  #type(): NewType {
    if (++this.#depth > MAX_DEPTH) {
      this.#at = this.#tokens.length;
      this.isWider = true;
    }
    const type = this.#combine(this.#union(new Set("|")));
    this.#depth--;
    return type;
  }

  #member(): Part | undefined {
    let part = this.#primary();
    while (part !== undefined && this.#peek()?.text === "[" && this.#tokens[this.#at + 1]?.text === "]") {
      this.#at += 2;
      part = { kind: "type", type: { type: "array", items: this.#combine([part]) } };
    }
    return part;
  }

  #primary(): Part | undefined {
    const token = this.#peek();
    if (token === undefined) return undefined;
    if (token.kind === "text" || token.kind === "number") {
      this.#at++;
      return { kind: "literal", value: token.kind === "number" ? Number(token.text) : token.text };
    }
    if (token.kind === "word") return this.#words();
    if (this.#take("(")) {
      const type = this.#type();
      this.#take(")");
      return { kind: "type", type };
    }
    if (this.#take("[")) {
      const items = this.#type();
      this.#take("]");
      return { kind: "type", type: { type: "array", items } };
    }
    return this.#take("{") ? { kind: "type", type: this.#object() } : undefined;
  }

  #object(): NewType {
    const properties: NewProperty[] = [];
    while (!this.#take("}")) {
      const name = this.#peek();
      if (name === undefined || name.kind === "mark") return this.#giveUp();
      this.#at++;
      const optional = this.#take("?");
      if (!this.#take(":")) return this.#giveUp();
      const type = this.#type();
      if (!properties.some((known) => known.name === name.text))
        properties.push({ name: name.text, ...type, optional });
      this.#take(",");
      this.#take(";");
    }
    return properties.length === 0 ? ANYTHING : { type: "object", properties };
  }

  /** The rest cannot be understood. */
  #giveUp(): NewType {
    this.#at = this.#tokens.length;
    this.isWider = true;
    return ANYTHING;
  }

  /** Words side by side, such as `whole number` or `array of strings`. */
  #words(): Part {
    const words: string[] = [];
    for (let token = this.#peek(); token?.kind === "word"; token = this.#peek()) {
      if (words.length > 0 && token.text.toLowerCase() === "of" && typeNamed(words.join("")) === "array") {
        this.#at++;
        return {
          kind: "type",
          type: { type: "array", items: this.#combine([this.#member() ?? { kind: "words", text: "" }]) },
        };
      }
      words.push(token.text);
      this.#at++;
    }
    const text = words.join(" ");
    const lower = text.toLowerCase();
    if (lower === "null" || lower === "nil" || lower === "none") return { kind: "null" };
    if (lower === "undefined" || lower === "void") return { kind: "undefined" };
    if (lower === "true" || lower === "false") return { kind: "literal", value: lower === "true" };
    const name = typeNamed(text);
    if (name !== undefined) return { kind: "type", type: this.#named(name) };
    // `string that is short` and `ISO timestamp`: the rest is a remark. Seconds since 1970 are a number.
    const known = typeNamed(words[0] ?? "") ?? typeNamed(words.at(-1) ?? "");
    const named = known === "datetime" && /\b(?:unix|epoch)\b/iu.test(text) ? "number" : known;
    if (words.length < 2 || named === undefined) return { kind: "words", text };
    this.isWider = true;
    return { kind: "type", type: this.#named(named) };
  }

  /** A type by its name, with what stands in brackets behind it: `Array<string>`, `Record<string, number>`, `varchar(255)`. */
  #named(name: TypeName): NewType {
    const given: NewType[] = [];
    if (this.#take("<")) {
      do given.push(this.#type());
      while (this.#take(","));
      this.#take(">");
    }
    const size = this.#size();
    switch (name) {
      case "array":
        return { type: "array", items: given[0] ?? ANYTHING };
      case "map":
      case "object":
        // Of an object, nothing more is said here.
        return { type: "map", items: given.at(-1) ?? ANYTHING };
      case "string":
        return { type: "string", ...(size !== undefined && size > 0 && { max_length: size }) };
      case "enum":
        // Its values stand elsewhere.
        return { type: "enum" };
      default:
        return { type: name };
    }
  }

  /** A size, such as that of `varchar(255)` and `decimal(10, 2)`. */
  #size(): number | undefined {
    const [open, size, ...rest] = this.#tokens.slice(this.#at, this.#at + 6);
    const end = rest.findIndex(({ text }) => text === ")");
    if (open?.text !== "(" || size?.kind !== "number" || end === -1) return undefined;
    this.#at += end + 3;
    return Number.isSafeInteger(Number(size.text)) ? Number(size.text) : undefined;
  }

  #combine(parts: readonly Part[]): NewType {
    const nullable = parts.some(({ kind }) => kind === "null") || undefined;
    const present = parts.filter(({ kind }) => kind !== "null" && kind !== "undefined");
    const isListed =
      present.length > 1 && present.every(({ kind }) => kind === "words" || kind === "literal");
    const type = this.#present(isListed ? present.map(asValue) : present);
    return nullable && type.type !== "json" ? { ...type, nullable } : type;
  }

  #present(parts: readonly Part[]): NewType {
    const literals = parts.flatMap((part) => (part.kind === "literal" ? [part.value] : []));
    if (literals.length > 0 && literals.length === parts.length) return typeOfLiterals(literals);
    const types = parts.flatMap((part) => (part.kind === "type" ? [part.type] : []));
    const [only] = types;
    if (only !== undefined && types.length === 1) {
      // `string, at most 20` is a string: what else is said of it cannot be understood.
      if (parts.length > 1) this.isWider = true;
      return only;
    }
    const names = new Set([...types.map(({ type }) => type), ...literals.map((value) => typeof value)]);
    if (names.has("number")) names.delete("integer");
    const union = UNION_KINDS.filter((kind) => names.has(kind));
    if (types.length > 1 && union.length === names.size && types.length + literals.length === parts.length) {
      if (literals.length > 0) this.isWider = true;
      return union.length === 1 ? { type: union[0] } : { type: union };
    }
    this.isWider = true;
    return ANYTHING;
  }
}

/** The type that a name stands for. */
function typeNamed(name: string): TypeName | undefined {
  return TYPE_BY_NAME.get(looseForm(name));
}

/** In a list of values, words are values, too. */
function asValue(part: Part): Part {
  return part.kind === "words" ? { kind: "literal", value: part.text } : part;
}

function typeOfLiterals(literals: readonly (string | number | boolean)[]): NewType {
  if (literals.every((value) => typeof value === "boolean")) return { type: "boolean" };
  if (literals.every((value) => typeof value === "number")) {
    return literals.every(Number.isSafeInteger)
      ? { type: "integer", values: [...new Set(literals as number[])] }
      : { type: "number" };
  }
  return { type: "enum", values: [...new Set(literals.map(String))] };
}
