import type { IdForm } from "../../plan/identity.ts";
import { quoteString, quoteTemplate } from "../../text/quote.ts";
import type { Emitter } from "../emitter.ts";
import { codeSpan, writeDoc } from "./doc-comments.ts";
import { ModuleWriter } from "./module-writer.ts";

/**
 * `user-id.ts`: what the id of a person is. It imports nothing and needs nothing but ECMAScript, so that the server and
 * the browser hold ids against the very same code.
 */
export const userIdEmitter: Emitter = {
  name: "user-id",
  emit: (plan) => {
    const form = plan.identity.userId;
    const module = new ModuleWriter(plan.output.imports);
    writeDoc(module.body, {
      paragraphs: [
        form.description,
        `In its canonical form: ${codeSpan(describeForm(form))}. Only \`parseUserId\`, \`userId\` and \`isUserId\` make one,
so that no other string is taken for it.`,
      ],
    });
    const text = form.prefix === "" ? "string" : `\`${quoteTemplate(form.prefix)}\${string}\``;
    module.body.writeLine(`export type UserId = ${text} & { readonly __brand: "UserId" };`).blankLine();
    module.body.write(TYPES).blankLine();
    module.body.write(constants(form)).blankLine();
    module.body.write(parseFunction(form)).blankLine();
    module.body.write(FUNCTIONS);
    return [{ path: "user-id.ts", body: module.text() }];
  },
};

/** What the canonical form looks like, in a few words. */
function describeForm({ format, prefix }: IdForm): string {
  if (format.kind === "uuid") {
    return `${prefix}<uuid>, in lower case`;
  }
  return prefix === "" ? `a match of ${format.pattern}` : `${prefix} and then a match of ${format.pattern}`;
}

function constants(form: IdForm): string {
  const format =
    form.format.kind === "uuid"
      ? "/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u"
      : `new RegExp(${quoteString(`^(?:${form.format.pattern})$`)}, "u")`;
  const prefix = form.prefix === "" ? "" : `const PREFIX = ${quoteString(form.prefix)};\n`;
  return `const EXPECTED = ${quoteString(describeForm(form))};
${prefix}const FORMAT = ${format};

/** PostHog cuts or refuses longer ids. */
const MAX_LENGTH = 200;

/** Controls, invisible characters, and halves of characters: they get lost or changed on the way. */
const UNSTABLE = /[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]/u;

/**
 * Ids that PostHog refuses to merge, so that everybody under one of them would be one person, and what a program makes
 * of a missing id. In lower case; they are refused in any case, and in quotes.
 */
const ILLEGAL: readonly string[] = [
  "0",
  "[object object]",
  "anonymous",
  "distinct_id",
  "distinctid",
  "email",
  "false",
  "guest",
  "id",
  "nan",
  "none",
  "not_authenticated",
  "null",
  "true",
  "undefined",
  "00000000-0000-0000-0000-000000000000",
];
`;
}

function parseFunction({ format, prefix, acceptUnprefixed }: IdForm): string {
  const lower = format.kind === "uuid" ? ".toLowerCase()" : "";
  const start = `/**
 * The user id that a value is, in its canonical form, or why it is none. Never throws.
 *
 * @example trackSomething(parseUserId(row.user_id), { … }) // refused, counted and reported when it is none
 */
export function parseUserId(raw: unknown): ParsedUserId {
  if (typeof raw !== "string") {
    return { ok: false, reason: "not_a_string" };
  }
  const reason = refuseText(raw);
  if (reason !== undefined) {
    return { ok: false, reason };
  }
`;
  if (prefix === "") {
    return `${start}  const id = raw${lower};
  if (!FORMAT.test(id)) {
    return { ok: false, reason: raw.includes("@") ? "email" : "wrong_format" };
  }
  return { ok: true, id: id as UserId };
}
`;
  }
  const body = acceptUnprefixed
    ? `  const body = (raw.startsWith(PREFIX) ? raw.slice(PREFIX.length) : raw)${lower};`
    : `  if (!raw.startsWith(PREFIX)) {
    return { ok: false, reason: raw.includes("@") ? "email" : "missing_prefix" };
  }
  const body = raw.slice(PREFIX.length)${lower};`;
  return `${start}${body}
  if (!FORMAT.test(body)) {
    return { ok: false, reason: raw.includes("@") ? "email" : "wrong_format" };
  }
  // The prefix can make an id illegal or too long, and what follows it can be a missing id in text form.
  const refusal = refuseText(body) ?? refuseText(PREFIX + body);
  return refusal === undefined ? { ok: true, id: \`\${PREFIX}\${body}\` as UserId } : { ok: false, reason: refusal };
}
`;
}

const TYPES = `/** What \`parseUserId\` returns. */
export type ParsedUserId =
  | { readonly ok: true; readonly id: UserId }
  | { readonly ok: false; readonly reason: UserIdRefusal };

/** Why a value is not a user id. */
export type UserIdRefusal =
  | "not_a_string"
  | "blank"
  | "white_space"
  | "too_long"
  | "unstable_character"
  | "illegal_id"
  | "missing_prefix"
  | "email"
  | "wrong_format";
`;

const FUNCTIONS = `/**
 * The user id that a value is, in its canonical form. For login and session code, where throwing is right.
 *
 * @throws UserIdError when it is none.
 */
export function userId(raw: unknown): UserId {
  const parsed = parseUserId(raw);
  if (!parsed.ok) {
    throw new UserIdError(raw, parsed.reason);
  }
  return parsed.id;
}

/** Whether a value is a user id in its canonical form already. */
export function isUserId(raw: unknown): raw is UserId {
  const parsed = parseUserId(raw);
  return parsed.ok && parsed.id === raw;
}

/** Says what was expected, and only the shape of what came, so that no address ends in a log. */
export class UserIdError extends Error {
  readonly reason: UserIdRefusal;

  constructor(raw: unknown, reason: UserIdRefusal) {
    super(\`Expected a user id (\${EXPECTED}) but got \${describe(raw)}: \${reason}.\`);
    this.name = "UserIdError";
    this.reason = reason;
  }
}

function refuseText(text: string): UserIdRefusal | undefined {
  const trimmed = text.trim();
  if (trimmed === "") {
    return "blank";
  }
  if (trimmed !== text) {
    return "white_space";
  }
  if (text.length > MAX_LENGTH) {
    return "too_long";
  }
  if (UNSTABLE.test(text)) {
    return "unstable_character";
  }
  const bare = text.replace(/^(["'])(.*)\\1$/su, "$2").trim().toLowerCase();
  return bare === "" || ILLEGAL.includes(bare) ? "illegal_id" : undefined;
}

/** The type of a value, and of a string its shape: \`aaa@aaaa.aa\` for an address. */
function describe(raw: unknown): string {
  if (typeof raw !== "string") {
    return raw === null ? "null" : \`a value of type \${typeof raw}\`;
  }
  const shape = raw
    .slice(0, 40)
    .replace(/[a-z]/giu, "a")
    .replace(/[0-9]/gu, "9")
    .replace(/[^a9@._-]/gu, "?");
  return \`a string of \${raw.length} characters shaped like "\${shape}"\`;
}
`;
