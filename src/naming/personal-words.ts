import { splitWords } from "./name-style.ts";

/** Endings of names for personal data, word by word. */
const PERSONAL_ENDINGS: readonly string[] = [
  "email",
  "emails",
  "e mail",
  "email address",
  "email addresses",
  "phone",
  "phones",
  "phone number",
  "phone numbers",
  "mobile number",
  "telephone",
  "fax",
  "ip",
  "ip address",
  "ip addr",
  "remote addr",
  "ipv4",
  "ipv6",
  "address",
  "address line",
  "street",
  "street number",
  "postcode",
  "postal code",
  "zip",
  "zip code",
  "zipcode",
  "latitude",
  "longitude",
  "first name",
  "firstname",
  "last name",
  "lastname",
  "middle name",
  "full name",
  "fullname",
  "given name",
  "family name",
  "maiden name",
  "display name",
  "nickname",
  "surname",
  "username",
  "user name",
  "customer name",
  "contact name",
  "person name",
  "employee name",
  "recipient name",
  "author name",
  "birthday",
  "birthdate",
  "birth date",
  "date of birth",
  "dob",
  "ssn",
  "social security number",
  "passport number",
  "national id",
  "tax id",
  "iban",
  "card number",
  "gender",
  "user agent",
  "useragent",
];

/** Words after an ending that say which of several it is: `email_work`, `ip_address_v4`. */
const QUALIFIERS: ReadonlySet<string> = new Set(
  "alternate alternative backup billing business current default home main mobile new office old other personal previous primary private raw recent secondary shipping work".split(
    " ",
  ),
);

/** Words after an ending that make it something else: `email_template`, `Phone-Model`. */
const THINGS: ReadonlySet<string> = new Set(
  "brand campaign category class client code count domain enabled error event format frequency group hash id kind label length link list locale model name opened platform provider reason region result sent source state status subject template time title token type url variant vendor verified version".split(
    " ",
  ),
);

/** What writes text that no person wrote. */
const MACHINES: ReadonlySet<string> = new Set([
  "error",
  "exception",
  "failure",
  "log",
  "status",
  "system",
  "warning",
]);

/** What an ending does not mean after one of these words. */
const IMPERSONAL_BEFORE: Readonly<Record<string, ReadonlySet<string>>> = {
  address: new Set(["contract", "host", "mac", "memory", "server", "site", "token", "url", "wallet", "web"]),
  ip: new Set(["server", "host"]),
  message: MACHINES,
  zip: new Set(["archive", "download", "export", "file", "upload"]),
  notes: new Set(["release"]),
  transcript: MACHINES,
};

/** Endings of names for text that people write. */
const WRITTEN_WORDS: readonly string[] = [
  "bio",
  "biography",
  "comment",
  "comments",
  "feedback",
  "message",
  "note",
  "notes",
  "remark",
  "remarks",
  "review",
  "search query",
  "search term",
  "transcript",
];

const PERSONAL_SET: ReadonlySet<string> = new Set(PERSONAL_ENDINGS);
const WRITTEN_SET: ReadonlySet<string> = new Set(WRITTEN_WORDS);

/**
 * Whether a name ends with words for personal data.
 *
 * @param further words that the plan adds
 * @example namesPersonalData("billing_email") // true
 * @example namesPersonalData("Email-Work 2") // true
 * @example namesPersonalData("email_template") // false
 */
export function namesPersonalData(name: string, further: readonly string[] = []): boolean {
  const set = new Set(further);
  return endingsOf(withoutQualifiers(name)).some(
    ({ ending, before }) => set.has(ending) || (PERSONAL_SET.has(ending) && isAboutPeople(ending, before)),
  );
}

/**
 * Whether a name ends with a word for text that people write.
 *
 * @example namesPersonalText("cancellation_comment") // true
 * @example namesPersonalText("error_message") // false
 */
export function namesPersonalText(name: string): boolean {
  return endingsOf(splitWords(name)).some(
    ({ ending, before }) => WRITTEN_SET.has(ending) && isAboutPeople(ending, before),
  );
}

/**
 * Whether a name ends with a word for text of any length, whoever writes it.
 *
 * @param further words that the plan adds
 * @example namesLongText("error_message") // true
 */
export function namesLongText(name: string, further: readonly string[] = []): boolean {
  const set = new Set(further);
  return endingsOf(splitWords(name)).some(({ ending }) => WRITTEN_SET.has(ending) || set.has(ending));
}

/**
 * The words of a name up to those that only say which of several it is: a number, a letter, a word such as `work`, and in a
 * name with capitals what is in capitals throughout or follows a hyphen, as in `Phone DSP` and `Email-Garden`.
 */
function withoutQualifiers(name: string): readonly string[] {
  const words = splitWords(name.replace(/\P{L}+$/u, "")).map((word) => word.replace(/\d+$/u, ""));
  const last = words.at(-1) ?? "";
  if (SET_APART.test(name) && !THINGS.has(last)) words.pop();
  while (words.length > 1 && isQualifier(words.at(-1) ?? "")) words.pop();
  return words;
}

const SET_APART = /(?:[-/:(]\s?\p{Lu}\p{L}*|\p{Ll}\P{L}\p{Lu}{2,5})\P{L}*$/u;

function isQualifier(word: string): boolean {
  return QUALIFIERS.has(word) || /^(?:\d*|[a-z])$/u.test(word);
}

/** The last one, two and three words of a name, each with the word before them. */
function endingsOf(
  words: readonly string[],
): readonly { readonly ending: string; readonly before: string }[] {
  return [1, 2, 3].flatMap((count) => {
    if (words.length < count) return [];
    return [{ ending: words.slice(-count).join(" "), before: words.at(-count - 1) ?? "" }];
  });
}

function isAboutPeople(ending: string, before: string): boolean {
  return IMPERSONAL_BEFORE[ending]?.has(before) !== true;
}
