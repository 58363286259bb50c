/** The forms of text, which reading a plan and the runtime check with the same functions. Browsers check none. */

/** Whether a text is a UUID of any version, without braces. */
export function isUuid(text: string): boolean {
  return /^[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}$/.test(text);
}

/** The schemes of a `url` where the plan names none. */
export const WEB_SCHEMES: readonly string[] = ["http", "https"];

/** Schemes whose URLs have a host, which the URL parser forgives the lack of slashes before. */
const WITH_HOST = /^(?:https?|wss?|ftp)$/i;

/**
 * Whether a text is a URL of one of some schemes, exactly as it will be sent: the URL parser alone would forgive white space
 * around it and line breaks within.
 *
 * @param schemes - in lower case
 */
export function isUrl(text: string, schemes: readonly string[] = WEB_SCHEMES): boolean {
  const [, scheme = "", rest = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):([^\s\p{Cc}]+)$/u.exec(text) ?? [];
  const isComplete = !WITH_HOST.test(scheme) || /^\/\/[^/?#]/.test(rest);
  return schemes.includes(scheme.toLowerCase()) && isComplete && URL.canParse(text);
}

/** Longest email address, in UTF-16 units. Source: RFC 5321, section 4.5.3.1, and its erratum 1690. */
export const MAX_EMAIL_LENGTH = 254;

/**
 * Parts separated by dots, `@`, and a domain of two labels or more. Letters of any script are accepted; quoted parts,
 * comments and literal addresses, which no service hands out, are not.
 */
const EMAIL =
  /^(?=[^@]{1,64}@)[^\s\p{C}@.,:;<>()[\]\\"]+(?:\.[^\s\p{C}@.,:;<>()[\]\\"]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+\p{L}(?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])$/u;

/** Whether a text is an email address as services accept it. Whether it exists, no check of text can say. */
export function isEmail(text: string): boolean {
  return text.length <= MAX_EMAIL_LENGTH && EMAIL.test(text);
}

/** Whether a text is an IPv4 address in four decimal parts, or an IPv6 address without a zone. */
export function isIp(text: string): boolean {
  return (
    /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text) ||
    (/^[\dA-Fa-f:.]*:[\dA-Fa-f:.]*$/.test(text) && URL.canParse("http://[" + text + "]"))
  );
}
