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
  "ipv4",
  "ipv6",
  "address",
  "address line",
  "street",
  "street number",
  "postcode",
  "postal code",
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
];

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
 * @example namesPersonalData("email_template") // false
 */
export function namesPersonalData(name: string, further: readonly string[] = []): boolean {
  const words = splitWords(name).map((word) => word.replace(/(?<=[a-z])\d+$/u, ""));
  const set = new Set(further);
  return endingsOf(words).some(
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
